import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { submitScheduleRequest, validateScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import type { AskedRequest, ScheduleRequest } from '../../../domain/request/request.ts';
import { toPublicStatus } from '../../../domain/request/request-status.ts';
import { requestedInterval } from '../../../domain/request/requested-interval.ts';
import { parseScope } from '../../../domain/scope.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parseTime } from '../extensions/time-members.ts';
import { problems } from '../schema.ts';
import { outcome, submission } from './submission-schema.ts';

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
  const { startAt, endAt } = gives(request);
  return {
    id,
    type,
    kind,
    status: toPublicStatus(status, null, now),
    waitsFor,
    start: startAt?.toString() ?? null,
    end: endAt?.toString() ?? null,
    scheduleId: resultingScheduleId,
  };
}

/** The time of a new schedule, counted from its submission; none for a change of one. */
function gives({ type, schedule, createdAt }: ScheduleRequest): {
  readonly startAt: Temporal.Instant | null;
  readonly endAt: Temporal.Instant | null;
} {
  if (type === 'selfActivate') return requestedInterval(schedule, createdAt, 'activation');
  if (type === 'adminAssign') return requestedInterval(schedule, createdAt, 'assignment');
  return { startAt: null, endAt: null };
}
