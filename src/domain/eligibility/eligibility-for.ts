import type { PrincipalFacts } from '../principal.ts';
import type { Schedule } from '../schedule.ts';
import { isBefore } from '../time.ts';

/**
 * An eligibility as somebody has it: one of a group that they are in for a time ends for them with that time at the
 * latest, so that nothing that rests on it outlasts the membership. null: it is neither theirs nor a group's of theirs,
 * or begins after they have left.
 */
export function eligibilityFor(holder: PrincipalFacts, eligibility: Schedule): Schedule | null {
  const { principalId, startAt, endAt } = eligibility;
  if (principalId === holder.principal.id) return eligibility;
  if (!holder.groupIds.has(principalId)) return null;
  const until = holder.groupsUntil?.get(principalId);
  if (until === undefined || (endAt !== null && !isBefore(until, endAt))) return eligibility;
  return isBefore(startAt, until) ? { ...eligibility, endAt: until } : null;
}
