import type { SpotAudit } from '../../domain/spot-audit/decide-review.ts';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

const selectAudit = statement((db, p: { requestId: string }) =>
  db.selectFrom('spot_audit').select(['request_id', 'reviewed_by_id']).where('request_id', '=', p.requestId),
);

/** The audit of a request's approval; null where it was not drawn. */
export async function spotAuditOf(tx: Reader, requestId: string): Promise<SpotAudit | null> {
  const row = await tx.first(selectAudit, { requestId });
  return row === undefined ? null : { requestId, reviewedById: row.reviewed_by_id };
}
