import { defaultPreferences, type NotificationPreferences } from '../../domain/preferences/notification-preferences.ts';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

const selectPreferences = statement((db, p: { principalId: string }) =>
  db.selectFrom('notification_preferences').select('preferences').where('principal_id', '=', p.principalId),
);

/** How a person wants to be told; the defaults where they never chose. */
export async function notificationPreferencesOf(tx: Reader, principalId: string): Promise<NotificationPreferences> {
  const row = await tx.first(selectPreferences, { principalId });
  return row === undefined ? defaultPreferences : { ...defaultPreferences, ...JSON.parse(row.preferences) };
}
