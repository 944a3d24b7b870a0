import { refuse } from '../domain/errors.ts';
import type { NotificationPreferences } from '../domain/preferences/notification-preferences.ts';
import { whyPreferencesInvalid } from '../domain/preferences/why-preferences-invalid.ts';
import { notificationPreferencesOf } from '../ledger/facts/preference-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { knownCaller } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/** A person chooses how they are told; only they themselves. Nothing is recorded where nothing changes. */
export function changeNotificationPreferences(
  ledger: Ledger,
  caller: Caller,
  after: NotificationPreferences,
): Promise<void> {
  const { principalId } = caller;
  return ledger.execute(contextOf(caller, 'changeNotificationPreferences', principalId), async ({ tx, append }) => {
    await knownCaller(tx, caller);
    const violation = whyPreferencesInvalid(after);
    if (violation !== null) refuse(violation);
    const before = await notificationPreferencesOf(tx, principalId);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await append([{ type: 'notificationPreferences.changed', principalId, before, after }]);
  });
}
