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
  const inUseBy = [
    ...(use.schedules > 0 ? ['assignments or eligibilities'] : []),
    ...(use.requests > 0 ? ['open requests'] : []),
    ...(use.policies > 0 ? ['policies'] : []),
  ];
  if (inUseBy.length > 0) {
    // how many and where is for those who may read them (ADR 0016)
    return reject({
      code: 'roleDefinitionInUse',
      message: `\`${existing.name}\` is in use by ${inUseBy.join(', ')}; remove those first`,
    });
  }
  return accept({ type: 'roleDefinition.deleted', roleDefinitionId: existing.id, deletedById });
}
