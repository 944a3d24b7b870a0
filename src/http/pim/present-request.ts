import type { Static } from 'typebox';
import type { RequestView } from '../../queries/request-view.ts';
import type { historyItem, pendingApproval } from './schema.ts';

function toText(instant: Temporal.Instant | null): string | null {
  return instant === null ? null : instant.toString();
}

function presentCommon(view: RequestView) {
  const { id, requestor, role, scope, duration, justification, ticket, startAt, requestedAt } = view;
  const start = toText(startAt);
  return { id, requestor, role, scope, duration, start, justification, ticket, requestedAt: requestedAt.toString() };
}

export function presentPendingApproval(view: RequestView): Static<typeof pendingApproval> {
  return { ...presentCommon(view), expiresAt: (view.expiresAt ?? view.requestedAt).toString() };
}

export function presentHistoryItem(view: RequestView): Static<typeof historyItem> {
  const { type, status, principal, expiresAt, decision, closedReason, activatedAt, deactivatedAt } = view;
  const grantedLess = decision !== null && (decision.grantedDuration !== null || decision.grantedScope !== null);
  return {
    ...presentCommon(view),
    type,
    status,
    principal,
    expiresAt: toText(expiresAt),
    decidedBy: decision?.decidedBy ?? null,
    decidedAt: toText(decision?.decidedAt ?? null),
    comment: decision?.comment ?? null,
    closedReason,
    granted: grantedLess ? { duration: decision.grantedDuration, scope: decision.grantedScope } : null,
    activatedAt: toText(activatedAt),
    deactivatedAt: toText(deactivatedAt),
  };
}
