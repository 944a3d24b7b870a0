import type { Scope } from '../../../domain/scope.ts';
import type { ScheduleRecord } from '../../../queries/schedules.ts';

/** From where a schedule is looked at. */
export interface Standpoint {
  /** From the scope that was asked about up to the root. */
  readonly scopeChain: readonly Scope[];
  /** The person whose own entries and whose groups' were asked for; null where it is not about one. */
  readonly holderId: string | null;
}

/**
 * How the holder comes to it: through a group, from an ancestor of the scope that was asked about, or itself
 * (contracts/arm §4, §5.4).
 */
export function presentMemberType(
  { schedule, eligibility }: ScheduleRecord,
  { scopeChain, holderId }: Standpoint,
): string {
  const isOfGroup = holderId !== null && schedule.principalId !== holderId;
  const isFromGroup = eligibility !== null && eligibility.principalId !== schedule.principalId;
  if (isOfGroup || isFromGroup) return 'Group';
  return scopeChain.slice(1).includes(schedule.scope) ? 'Inherited' : 'Direct';
}
