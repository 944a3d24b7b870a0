import type { DigestFigures, DigestPeriod } from '../domain/digest/digest.ts';
import { dueDigest } from '../domain/digest/due-digest.ts';
import { lastDigestOf } from '../ledger/facts/digest-facts.ts';
import { notificationPreferencesOf } from '../ledger/facts/preference-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** A digest as it was put together. */
export interface ComposedDigest {
  readonly principalId: string;
  readonly period: DigestPeriod;
  /** null: there is nothing to say. */
  readonly figures: DigestFigures | null;
}

/** Records a digest, unless it is due no more: somebody else recorded it, or its reader wants another one or none. */
export function recordDigest(
  ledger: Pick<Ledger, 'execute'>,
  { principalId, period, figures }: ComposedDigest,
): Promise<void> {
  const context = { actorId: null, command: 'recordDigest', correlationId: principalId, origin: null };
  return ledger.execute({ ...context, target: principalId }, async ({ now, tx, append }) => {
    const preferences = await notificationPreferencesOf(tx, principalId);
    const due = dueDigest(preferences, await lastDigestOf(tx, principalId), now);
    if (due === null || due.date !== period.date || due.cadence !== period.cadence) return;
    await append([{ type: 'digest.recorded', principalId, figures, ...period }]);
  });
}
