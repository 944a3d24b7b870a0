import type { ExtensionRequest } from '../../domain/extension/extension.ts';
import type { Reader } from '../engine.ts';
import { type QueryBuilder, statement } from '../statement.ts';

const selectExtension = statement((db, p: { requestId: string }) =>
  db.selectFrom('extension_request').selectAll().where('request_id', '=', p.requestId),
);

const selectOpen = statement((db, p: { scheduleId: string }) =>
  waiting(db).select(['request.id', 'extension.expires_at']).where('request.target_schedule_id', '=', p.scheduleId),
);

const selectWaitingOf = statement((db, p: { principalId: string; now: number }) =>
  waiting(db)
    .select('request.id')
    .where('request.principal_id', '=', p.principalId)
    .where('extension.expires_at', '>', p.now),
);

function waiting(db: QueryBuilder) {
  return db
    .selectFrom('schedule_request as request')
    .innerJoin('extension_request as extension', 'extension.request_id', 'request.id')
    .where('request.status', '=', 'pendingAdminDecision');
}

/** What an administrator decides of a request; null where it is no extension or renewal. */
export async function extensionOf(tx: Reader, requestId: string): Promise<ExtensionRequest | null> {
  const row = await tx.first(selectExtension, { requestId });
  if (row === undefined) return null;
  const { result, decided_by_id: decidedById, decided_at: decidedAt } = row;
  const isDecided = (result === 'approved' || result === 'denied') && decidedById !== null && decidedAt !== null;
  return {
    requestId,
    scheduleId: row.schedule_id,
    expiresAt: Temporal.Instant.fromEpochMilliseconds(row.expires_at),
    decision: isDecided ? { result, decidedById, decidedAt: Temporal.Instant.fromEpochMilliseconds(decidedAt) } : null,
  };
}

/** The request to extend or renew the assignment that is on record as open; its time may be over. */
export async function openExtension(
  tx: Reader,
  scheduleId: string,
): Promise<{ readonly requestId: string; readonly expiresAt: Temporal.Instant } | null> {
  const row = await tx.first(selectOpen, { scheduleId });
  if (row === undefined) return null;
  return { requestId: row.id, expiresAt: Temporal.Instant.fromEpochMilliseconds(row.expires_at) };
}

/** The undecided extensions and renewals for a principal. */
export async function waitingExtensionsOf(
  tx: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  return (await tx.all(selectWaitingOf, { principalId, now: now.epochMilliseconds })).map((row) => row.id);
}
