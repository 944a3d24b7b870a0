import { deactivatableFrom } from '../domain/assignment/decide-deactivation.ts';
import type { Violation } from '../domain/errors.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { type ExtensionOutlook, extensionOutlook } from './extension-outlook.ts';
import { type MySchedule, mySchedules } from './my-schedules.ts';
import { openExtensionOf } from './open-extension-of.ts';
import type { Page, PageRequest } from './page.ts';

/** A role that a person holds or will hold. */
export interface MyActiveRole extends MySchedule {
  readonly isPlanned: boolean;
  /** From when its holder may end it; null: it was not activated, so it is not its holder's to end. */
  readonly deactivatableFrom: Temporal.Instant | null;
  readonly whyNotDeactivate: Violation | null;
  /** Of the assignment; null for an activation, which is extended by asking again. */
  readonly extension: ExtensionOutlook | null;
}

/** A page of the roles that a person holds or will hold, directly or through groups, the newest first. */
export async function myActiveRoles(
  reader: Reader,
  principalId: string,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<MyActiveRole>> {
  const { items, next } = await mySchedules(reader, principalId, 'active', page, now);
  const roles: MyActiveRole[] = [];
  for (const item of items) {
    const { schedule, through } = item;
    const isActivated = schedule.assignmentType === 'activated';
    const openRequestId = isActivated ? null : await openExtensionOf(reader, schedule, now);
    const throughGroup = through?.displayName ?? null;
    roles.push({
      ...item,
      isPlanned: isBefore(now, schedule.startAt),
      deactivatableFrom: isActivated ? deactivatableFrom(schedule) : null,
      whyNotDeactivate: whyNotDeactivate(item, now),
      extension: isActivated ? null : extensionOutlook(schedule, { throughGroup, openRequestId }, now),
    });
  }
  return { items: roles, next };
}

function whyNotDeactivate({ schedule, through }: MySchedule, now: Temporal.Instant): Violation | null {
  if (schedule.assignmentType === 'assigned') {
    const whose = through === null ? 'you' : `the group ${through.displayName}`;
    return { code: 'assignmentDoesNotExist', message: `an administrator assigned it to ${whose}, and ends it` };
  }
  if (isBefore(now, schedule.startAt)) {
    return { code: 'assignmentDoesNotExist', message: 'it has not started; cancel its request instead' };
  }
  const opensAt = deactivatableFrom(schedule);
  if (!isBefore(now, opensAt)) return null;
  const message = 'an activation lasts at least 5 minutes';
  return { code: 'activeDurationTooShort', allowed: opensAt.toString(), message };
}
