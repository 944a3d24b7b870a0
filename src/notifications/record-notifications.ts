import type { DomainEventType } from '../domain/events.ts';
import { endOfQuietHours } from '../domain/preferences/end-of-quiet-hours.ts';
import { defaultPreferences, type NotificationPreferences } from '../domain/preferences/notification-preferences.ts';
import type { Writer } from '../ledger/engine.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { notificationPreferencesOf } from '../ledger/facts/preference-facts.ts';
import { statement } from '../ledger/statement.ts';
import type { Announce, Announcement } from './announcements/announcement.ts';
import { announcements } from './announcements/announcements.ts';
import { portalLinks } from './announcements/portal-links.ts';
import { recordBell } from './bell/record-bell.ts';
import { USUAL_FLOOD_LIMIT } from './floods/flood-limits.ts';
import { heldUntil } from './floods/held-until.ts';
import { messageId } from './message-id.ts';
import { type NewNotification, notificationValues } from './notification-values.ts';
import { addressees } from './recipients/addressees.ts';
import { messageText } from './templates/message-text.ts';

const insertNotification = statement((db, p: NewNotification) =>
  db
    .insertInto('notification')
    .values(notificationValues(p))
    .onConflict((conflict) => conflict.column('message_id').doNothing()),
);

const nobody: Iterable<string> = [];

/**
 * Writes a row for each message that an entry gives rise to, by mail and in the bell; doing it again changes nothing.
 * Returns whose bell it is.
 */
export async function recordNotifications(
  entry: LedgerEntry,
  tx: Writer,
  publicUrl: string,
  floodLimit = USUAL_FLOOD_LIMIT,
): Promise<Iterable<string>> {
  const { event } = entry;
  const announce = announcements[event.type] as Announce<DomainEventType> | 'nobody';
  if (announce === 'nobody') return nobody;
  const announcement = await announce(event, { tx, entry, ...portalLinks(publicUrl) });
  if (announcement === null) return nobody;
  const preferences = await preferencesOfPeople(tx, announcement);
  const preferencesOf = (id: string) => preferences.get(id) ?? defaultPreferences;
  if (announcement.only !== 'bell') await recordMail(entry, announcement, preferencesOf, floodLimit, tx);
  return announcement.only === 'mail' ? nobody : recordBell(entry, announcement, preferencesOf, tx);
}

async function recordMail(
  { event, sequence, at, correlationId }: LedgerEntry,
  announcement: Announcement,
  preferencesOf: (principalId: string) => NotificationPreferences,
  floodLimit: number,
  tx: Writer,
): Promise<void> {
  for (const addressee of addressees(announcement, preferencesOf)) {
    const { address, principalId, isCritical, write } = addressee;
    const message = messageText(write(addressee.preferences));
    const quietUntil = isCritical ? null : endOfQuietHours(addressee.preferences, at);
    const plannedAt = (quietUntil ?? at).epochMilliseconds;
    const held = await heldUntil(tx, { recipient: address, event: event.type, plannedAt }, floodLimit);
    await tx.run(insertNotification, {
      messageId: messageId({ sequence, at, correlationId }, address),
      sequence,
      recipient: address,
      principalId,
      event: event.type,
      requestId: announcement.requestId,
      subject: message.subject,
      text: message.text,
      html: message.html,
      at: at.epochMilliseconds,
      notBefore: held ?? plannedAt,
      plannedAt,
      heldUntil: held,
    });
  }
}

/** How everybody whom it may reach wants to be told. */
async function preferencesOfPeople(
  tx: Writer,
  { parts }: Announcement,
): Promise<ReadonlyMap<string, NotificationPreferences>> {
  const found = new Map<string, NotificationPreferences>();
  for (const { people } of Object.values(parts)) {
    for (const { id } of people) if (!found.has(id)) found.set(id, await notificationPreferencesOf(tx, id));
  }
  return found;
}
