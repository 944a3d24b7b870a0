import { decideAccess, type Holder } from '../../domain/access/decide-access.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { scopeChainOf } from './scope-facts.ts';

/** Whoever may do one of these at a scope deals with roles there, and must be able to find them; and with people. */
const OPERATIONS_ON_PEOPLE = [
  'Microsoft.Authorization/roleAssignments/read',
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleManagementPolicies/write',
];
const OPERATIONS_ON_ROLES = [
  ...OPERATIONS_ON_PEOPLE,
  'Microsoft.Authorization/roleDefinitions/read',
  'Microsoft.Authorization/roleManagementPolicies/read',
];

/** Where somebody sees custom roles: those that can be assigned at these scopes, which is above them too, or below them. */
export interface RoleSight {
  readonly at: readonly Scope[];
  /** The scopes themselves and all of their ancestors. */
  readonly atOrAbove: ReadonlySet<Scope>;
}

/** Where the holder deals with roles at `now`; what needs a condition to be met gives no sight. */
export async function roleSightOf(tx: Reader, holder: Holder, now: Temporal.Instant): Promise<RoleSight> {
  const at = await scopesAllowing(tx, holder, OPERATIONS_ON_ROLES, now);
  const atOrAbove = new Set<Scope>();
  for (const scope of at) for (const ancestor of await scopeChainOf(tx, scope)) atOrAbove.add(ancestor);
  return { at, atOrAbove };
}

/** Whether the holder gives roles or reads who has them anywhere at `now`: such people must be able to find others. */
export async function dealsWithPeople(tx: Reader, holder: Holder, now: Temporal.Instant): Promise<boolean> {
  return (await scopesAllowing(tx, holder, OPERATIONS_ON_PEOPLE, now)).length > 0;
}

/** The scopes at which the holder has a role and may do one of these there, denials considered. */
async function scopesAllowing(
  tx: Reader,
  holder: Holder,
  actions: readonly string[],
  now: Temporal.Instant,
): Promise<readonly Scope[]> {
  const found: Scope[] = [];
  for (const scope of new Set(holder.grants.map((grant) => grant.scope))) {
    const scopeChain = await scopeChainOf(tx, scope);
    const isAllowed = actions.some((action) => {
      const question = { action, isDataAction: false, scopeChain, attributes: null };
      return decideAccess(holder, question, now.epochMilliseconds).allowed;
    });
    if (isAllowed) found.push(scope);
  }
  return found;
}
