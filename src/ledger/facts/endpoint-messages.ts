import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';
import { moveCursor } from './follower-cursor.ts';

const deleteMessages = statement((db, p: { endpointId: string }) =>
  db.deleteFrom('endpoint_message').where('endpoint_id', '=', p.endpointId),
);
const giveUpWaiting = statement((db, p: { endpointId: string; at: number; lastError: string }) =>
  db
    .updateTable('endpoint_message')
    .set({ dead_at: p.at, last_error: p.lastError })
    .where('endpoint_id', '=', p.endpointId)
    .where('delivered_at', 'is', null)
    .where('dead_at', 'is', null),
);
const selectDead = statement((db, p: { endpointId: string; limit: number }) =>
  db
    .selectFrom('endpoint_message')
    .select('id')
    .where('endpoint_id', '=', p.endpointId)
    .where('dead_at', 'is not', null)
    .orderBy('sequence')
    .orderBy('id')
    .limit(p.limit),
);
const selectState = statement((db, p: { endpointId: string; id: string }) =>
  db
    .selectFrom('endpoint_message')
    .select(['id', 'dead_at'])
    .where('endpoint_id', '=', p.endpointId)
    .where('id', '=', p.id),
);
const revive = statement((db, p: { id: string; at: number }) =>
  db.updateTable('endpoint_message').set({ dead_at: null, attempts: 0, next_attempt_at: p.at }).where('id', '=', p.id),
);

/** The name of the cursor with which an endpoint follows the ledger. */
export function endpointFollower(endpointId: string): string {
  return `notification-endpoint:${endpointId}`;
}

/** An endpoint is told of what comes after this entry. */
export function followFrom(tx: Writer, endpointId: string, sequence: number): Promise<void> {
  return moveCursor(tx, endpointFollower(endpointId), sequence);
}

/** Nothing of what an endpoint was told is left. */
export function forgetEndpointMessages(tx: Writer, endpointId: string): Promise<void> {
  return tx.run(deleteMessages, { endpointId });
}

/** What waits becomes dead letters. */
export function giveUpEndpointMessages(tx: Writer, endpointId: string, at: number, why: string): Promise<void> {
  return tx.run(giveUpWaiting, { endpointId, at, lastError: why });
}

/** The oldest dead letters. */
export async function deadEndpointMessages(tx: Reader, endpointId: string, limit: number): Promise<readonly string[]> {
  return (await tx.all(selectDead, { endpointId, limit })).map(({ id }) => id);
}

/** Whether a message was given up; null: there is no such message. */
export async function isEndpointMessageDead(tx: Reader, endpointId: string, id: string): Promise<boolean | null> {
  const row = await tx.first(selectState, { endpointId, id });
  return row === undefined ? null : row.dead_at !== null;
}

/** It is tried again as if for the first time. */
export function reviveEndpointMessage(tx: Writer, id: string, at: number): Promise<void> {
  return tx.run(revive, { id, at });
}
