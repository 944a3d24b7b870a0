import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { messageIdOf } from '../ledger/facts/notification-id.ts';
import { sharesFate } from '../ledger/facts/shares-fate.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { statement } from '../ledger/statement.ts';
import { authorise, callerFacts, isAuthorised } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/** Dead letters that one call has sent again. */
const MOST_AT_ONCE = 1000;

const selectState = statement((db, p: { messageId: string }) =>
  db.selectFrom('notification').select(['message_id', 'dead_at', 'folded_into']).where('message_id', '=', p.messageId),
);

const selectDead = statement((db, p: { limit: number }) =>
  db
    .selectFrom('notification')
    .select('message_id')
    .where('dead_at', 'is not', null)
    // it comes back with the message that it became part of
    .where('folded_into', 'is', null)
    .orderBy('sequence')
    .orderBy('message_id')
    .limit(p.limit),
);

const revive = statement((db, p: { messageId: string; at: number }) =>
  db
    .updateTable('notification')
    .set({ dead_at: null, give_up_at: null, attempts: 0, next_attempt_at: p.at })
    .where((where) => sharesFate(where, p.messageId)),
);

/** Whether the caller looks after messages. */
export async function isNotificationAdministrator(
  reader: Reader,
  caller: Caller,
  now: Temporal.Instant,
): Promise<boolean> {
  const facts = await callerFacts(reader, caller, now);
  return isAuthorised(reader, facts, 'administerNotifications', { family: 'directory', scopeChain: [ROOT] }, now);
}

/** Refuses unless the caller looks after messages. */
export async function requireNotificationAdministrator(tx: Reader, caller: Caller, now: Temporal.Instant) {
  await authorise(tx, caller, 'administerNotifications', { family: 'directory', scopeChain: [ROOT] }, now);
}

/**
 * Has dead letters sent once more, under the same Message-IDs and for another 72 hours: those named, or `all`, of which the
 * oldest 1,000. Returns how many.
 */
export function resendDeadLetters(ledger: Ledger, caller: Caller, which: readonly string[] | 'all'): Promise<number> {
  const target = which !== 'all' && which.length === 1 ? (which[0] ?? null) : null;
  return ledger.execute(contextOf(caller, 'administerNotifications', target), async ({ now, tx, append, vault }) => {
    await requireNotificationAdministrator(tx, caller, now);
    const messageIds = which === 'all' ? await oldest(tx) : await named(tx, which);
    if (messageIds.length === 0) return 0;
    await append([{ type: 'notification.resent', messageIds }]);
    for (const messageId of messageIds) await vault.run(revive, { messageId, at: now.epochMilliseconds });
    return messageIds.length;
  });
}

async function oldest(tx: Reader): Promise<readonly string[]> {
  return (await tx.all(selectDead, { limit: MOST_AT_ONCE })).map((row) => row.message_id);
}

async function named(tx: Reader, ids: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const id of new Set(ids)) {
    const row = await tx.first(selectState, { messageId: messageIdOf(id) });
    if (row === undefined) refuse({ code: 'notificationNotFound', message: `there is no message \`${id}\`` });
    if (row.dead_at === null) {
      refuse({
        code: 'notificationNotDead',
        given: id,
        message: `message \`${id}\` was not given up; it needs no resending`,
      });
    }
    found.push(row.folded_into ?? row.message_id);
  }
  return [...new Set(found)];
}
