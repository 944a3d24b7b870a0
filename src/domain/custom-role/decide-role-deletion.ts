import { accept, type Decision, reject } from '../decision.ts';
import type { RoleDefinition } from '../role-definition.ts';
import { whyNotChangeable } from './decide-custom-role.ts';

/** How often a role is in use. */
export interface RoleUse {
  /** Unfinished schedules of either kind. */
  readonly schedules: number;
  /** Requests that wait for a decision or for their start. */
  readonly requests: number;
  /** Policies that somebody wrote for it. */
  readonly policies: number;
}

/** Decides whether a custom role can be deleted: not while anything names it. */
export function decideRoleDeletion(existing: RoleDefinition, use: RoleUse, deletedById: string): Decision {
  const violation = whyNotChangeable(existing);
  if (violation !== null) return reject(violation);
  const { schedules, requests, policies } = use;
  if (schedules + requests + policies > 0) {
    return reject({
      code: 'roleDefinitionInUse',
      message: `\`${existing.name}\` is in use by ${schedules} assignments, ${requests} open requests and ${policies} policies; remove those first`,
    });
  }
  return accept({ type: 'roleDefinition.deleted', roleDefinitionId: existing.id, deletedById });
}
