import { isOwnRequest } from '../approval/own-request.ts';
import { accept, type Decision, reject } from '../decision.ts';
import type { Violation } from '../errors.ts';
import type { RequestedSchedule } from '../request/request.ts';
import type { ScheduleKind } from '../schedule.ts';
import { isBefore } from '../time.ts';
import type { ExtensionOwnership, ExtensionRequest } from './extension.ts';
import { type GrantFacts, grantExtension } from './grant-extension.ts';

/** What an administrator answers; what is null is granted as it was asked. */
export interface AskedExtensionDecision {
  readonly result: 'approved' | 'denied';
  readonly justification: string | null;
  readonly kind: ScheduleKind | null;
  readonly startAt: RequestedSchedule['startAt'];
  readonly expiration: RequestedSchedule['expiration'];
}

export interface ExtensionDecisionFacts extends ExtensionOwnership {
  readonly extension: ExtensionRequest;
  /** null: the assignment is not there any more. */
  readonly grant: GrantFacts | null;
}

/** Decides a waiting extension or renewal; who may: whoever may write assignments there (BEHAVIOUR §3). */
export function decideExtension(
  asked: AskedExtensionDecision,
  facts: ExtensionDecisionFacts,
  now: Temporal.Instant,
): Decision {
  const violation = whyNotDecided(asked, facts, now);
  if (violation !== null) return reject(violation);
  const { request, decider, grant } = facts;
  const decided = {
    type: 'extension.decided',
    requestId: request.id,
    result: asked.result,
    decidedById: decider.principal.id,
    justification: asked.justification,
  } as const;
  if (asked.result === 'denied') return accept({ ...decided, granted: null });
  if (grant === null) {
    return reject({ code: 'approvalClosed', message: 'the assignment behind this request is gone; assign it anew' });
  }
  const kind = asked.kind ?? request.kind;
  const schedule = {
    // what takes the place of the present assignment does not wait for its end
    startAt: asked.startAt ?? (kind === request.kind ? request.schedule.startAt : null),
    expiration: asked.expiration ?? request.schedule.expiration,
  };
  const given = { justification: asked.justification, ticket: request.ticket };
  const granted = grantExtension({ requestId: request.id, kind, schedule, given }, grant, now);
  if ('violation' in granted) return reject(granted.violation);
  return accept(
    { ...decided, granted: granted.granted },
    { type: 'scheduleRequest.moved', requestId: request.id, status: granted.status },
    ...granted.events,
  );
}

/** Why this person cannot decide this request now, or null; that they may write assignments there is checked before. */
export function whyNotDecided(
  asked: Pick<AskedExtensionDecision, 'result' | 'justification'>,
  facts: ExtensionDecisionFacts,
  now: Temporal.Instant,
): Violation | null {
  const { request, extension } = facts;
  if (isOwnRequest(facts)) {
    return { code: 'ownRequest', message: 'nobody decides their own request; another administrator must' };
  }
  if (extension.decision !== null) {
    const { result, decidedById, decidedAt } = extension.decision;
    return {
      code: 'alreadyDecided',
      conflictsWith: decidedById,
      message: `request \`${request.id}\` was already ${result} by \`${decidedById}\` at \`${decidedAt}\``,
    };
  }
  if (request.status !== 'pendingAdminDecision' || !isBefore(now, extension.expiresAt)) {
    const isOver = request.status === 'pendingAdminDecision';
    const state = isOver ? `expired at \`${extension.expiresAt}\`` : `is ${request.status}`;
    return { code: 'approvalClosed', message: `request \`${request.id}\` ${state}; it must be asked for again` };
  }
  if (asked.result === 'denied' && (asked.justification === null || asked.justification.trim() === '')) {
    return { code: 'justificationMissing', field: 'justification', message: 'why it is denied must be said' };
  }
  return null;
}
