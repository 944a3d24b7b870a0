import { decideTimeOut } from '../domain/approval/decide-time-out.ts';
import { decideStart } from '../domain/assignment/decide-start.ts';
import type { DomainEvent } from '../domain/events.ts';
import { decideExtensionTimeOut } from '../domain/extension/decide-extension-time-out.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { stageOf } from '../ledger/facts/approval-facts.ts';
import { extensionOf } from '../ledger/facts/extension-facts.ts';
import { groupAssignmentById } from '../ledger/facts/group-assignment-facts.ts';
import { principalFacts } from '../ledger/facts/principal-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { type RecordedSchedule, recordedSchedule, scheduleById } from '../ledger/facts/schedule-facts.ts';
import type { CommandContext, CommandScope, Ledger } from '../ledger/ledger.ts';
import { appendWithLosses } from './append-with-losses.ts';

function byClockwork(command: string, target: string): CommandContext {
  return { actorId: null, command, correlationId: target, origin: null, target };
}

/** Records that a planned schedule has started, or never does. Access did not wait for it; nothing when it is not due. */
export function startSchedule(ledger: Ledger, scheduleId: string): Promise<void> {
  return ledger.execute(byClockwork('startSchedule', scheduleId), async ({ now, tx, append }) => {
    const recorded = await recordedSchedule(tx, scheduleId);
    if (recorded === null || recorded.startedAt !== null || recorded.endedAt !== null) return;
    const { schedule } = recorded;
    if (isBefore(now, schedule.startAt)) return;
    const { principalId, linkedEligibilityId } = schedule;
    const holder = await principalFacts(tx, principalId, now);
    const eligibility = linkedEligibilityId === null ? null : await scheduleById(tx, linkedEligibilityId);
    await append(decideStart({ schedule, holder, eligibility }, now));
  });
}

/**
 * Records that schedules have ended; does nothing for those that are not due. Access was gone at their ends already. What is
 * read of each is read together. Where it fails for one of them none is on record.
 */
export function endSchedules(ledger: Ledger, scheduleIds: readonly string[]): Promise<void> {
  const [first] = scheduleIds;
  if (first === undefined) return Promise.resolve();
  return ledger.execute(byClockwork('endSchedule', first), async (scope) => {
    const found = await Promise.all(scheduleIds.map((id) => endingSchedule(scope.tx, id)));
    for (const { recorded, isMembership } of found) if (!isMembership) await scope.append(endOf(recorded, scope.now));
    // what rests on a membership ends with it, and may be one of these
    for (const { id, isMembership } of found) if (isMembership) await end(scope, id);
  });
}

async function endingSchedule(tx: Reader, id: string) {
  const [recorded, membership] = await Promise.all([recordedSchedule(tx, id), groupAssignmentById(tx, id)]);
  return { id, recorded, isMembership: membership !== null };
}

async function end(scope: CommandScope, scheduleId: string): Promise<void> {
  await appendWithLosses(scope, endOf(await recordedSchedule(scope.tx, scheduleId), scope.now));
}

/** What is to be on record where it is due; a start that was never recorded comes first, so that no request stays planned. */
function endOf(recorded: RecordedSchedule | null, now: Temporal.Instant): readonly DomainEvent[] {
  const endAt = recorded?.schedule.endAt ?? null;
  if (recorded === null || recorded.endedAt !== null || endAt === null || isBefore(now, endAt)) return [];
  const scheduleId = recorded.schedule.id;
  const ended = { type: 'schedule.ended', scheduleId, reason: 'expired', endAt } as const;
  return recorded.startedAt === null ? [{ type: 'schedule.started', scheduleId }, ended] : [ended];
}

/** Records that a request ran out of time. A decision was too late already; does nothing when it is not due. */
export function timeOutApproval(ledger: Ledger, requestId: string): Promise<void> {
  return ledger.execute(byClockwork('timeOutApproval', requestId), async ({ now, tx, append }) => {
    const request = await requestById(tx, requestId);
    const stage = await stageOf(tx, requestId);
    if (request === null || stage === null) return;
    const decision = decideTimeOut(request, stage, now);
    if (decision.accepted) await append(decision.events);
  });
}

/** Records that an extension or renewal ran out of time. A decision was too late already; nothing when it is not due. */
export function timeOutExtension(ledger: Ledger, requestId: string): Promise<void> {
  return ledger.execute(byClockwork('timeOutExtension', requestId), async ({ now, tx, append }) => {
    const request = await requestById(tx, requestId);
    const extension = await extensionOf(tx, requestId);
    if (request === null || extension === null) return;
    const decision = decideExtensionTimeOut(request, extension, now);
    if (decision.accepted) await append(decision.events);
  });
}
