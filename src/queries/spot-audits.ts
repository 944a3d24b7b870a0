import type { ReviewOutcome } from '../domain/spot-audit/decide-review.ts';
import type { Reader } from '../ledger/engine.ts';
import type { Page, PageRequest } from './page.ts';
import { toPage } from './page.ts';
import { type RequestView, selectViews, toViews } from './request-view.ts';
import { viewerOf } from './viewer.ts';
import { readBy } from './visible-requests.ts';

/** An approval that was drawn for review, with what it takes to check the draw. */
export interface SpotAuditView {
  readonly request: RequestView;
  readonly drawnAt: Temporal.Instant;
  readonly oneIn: number;
  /** The entry whose hash drew it. */
  readonly entry: { readonly sequence: number; readonly hash: string };
  readonly review: {
    readonly outcome: ReviewOutcome;
    readonly reviewedBy: { readonly id: string; readonly displayName: string };
    readonly reviewedAt: Temporal.Instant;
    readonly justification: string | null;
  } | null;
}

export interface SpotAuditFilter {
  readonly requestId?: string | undefined;
  readonly isReviewed?: boolean | undefined;
}

/** The drawn approvals at the scopes where the person reads assignments, the oldest first. */
export async function spotAudits(
  reader: Reader,
  principalId: string,
  { requestId, isReviewed }: SpotAuditFilter,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
): Promise<Page<SpotAuditView>> {
  const viewer = await viewerOf(reader, principalId, now);
  const isRead = readBy(viewer);
  const rows = await reader.query((db) => {
    let query = selectViews(db)
      .innerJoin('spot_audit as audit', 'audit.request_id', 'request.id')
      .leftJoin('principal as reviewer', 'reviewer.id', 'audit.reviewed_by_id')
      .select([
        'audit.sequence as audit_sequence',
        'audit.entry_hash',
        'audit.one_in',
        'audit.drawn_at',
        'audit.outcome as audit_outcome',
        'audit.reviewed_by_id',
        'audit.reviewed_at',
        'audit.justification as audit_justification',
        'reviewer.display_name as reviewer_name',
      ])
      .where((where) => isRead(where as never, db))
      .orderBy('audit.drawn_at')
      .orderBy('request.id')
      .limit(limit + 1);
    if (requestId !== undefined) query = query.where('request.id', '=', requestId);
    if (isReviewed !== undefined) query = query.where('audit.reviewed_at', isReviewed ? 'is not' : 'is', null);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('audit.drawn_at', '>', after.atMs),
        where.and([where('audit.drawn_at', '=', after.atMs), where('request.id', '>', after.id)]),
      ]),
    );
  });
  const views = await toViews(reader, rows, now);
  const items = rows.map((row, index): SpotAuditView => {
    const { audit_outcome: outcome, reviewed_by_id: id, reviewed_at: reviewedAt } = row;
    const isDone = outcome !== null && id !== null && reviewedAt !== null;
    return {
      request: views[index] as RequestView,
      drawnAt: Temporal.Instant.fromEpochMilliseconds(row.drawn_at),
      oneIn: row.one_in,
      entry: { sequence: row.audit_sequence, hash: row.entry_hash },
      review: isDone
        ? {
            outcome: outcome as ReviewOutcome,
            reviewedBy: { id, displayName: row.reviewer_name ?? id },
            reviewedAt: Temporal.Instant.fromEpochMilliseconds(reviewedAt),
            justification: row.audit_justification,
          }
        : null,
    };
  });
  return toPage(rows, limit, (row) => ({ atMs: row.drawn_at, id: row.id }), items);
}
