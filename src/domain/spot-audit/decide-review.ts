import { isOwnRequest, type OwnershipFacts } from '../approval/own-request.ts';
import { accept, type Decision, reject } from '../decision.ts';

/** What the reviewer found. */
export const reviewOutcomes = ['confirmed', 'objected'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

export interface AskedReview {
  readonly outcome: ReviewOutcome;
  readonly justification: string | null;
}

/** An approval that was drawn, and its review where there is one. */
export interface SpotAudit {
  readonly requestId: string;
  readonly reviewedById: string | null;
}

/** `decider` is who reviews; that they administer the scope is checked before. */
export interface ReviewFacts extends OwnershipFacts {
  readonly audit: SpotAudit;
  /** Everybody who decided the request, in whatever stage. */
  readonly deciderIds: readonly string[];
}

/** Reviews a drawn approval: once, and by somebody other than requestor and approvers (BEHAVIOUR §4). */
export function decideReview(asked: AskedReview, facts: ReviewFacts): Decision {
  const { audit, decider, deciderIds } = facts;
  const { requestId, reviewedById } = audit;
  const reviewerId = decider.principal.id;
  if (isOwnRequest(facts)) {
    return reject({ code: 'ownRequest', message: 'nobody reviews their own request; another administrator must' });
  }
  if (deciderIds.includes(reviewerId)) {
    return reject({ code: 'ownDecision', message: 'nobody reviews their own decision; another administrator must' });
  }
  if (reviewedById !== null) {
    return reject({
      code: 'alreadyDecided',
      conflictsWith: reviewedById,
      message: `the approval of request \`${requestId}\` was already reviewed by \`${reviewedById}\``,
    });
  }
  if (asked.outcome === 'objected' && (asked.justification ?? '').trim() === '') {
    return reject({
      code: 'justificationMissing',
      field: 'justification',
      message: 'an objection needs a justification; say what was wrong with the approval',
    });
  }
  return accept({ type: 'spotAudit.reviewed', requestId, reviewedById: reviewerId, ...asked });
}
