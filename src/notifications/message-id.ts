import { hash } from 'node:crypto';
import type { LedgerEntry } from '../ledger/entry.ts';

/**
 * The Message-ID of what one entry tells one address: the same each time, so that a repeat is recognisable
 * (BEHAVIOUR §6). Time and correlation id keep two installations apart.
 */
export function messageId(entry: Pick<LedgerEntry, 'sequence' | 'at' | 'correlationId'>, address: string): string {
  const { sequence, at, correlationId } = entry;
  const content = JSON.stringify([sequence, at.epochMilliseconds, correlationId, address.toLowerCase()]);
  return `<${hash('sha256', content).slice(0, 40)}@brevet.invalid>`;
}
