import type { ScheduleKind, WrittenCondition } from '../schedule.ts';
import type { Scope } from '../scope.ts';
import type { RequestStatus } from './request-status.ts';

/** The nine things that can be asked (BEHAVIOUR §3). */
export const requestTypes = [
  'adminAssign',
  'adminUpdate',
  'adminRemove',
  'adminExtend',
  'adminRenew',
  'selfActivate',
  'selfDeactivate',
  'selfExtend',
  'selfRenew',
] as const;

export type RequestType = (typeof requestTypes)[number];

export interface Ticket {
  readonly number: string | null;
  readonly system: string | null;
}

/** How the asked time ends: after a length, at an instant, or not at all. */
export type Expiration =
  | { readonly type: 'afterDuration'; readonly duration: string }
  | { readonly type: 'afterDateTime'; readonly endAt: Temporal.Instant }
  | { readonly type: 'noExpiration' };

/** The time that is asked for; without `startAt` it starts at once. */
export interface RequestedSchedule {
  readonly startAt: Temporal.Instant | null;
  readonly expiration: Expiration | null;
}

/** What a person or an administrator asks for: the input of every decision on a schedule request. */
export interface AskedRequest {
  readonly id: string;
  readonly kind: ScheduleKind;
  readonly type: RequestType;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: Scope;
  readonly schedule: RequestedSchedule;
  readonly justification: string | null;
  readonly ticket: Ticket | null;
  readonly condition: WrittenCondition | null;
  readonly linkedEligibilityId: string | null;
  readonly targetScheduleId: string | null;
}

/** A request on record. What was asked never changes after it was submitted (BEHAVIOUR §3). */
export interface ScheduleRequest extends AskedRequest {
  readonly requestorId: string;
  readonly status: RequestStatus;
  readonly createdAt: Temporal.Instant;
  /** The schedule that came of it, or that it ended. */
  readonly resultingScheduleId: string | null;
}
