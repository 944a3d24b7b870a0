import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const writePreferences = statement((db, p: { principalId: string; preferences: string }) =>
  db
    .insertInto('notification_preferences')
    .values({ principal_id: p.principalId, preferences: p.preferences })
    .onConflict((conflict) => conflict.column('principal_id').doUpdateSet({ preferences: p.preferences })),
);

export const projectPreferencesChanged: Projection<'notificationPreferences.changed'> = (
  { principalId, after },
  _at,
  tx,
) => tx.run(writePreferences, { principalId, preferences: JSON.stringify(after) });
