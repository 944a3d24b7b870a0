import type { Reader } from '../ledger/engine.ts';
import type { Schema } from '../ledger/schema.ts';

/** A message of the embedded mailbox. */
export interface MailboxMessage {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What it tells of: the type of the event. */
  readonly event: string;
  readonly requestId: string | null;
  readonly createdAt: Temporal.Instant;
  /** null: not yet handed over. */
  readonly deliveredAt: Temporal.Instant | null;
}

export interface MailboxFilter {
  /** An address of any case. */
  readonly to?: string | undefined;
  readonly requestId?: string | undefined;
}

/** How many messages a mailbox shows. */
export const MAILBOX_SIZE = 200;

/** The last messages that match, newest first. */
export async function mailboxMessages(reader: Reader, filter: MailboxFilter): Promise<readonly MailboxMessage[]> {
  const { to, requestId } = filter;
  const rows = await reader.query((db) => {
    let query = db
      .selectFrom('notification')
      .selectAll()
      .where('held_until', 'is', null)
      .where('folded_into', 'is', null);
    if (to !== undefined)
      query = query.where((where) => where(where.fn('lower', ['recipient']), '=', to.toLowerCase()));
    if (requestId !== undefined) query = query.where('request_id', '=', requestId);
    return query.orderBy('sequence', 'desc').orderBy('recipient').limit(MAILBOX_SIZE);
  });
  return rows.map(toMessage);
}

/** Everybody who was ever written to, with the number of messages. */
export async function mailboxRecipients(reader: Reader): Promise<ReadonlyArray<{ address: string; count: number }>> {
  return reader.query((db) =>
    db
      .selectFrom('notification')
      .select(({ fn }) => [fn<string>('lower', ['recipient']).as('address'), fn.countAll<number>().as('count')])
      .groupBy(({ fn }) => fn('lower', ['recipient']))
      .orderBy('address'),
  );
}

function toMessage(row: Schema['notification']): MailboxMessage {
  const instant = Temporal.Instant.fromEpochMilliseconds;
  return {
    messageId: row.message_id,
    to: row.recipient,
    subject: row.subject,
    text: row.text,
    event: row.event,
    requestId: row.request_id,
    createdAt: instant(row.created_at),
    deliveredAt: row.delivered_at === null ? null : instant(row.delivered_at),
  };
}
