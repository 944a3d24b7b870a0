import type { Principal } from '../../domain/principal.ts';
import { type RoleFamily, wellKnownRoles } from '../../domain/role-definition.ts';
import { ROOT } from '../../domain/scope.ts';
import type { Reader } from '../../ledger/engine.ts';
import { peopleHolding } from '../../queries/people-holding.ts';
import type { RoleAtScope } from '../role-at-scope.ts';

/** Whose holders administer the roles of a family (BEHAVIOUR §6). */
const administratorRoles: Readonly<Record<RoleFamily, readonly string[]>> = {
  resource: [wellKnownRoles.owner, wellKnownRoles.userAccessAdministrator],
  directory: [wellKnownRoles.globalAdministrator, wellKnownRoles.privilegedRoleAdministrator],
};

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
