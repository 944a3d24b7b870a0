import { defaultPreferences, type NotificationPreferences } from '../../domain/preferences/notification-preferences.ts';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

const selectPreferences = statement((db, p: { principalId: string }) =>
  db.selectFrom('notification_preferences').select('preferences').where('principal_id', '=', p.principalId),
);

/** How a person wants to be told; the defaults where they never chose. */
export async function notificationPreferencesOf(tx: Reader, principalId: string): Promise<NotificationPreferences> {
  const row = await tx.first(selectPreferences, { principalId });
  return row === undefined ? defaultPreferences : toPreferences(row.preferences);
}

/** The same of many people at once; whoever never chose is not there. */
export async function notificationPreferencesOfAll(
  tx: Reader,
  principalIds: readonly string[],
): Promise<ReadonlyMap<string, NotificationPreferences>> {
  const rows = await tx.query((db) =>
    db.selectFrom('notification_preferences').selectAll().where('principal_id', 'in', principalIds),
  );
  return new Map(rows.map((row) => [row.principal_id, toPreferences(row.preferences)]));
}

function toPreferences(chosen: string): NotificationPreferences {
  return { ...defaultPreferences, ...JSON.parse(chosen) };
}
