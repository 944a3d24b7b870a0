import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { submitScheduleRequest, validateScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import type { ScheduleRequest } from '../../../domain/request/request.ts';
import { toPublicStatus } from '../../../domain/request/request-status.ts';
import { requestedInterval } from '../../../domain/request/requested-interval.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { CallerBudget } from '../../plugins/throttle.ts';
import type { Services } from '../../services.ts';
import { problems } from '../schema.ts';
import { parseSubmission } from './parse-submission.ts';
import { outcome, provenSubmission } from './submission-schema.ts';

/** Taking access away is never held up by a flood of other requests. Reads a body that nobody has checked yet. */
function budgetOf(body: unknown): CallerBudget {
  const { type } = (body ?? {}) as { readonly type?: unknown };
  return type === 'adminRemove' || type === 'selfDeactivate' ? 'decisions' : 'calls';
}

/** Asking for any of the nine things, and trying it without doing it (BEHAVIOUR §3). */
export function submissionRoutes({ ledger, clock, newId }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const described = { tags: ['requests'], security: [{ bearer: [] }] };
    const refusals = problems(400, 401, 403, 404, 409, 413, 415, 422);

    instance.post(
      '/requests',
      {
        config: { budget: budgetOf },
        schema: {
          ...described,
          summary: 'Asks for a role, or for a change of an assignment',
          body: provenSubmission,
          response: { 201: outcome, ...refusals },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { proofId = null, ...body } = request.body;
        const asked = parseSubmission(body, caller.principalId, newId);
        const submitted = await submitScheduleRequest(ledger, caller, asked, newId, proofId?.toLowerCase() ?? null);
        return reply.code(201).send(presentOutcome(submitted, clock()));
      },
    );

    instance.post(
      '/requests/validate',
      {
        schema: {
          ...described,
          summary: 'What asking would answer, without doing it',
          body: provenSubmission,
          response: { 200: outcome, ...refusals },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { proofId = null, ...body } = request.body;
        const asked = parseSubmission(body, caller.principalId, newId);
        const named = proofId?.toLowerCase() ?? null;
        return presentOutcome(await validateScheduleRequest(ledger, caller, asked, newId, named), clock());
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
