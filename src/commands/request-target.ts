import { refuse } from '../domain/errors.ts';
import type { AskedRequest } from '../domain/request/request.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import { standsAt } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';

/** The role and scope that a request is about. */
export interface RequestTarget {
  readonly role: RoleDefinition;
  readonly scopeChain: readonly Scope[];
}

/** Looks up the role and the scope; refuses unknown ones and a role that cannot stand at the scope. */
export async function requestTarget(
  tx: Reader,
  asked: Pick<AskedRequest, 'roleDefinitionId' | 'scope'>,
): Promise<RequestTarget> {
  const role = await roleDefinitionById(tx, asked.roleDefinitionId);
  if (role === null) {
    refuse({
      code: 'roleDefinitionNotFound',
      field: 'roleDefinitionId',
      message: `there is no role definition \`${asked.roleDefinitionId}\``,
    });
  }
  if ((await registeredScope(tx, asked.scope)) === null) {
    refuse({ code: 'scopeNotFound', field: 'scope', message: `scope \`${asked.scope}\` is not registered` });
  }
  const scopeChain = await scopeChainOf(tx, asked.scope);
  if (!standsAt(role, scopeChain)) {
    refuse({
      code: 'scopeDoesNotMatchRoleDefinition',
      field: 'scope',
      message: `role \`${role.name}\` cannot be assigned at \`${asked.scope}\``,
    });
  }
  return { role, scopeChain };
}
