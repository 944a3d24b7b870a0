import { wellKnownRoles } from '../role-definition.ts';
import { ROOT, type Scope } from '../scope.ts';
import { topDirectoryRoles } from './directory-authority.ts';

/**
 * By what a principal, or a group around it, has power or a say in who gets some: an assignment or eligibility, a place
 * among the approvers of a role, a deny assignment, or because a group was made to be given roles.
 */
export type Power =
  | { readonly by: 'schedule'; readonly holderId: string; readonly roleDefinitionId: string; readonly scope: Scope }
  | { readonly by: 'approvers' | 'denial' | 'roleAssignable'; readonly holderId: string };

/** How far a principal is out of reach of those who administer ordinary people and groups. */
export type Protection = 'none' | 'privileged' | 'top';

/** By which somebody at the root can give themselves everything. */
const topResourceRoles: readonly string[] = [wellKnownRoles.owner, wellKnownRoles.userAccessAdministrator];

/**
 * How a principal with these powers is protected. Whoever changes a group, or gets hold of a person's credentials, gets
 * what they have: that takes at least the authority to give it (BEHAVIOUR §3: not beyond one's own).
 */
export function protectionBy(powers: readonly Power[]): Protection {
  if (powers.some(isTop)) return 'top';
  return powers.length > 0 ? 'privileged' : 'none';
}

function isTop(power: Power): boolean {
  if (power.by !== 'schedule') return false;
  const { roleDefinitionId, scope } = power;
  return (
    topDirectoryRoles.includes(roleDefinitionId) || (scope === ROOT && topResourceRoles.includes(roleDefinitionId))
  );
}
