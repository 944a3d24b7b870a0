import type { EventOf } from '../../domain/events.ts';
import { isDrawn } from '../../domain/spot-audit/is-drawn.ts';
import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const insertAudit = statement(
  (db, p: { requestId: string; sequence: number; hash: string; oneIn: number; at: number }) =>
    db.insertInto('spot_audit').values({
      request_id: p.requestId,
      sequence: p.sequence,
      entry_hash: p.hash,
      one_in: p.oneIn,
      drawn_at: p.at,
      outcome: null,
      reviewed_by_id: null,
      reviewed_at: null,
      justification: null,
    }),
);

const reviewAudit = statement(
  (db, p: { requestId: string; outcome: string; reviewedById: string; at: number; justification: string | null }) =>
    db
      .updateTable('spot_audit')
      .set({
        outcome: p.outcome,
        reviewed_by_id: p.reviewedById,
        reviewed_at: p.at,
        justification: p.justification,
      })
      .where('request_id', '=', p.requestId),
);

/** Draws an approval by the hash of its own entry: replaying the ledger draws the same ones. */
export async function drawSpotAudit(
  { requestId, auditOneIn: oneIn }: EventOf<'approval.decided'>,
  at: number,
  tx: Writer,
  entry: { readonly sequence: number; readonly hash: string },
): Promise<void> {
  if (oneIn === undefined || !isDrawn(entry.hash, oneIn)) return;
  await tx.run(insertAudit, { requestId, sequence: entry.sequence, hash: entry.hash, oneIn, at });
}

export const projectSpotAuditReviewed: Projection<'spotAudit.reviewed'> = (event, at, tx) => {
  const { requestId, outcome, reviewedById, justification } = event;
  return tx.run(reviewAudit, { requestId, outcome, reviewedById, at, justification });
};
