import type { Scope } from './scope.ts';
import { contains, type Interval } from './time.ts';

/** `eligible`: may activate; `active`: holds the role (BEHAVIOUR §1). */
export type ScheduleKind = 'eligible' | 'active';

/** Whether an administrator assigned it or its holder activated it from an eligibility. */
export type AssignmentType = 'assigned' | 'activated';

/** An ABAC condition as it was written. */
export interface WrittenCondition {
  readonly text: string;
  readonly version: string;
}

/** A role for a principal at a scope during `[startAt, endAt)`. Removing it moves `endAt` to the removal. */
export interface Schedule extends Interval {
  readonly id: string;
  readonly kind: ScheduleKind;
  readonly assignmentType: AssignmentType;
  readonly requestId: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: Scope;
  readonly condition: WrittenCondition | null;
  /** The eligibility that an activation came from. */
  readonly linkedEligibilityId: string | null;
  readonly createdAt: Temporal.Instant;
}

/** Why a schedule ended (the record's words); `converted`: another kind of schedule took its place. */
export type EndReason = 'expired' | 'removed' | 'deactivated' | 'canceled' | 'eligibilityEnded' | 'converted';

/** What an update or an extension can change of a schedule. */
export type ScheduleTerms = Pick<Schedule, 'startAt' | 'endAt' | 'condition'>;

export function termsOf({ startAt, endAt, condition }: Schedule): ScheduleTerms {
  return { startAt, endAt, condition };
}

/** Whether the schedule gives anything at the instant. */
export function isLive(schedule: Interval, at: Temporal.Instant): boolean {
  return contains(schedule, at);
}

/** Whether the schedule is live or still to come. */
export function isUnfinished(schedule: Interval, at: Temporal.Instant): boolean {
  return schedule.endAt === null || at.epochMilliseconds < schedule.endAt.epochMilliseconds;
}
