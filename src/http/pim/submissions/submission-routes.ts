import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { submitScheduleRequest, validateScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import { MAX_CONDITION_BYTES } from '../../../domain/condition/condition-limits.ts';
import { type AskedRequest, requestTypes, type ScheduleRequest } from '../../../domain/request/request.ts';
import { toPublicStatus } from '../../../domain/request/request-status.ts';
import { parseScope } from '../../../domain/scope.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { kindWord, parseTime, timeMembers } from '../extensions/time-members.ts';
import { guid, nullable, problems, strict, text, words } from '../schema.ts';

const submission = strict({
  id: Type.Optional(guid('the id of the request; one is made if it is left out')),
  type: words(requestTypes, requestTypes.join(', ')),
  kind: Type.Optional(kindWord),
  principalId: Type.Optional(guid('whom it is for; the caller if it is left out')),
  roleDefinitionId: guid('the id of a role definition'),
  scope: Type.String({ maxLength: 2048, description: 'a scope path' }),
  ...timeMembers,
  justification: Type.Optional(text('why')),
  ticket: Type.Optional(
    strict({ number: Type.Optional(text('its number', 256)), system: Type.Optional(text('its system', 256)) }),
  ),
  condition: Type.Optional(Type.String({ maxLength: MAX_CONDITION_BYTES, description: 'an ABAC condition' })),
  linkedEligibilityId: Type.Optional(guid('the eligibility to activate')),
  targetScheduleId: Type.Optional(guid('the assignment or activation that it is about')),
});

/** The same for a dry run and the real thing. */
const outcome = strict({
  id: Type.String(),
  type: Type.String(),
  kind: kindWord,
  status: words(['Pending', 'Approved', 'Denied', 'Expired', 'Canceled'], 'Pending or Approved'),
  waitsFor: nullable(words(['approvers', 'administrators'], 'who decides; null: nobody has to')),
  scheduleId: nullable(Type.String({ description: 'the schedule that it makes, changes or ends' })),
});

/** Asking for any of the nine things, and trying it without doing it (BEHAVIOUR §3). */
export function submissionRoutes({ ledger, clock, newId }: Services): FastifyPluginAsyncTypebox {
  function parse(body: Static<typeof submission>, callerId: string): AskedRequest {
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

  return async (instance) => {
    const described = { tags: ['requests'], security: [{ bearer: [] }] };
    const refusals = problems(400, 401, 403, 404, 409, 413, 415, 422);

    instance.post(
      '/requests',
      {
        schema: {
          ...described,
          summary: 'Asks for a role, or for a change of an assignment',
          body: submission,
          response: { 201: outcome, ...refusals },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const submitted = await submitScheduleRequest(ledger, caller, parse(request.body, caller.principalId), newId);
        return reply.code(201).send(presentOutcome(submitted, clock()));
      },
    );

    instance.post(
      '/requests/validate',
      {
        schema: {
          ...described,
          summary: 'What asking would answer, without doing it',
          body: submission,
          response: { 200: outcome, ...refusals },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const asked = parse(request.body, caller.principalId);
        return presentOutcome(await validateScheduleRequest(ledger, caller, asked, newId), clock());
      },
    );
  };
}

function presentOutcome(request: ScheduleRequest, now: Temporal.Instant): Static<typeof outcome> {
  const { id, type, kind, status, resultingScheduleId } = request;
  const waits = { pendingApproval: 'approvers', pendingAdminDecision: 'administrators' } as const;
  const waitsFor = status === 'pendingApproval' || status === 'pendingAdminDecision' ? waits[status] : null;
  return { id, type, kind, status: toPublicStatus(status, null, now), waitsFor, scheduleId: resultingScheduleId };
}
