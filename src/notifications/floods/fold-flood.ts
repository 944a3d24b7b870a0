import type { Reader, Writer } from '../../ledger/engine.ts';
import type { Schema } from '../../ledger/schema.ts';
import { statement } from '../../ledger/statement.ts';
import { namesOf } from '../../queries/names-of.ts';
import { portalLinks } from '../announcements/portal-links.ts';
import { foldedMessageId } from '../message-id.ts';
import { type NewNotification, notificationValues } from '../notification-values.ts';
import { flooded } from '../templates/english/flooded.ts';
import { messageText } from '../templates/message-text.ts';
import { MOST_IN_ONE } from './flood-limits.ts';

type Row = Schema['notification'];

const GROUPS_AT_ONCE = 20;
/** Held back ones in one look, roughly: commands wait for its transaction. The rest leaves with the next look. */
const AT_ONCE = 500;

const selectGroups = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('notification')
    .select(['recipient', 'event'])
    .distinct()
    .where('held_until', '<=', p.now)
    .limit(p.limit),
);

const selectHeld = statement((db, p: { recipient: string; event: string; now: number; limit: number }) =>
  db
    .selectFrom('notification')
    .selectAll()
    .where('recipient', '=', p.recipient)
    .where('event', '=', p.event)
    .where('held_until', '<=', p.now)
    .orderBy('sequence')
    .limit(p.limit),
);

const release = statement((db, p: { messageId: string; foldedInto: string | null }) =>
  db
    .updateTable('notification')
    .set({ held_until: null, folded_into: p.foldedInto })
    .where('message_id', '=', p.messageId),
);

const insertFolded = statement((db, p: NewNotification) => db.insertInto('notification').values(notificationValues(p)));

/**
 * Folds what was held back for long enough into one message for each address and kind, under a Message-ID that follows
 * from its first part; every part is in it with its link. One alone leaves as it is. `now` is in milliseconds.
 */
export async function foldFlood(tx: Writer, now: number, publicUrl: string): Promise<void> {
  let folded = 0;
  for (const group of await tx.all(selectGroups, { now, limit: GROUPS_AT_ONCE })) {
    const held = await tx.all(selectHeld, { ...group, now, limit: MOST_IN_ONE });
    await leave(tx, held, now, publicUrl);
    folded += held.length;
    if (folded >= AT_ONCE) return;
  }
}

async function leave(tx: Writer, held: readonly Row[], now: number, publicUrl: string): Promise<void> {
  const [first, second] = held;
  if (first === undefined) return;
  if (second === undefined) return tx.run(release, { messageId: first.message_id, foldedInto: null });
  const { linkTo } = portalLinks(publicUrl);
  const { event, recipient, sequence } = first;
  const items = held.map(({ subject, request_id: id }) => ({ text: subject, link: id === null ? null : linkTo(id) }));
  const { subject, text, html } = messageText(flooded({ event, items, requestors: await requestorsOf(tx, held) }));
  const messageId = foldedMessageId(first.message_id);
  const principalId = first.principal_id;
  const written = { subject, text, html, at: now, notBefore: now };
  const unplanned = { requestId: null, plannedAt: null, heldUntil: null };
  await tx.run(insertFolded, { messageId, sequence, recipient, principalId, event, ...written, ...unplanned });
  for (const row of held) await tx.run(release, { messageId: row.message_id, foldedInto: messageId });
}

/** Who asked for what the messages are about, by display names. */
async function requestorsOf(tx: Reader, held: readonly Row[]): Promise<readonly string[]> {
  const ids = held.flatMap(({ request_id: id }) => (id === null ? [] : [id]));
  if (ids.length === 0) return [];
  const rows = await tx.query((db) =>
    db.selectFrom('schedule_request').select('requestor_id').distinct().where('id', 'in', ids),
  );
  const requestorIds = rows.map((row) => row.requestor_id);
  const names = await namesOf(tx, [], requestorIds);
  return requestorIds.map((id) => names.principal(id).displayName);
}
