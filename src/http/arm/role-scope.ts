import { refuse } from '../../domain/errors.ts';
import { type Scope, scopeChain, scopeKind } from '../../domain/scope.ts';

/**
 * Refuses a role definition id that is written at another scope than the asked one or one above it, as far as the paths
 * alone tell. Which management group is above what is for those who see it: an id that is written at one is a role by
 * its GUID (contracts/arm §11, §12; ADR 0016).
 */
export function checkRoleScope(scope: Scope, roleScope: Scope): void {
  if (scopeKind(roleScope) === 'managementGroup' || scopeChain(scope, () => null).includes(roleScope)) return;
  refuse({
    code: 'scopeDoesNotMatchRoleDefinition',
    field: 'properties.roleDefinitionId',
    message: `the role definition id stands at \`${roleScope}\`; allowed: the asked scope or one above it`,
  });
}
