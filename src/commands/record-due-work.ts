import { decideTimeOut } from '../domain/approval/decide-time-out.ts';
import { decideStart } from '../domain/assignment/decide-start.ts';
import { decideExtensionTimeOut } from '../domain/extension/decide-extension-time-out.ts';
import { isBefore } from '../domain/time.ts';
import { stageOf } from '../ledger/facts/approval-facts.ts';
import { extensionOf } from '../ledger/facts/extension-facts.ts';
import { principalFacts } from '../ledger/facts/principal-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { recordedSchedule, scheduleById } from '../ledger/facts/schedule-facts.ts';
import type { CommandContext, Ledger } from '../ledger/ledger.ts';
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

/** Records that a schedule has ended. Access was gone at its end already; does nothing when it is not due. */
export function endSchedule(ledger: Ledger, scheduleId: string): Promise<void> {
  return ledger.execute(byClockwork('endSchedule', scheduleId), async (scope) => {
    const { now, tx, append } = scope;
    const recorded = await recordedSchedule(tx, scheduleId);
    const endAt = recorded?.schedule.endAt ?? null;
    if (recorded === null || recorded.endedAt !== null || endAt === null || isBefore(now, endAt)) return;
    // a start that was never recorded comes first, so that no request stays planned for ever
    if (recorded.startedAt === null) await append([{ type: 'schedule.started', scheduleId }]);
    await appendWithLosses(scope, [{ type: 'schedule.ended', scheduleId, reason: 'expired', endAt }]);
  });
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
