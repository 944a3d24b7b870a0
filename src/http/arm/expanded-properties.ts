import type { Names, Naming } from '../../queries/names-of.ts';
import { roleDefinitionResourceId } from './resource-ids.ts';
import { presentPrincipalType, presentRoleType, presentScopeType } from './words.ts';

/** What common clients read names from; always filled (contracts/arm §5.5). */
export function presentExpandedProperties({ scope, roleDefinitionId, principalId }: Naming, names: Names) {
  const role = names.role(roleDefinitionId);
  const principal = names.principal(principalId);
  return {
    scope: presentScope(scope, names),
    roleDefinition: presentRole(role, names.scope(scope).path),
    principal: {
      id: principal.id,
      displayName: principal.displayName,
      email: principal.email,
      type: presentPrincipalType(principal.kind),
    },
  };
}

export function presentScope(scope: Naming['scope'], names: Pick<Names, 'scope'>) {
  const { path, displayName } = names.scope(scope);
  return { id: path, displayName, type: presentScopeType(scope, path) };
}

export function presentRole(role: Pick<ReturnType<Names['role']>, 'id' | 'name' | 'kind'>, scopePath: string) {
  return {
    id: roleDefinitionResourceId(scopePath, role.id),
    displayName: role.name,
    type: presentRoleType(role.kind),
  };
}
