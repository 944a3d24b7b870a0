import type { DomainEventType } from '../domain/events.ts';
import type { Writer } from '../ledger/engine.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { statement } from '../ledger/statement.ts';
import type { Announce } from './announcements/announcement.ts';
import { announcements } from './announcements/announcements.ts';
import { messageId } from './message-id.ts';
import { addressees } from './recipients/addressees.ts';

const insertNotification = statement(
  (
    db,
    p: {
      messageId: string;
      sequence: number;
      recipient: string;
      principalId: string | null;
      event: string;
      requestId: string | null;
      subject: string;
      text: string;
      html: string | null;
      at: number;
    },
  ) =>
    db
      .insertInto('notification')
      .values({
        message_id: p.messageId,
        sequence: p.sequence,
        recipient: p.recipient,
        principal_id: p.principalId,
        event: p.event,
        request_id: p.requestId,
        subject: p.subject,
        text: p.text,
        html: p.html,
        created_at: p.at,
        delivered_at: null,
        attempts: 0,
        next_attempt_at: p.at,
        last_error: null,
        dead_at: null,
        give_up_at: null,
      })
      .onConflict((conflict) => conflict.column('message_id').doNothing()),
);

/** Writes a row for each message that an entry gives rise to; doing it again changes nothing. */
export async function recordNotifications(entry: LedgerEntry, tx: Writer, publicUrl: string): Promise<void> {
  const { event, sequence, at } = entry;
  const announce = announcements[event.type] as Announce<DomainEventType> | 'nobody';
  if (announce === 'nobody') return;
  const linkTo = (requestId: string) => `${publicUrl}/requests/${encodeURIComponent(requestId)}`;
  const announcement = await announce(event, { tx, entry, linkTo });
  if (announcement === null) return;
  for (const { address, principalId, message } of addressees(announcement)) {
    await tx.run(insertNotification, {
      messageId: messageId(entry, address),
      sequence,
      recipient: address,
      principalId,
      event: event.type,
      requestId: announcement.requestId,
      subject: message.subject,
      text: message.text,
      html: message.html ?? null,
      at: at.epochMilliseconds,
    });
  }
}
