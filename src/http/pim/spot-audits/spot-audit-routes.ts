import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { reviewSpotAudit } from '../../../commands/review-spot-audit.ts';
import { Refusal, refuse } from '../../../domain/errors.ts';
import { type SpotAuditView, spotAudits } from '../../../queries/spot-audits.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { presentHistoryItem } from '../present-request.ts';
import { pageOf, paging, problems, requestId, strict, words } from '../schema.ts';
import { reviewBody, spotAudit } from './spot-audit-schema.ts';

function present({ request, drawnAt, oneIn, entry, review }: SpotAuditView) {
  return {
    request: presentHistoryItem(request),
    drawnAt: drawnAt.toString(),
    oneIn,
    entry,
    review: review === null ? null : { ...review, reviewedAt: review.reviewedAt.toString() },
  };
}

/** Approvals drawn for review, and reviewing them (BEHAVIOUR §4). */
export function spotAuditRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  async function find(principalId: string, id: string): Promise<SpotAuditView | undefined> {
    const page = { limit: 1, after: null };
    const found = await ledger.read((reader) => spotAudits(reader, principalId, { requestId: id }, page, clock()));
    return found.items[0];
  }

  return async (instance) => {
    const described = { tags: ['spot audits'], security: [{ bearer: [] }] };

    instance.get(
      '/spot-audits',
      {
        schema: {
          ...described,
          summary: 'Approvals drawn for review at the scopes where the caller reads assignments, the oldest first',
          querystring: strict({ state: Type.Optional(words(['open', 'reviewed'], 'open or reviewed')), ...paging }),
          response: { 200: pageOf(spotAudit), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const { state } = request.query;
        const filter = { isReviewed: state === undefined ? undefined : state === 'reviewed' };
        const page = parsePage(request);
        const found = await ledger.read((reader) => spotAudits(reader, principalId, filter, page, clock()));
        return presentPage(request, found, present);
      },
    );

    instance.post(
      '/spot-audits/:id/review',
      {
        schema: {
          ...described,
          summary: 'Reviews a drawn approval, as an administrator at its scope who neither asked nor decided',
          params: requestId,
          body: reviewBody,
          response: { 200: spotAudit, ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const id = request.params.id.toLowerCase();
        const { outcome: found, justification = null } = request.body;
        try {
          await reviewSpotAudit(ledger, caller, id, { outcome: found, justification });
        } catch (error) {
          // whoever may not see it is not told that it is there, nor by why it cannot be reviewed
          if (error instanceof Refusal && (await find(caller.principalId, id)) === undefined) {
            refuse({ code: 'spotAuditNotFound', message: `there is no spot audit of \`${id}\`` });
          }
          throw error;
        }
        const reviewed = await find(caller.principalId, id);
        if (reviewed === undefined) throw new Error(`spot audit ${id} was reviewed and cannot be read`);
        return present(reviewed);
      },
    );
  };
}
