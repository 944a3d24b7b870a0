import { hash } from 'node:crypto';
import type { LedgerEntry } from '../ledger/entry.ts';

type Told = Pick<LedgerEntry, 'sequence' | 'at' | 'correlationId'>;

/**
 * The Message-ID of what one entry tells one address: the same each time, so that a repeat is recognisable
 * (BEHAVIOUR §6). Time and correlation id keep two installations apart.
 */
export function messageId(entry: Told, address: string): string {
  return `<${digestOf(entry, address.toLowerCase())}@brevet.invalid>`;
}

/** The Message-ID of messages that were folded into one, of which this is the first. */
export function foldedMessageId(firstMessageId: string): string {
  return `<${hash('sha256', `folded ${firstMessageId}`).slice(0, 40)}@brevet.invalid>`;
}

/** The same for an endpoint, as `webhook-id`: 40 hexadecimal digits. */
export function endpointMessageId(entry: Told, endpointId: string): string {
  return digestOf(entry, `endpoint ${endpointId}`);
}

function digestOf({ sequence, at, correlationId }: Told, recipient: string): string {
  return hash('sha256', JSON.stringify([sequence, at.epochMilliseconds, correlationId, recipient])).slice(0, 40);
}
