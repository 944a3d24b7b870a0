import type { NotificationPreferences } from '../../domain/preferences/notification-preferences.ts';
import type { Writer } from '../../ledger/engine.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import { statement } from '../../ledger/statement.ts';
import type { Announcement, Audience } from '../announcements/announcement.ts';
import { composedLine } from '../templates/one-line.ts';

const LONGEST_SUBJECT = 200;

/** Whoever is told twice is told in the first of these roles. */
const audiences: readonly Audience[] = ['approver', 'requestor', 'admin'];

const insertItem = statement(
  (
    db,
    p: {
      principalId: string;
      sequence: number;
      event: string;
      requestId: string | null;
      subject: string;
      isCritical: number;
      at: number;
    },
  ) =>
    db
      .insertInto('bell_item')
      .values({
        principal_id: p.principalId,
        sequence: p.sequence,
        event: p.event,
        request_id: p.requestId,
        subject: p.subject,
        is_critical: p.isCritical,
        created_at: p.at,
        read_at: null,
      })
      .onConflict((conflict) => conflict.columns(['principal_id', 'sequence']).doNothing()),
);

/**
 * Writes what an announcement tells each person in the portal, whatever a role's settings say of mail (BEHAVIOUR §6), and
 * as each prefers. Doing it
 * again changes nothing. Returns who was told.
 */
export async function recordBell(
  entry: LedgerEntry,
  announcement: Announcement,
  preferencesOf: (principalId: string) => NotificationPreferences,
  tx: Writer,
): Promise<Iterable<string>> {
  const told = new Set<string>();
  const at = entry.at.epochMilliseconds;
  for (const audience of audiences) {
    const part = announcement.parts[audience];
    for (const { id: principalId } of part?.people ?? []) {
      if (part === undefined || told.has(principalId)) continue;
      const preferences = preferencesOf(principalId);
      if (preferences.bell === 'critical' && !part.isCritical) continue;
      told.add(principalId);
      const { sequence } = entry;
      const { requestId } = announcement;
      const { isCritical } = part;
      const subject = composedLine(part.write(preferences).subject, LONGEST_SUBJECT);
      const about = { sequence, event: entry.event.type, requestId, subject, at };
      await tx.run(insertItem, { principalId, ...about, isCritical: isCritical ? 1 : 0 });
    }
  }
  return told;
}
