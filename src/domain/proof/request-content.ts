import type { AskedRequest } from '../request/request.ts';

/**
 * All that is asked for, in one form, whatever the request is called and by which surface it came: what a proof for a
 * request is bound to (BEHAVIOUR §2, ADR 0014).
 */
export function requestContent(asked: AskedRequest): string {
  const { schedule, ticket, condition } = asked;
  return JSON.stringify([
    asked.type,
    asked.kind,
    asked.principalId,
    asked.roleDefinitionId,
    asked.scope,
    schedule.startAt?.toString() ?? null,
    expirationContent(schedule.expiration),
    asked.justification,
    ticket?.number ?? null,
    ticket?.system ?? null,
    condition?.text ?? null,
    condition?.version ?? null,
    asked.linkedEligibilityId,
    asked.targetScheduleId,
  ]);
}

function expirationContent(expiration: AskedRequest['schedule']['expiration']): readonly string[] | null {
  if (expiration === null) return null;
  if (expiration.type === 'afterDuration') return [expiration.type, expiration.duration];
  return expiration.type === 'afterDateTime' ? [expiration.type, expiration.endAt.toString()] : [expiration.type];
}
