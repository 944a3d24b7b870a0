import { administratorRoles } from '../../domain/access/administrator-roles.ts';
import type { Principal } from '../../domain/principal.ts';
import { wellKnownRoles } from '../../domain/role-definition.ts';
import { ROOT } from '../../domain/scope.ts';
import type { Reader } from '../../ledger/engine.ts';
import { peopleHolding } from '../../queries/people-holding.ts';
import type { RoleAtScope } from '../role-at-scope.ts';

/** The administrators of a role at a scope and above it, by what they hold at the instant. */
export function administratorsOf(tx: Reader, at: RoleAtScope, now: Temporal.Instant): Promise<readonly Principal[]> {
  return peopleHolding(tx, administratorRoles[at.role.family], at.scopeChain, now);
}

const rolesOverAll = [
  wellKnownRoles.globalAdministrator,
  wellKnownRoles.privilegedRoleAdministrator,
  wellKnownRoles.owner,
];

/** Who is told what all administrators must know: those of the directory, and the owners of everything. */
export function allAdministrators(tx: Reader, now: Temporal.Instant): Promise<readonly Principal[]> {
  return peopleHolding(tx, rolesOverAll, [ROOT], now);
}
