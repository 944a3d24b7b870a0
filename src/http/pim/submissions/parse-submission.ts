import type { Static } from 'typebox';
import type { AskedRequest } from '../../../domain/request/request.ts';
import { parseScope } from '../../../domain/scope.ts';
import { parseTime } from '../extensions/time-members.ts';
import type { submission } from './submission-schema.ts';

/** Reads what is asked for; `newId` names the request where the body does not. */
export function parseSubmission(body: Static<typeof submission>, callerId: string, newId: () => string): AskedRequest {
  const { start, duration, end, permanent, ticket, condition } = body;
  const time = { start, duration, end, permanent };
  const given = Object.fromEntries(Object.entries(time).filter(([, value]) => value !== undefined));
  return {
    id: body.id?.toLowerCase() ?? newId(),
    type: body.type,
    kind: body.kind ?? 'active',
    principalId: body.principalId?.toLowerCase() ?? callerId,
    roleDefinitionId: body.roleDefinitionId.toLowerCase(),
    scope: parseScope(body.scope),
    schedule: parseTime(given),
    justification: body.justification ?? null,
    ticket: ticket === undefined ? null : { number: ticket.number ?? null, system: ticket.system ?? null },
    condition: condition === undefined ? null : { text: condition, version: '2.0' },
    linkedEligibilityId: body.linkedEligibilityId?.toLowerCase() ?? null,
    targetScheduleId: body.targetScheduleId?.toLowerCase() ?? null,
  };
}
