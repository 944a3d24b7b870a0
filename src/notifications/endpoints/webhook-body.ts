import type { LedgerEntry } from '../../ledger/entry.ts';
import { composedLine } from '../templates/one-line.ts';
import type { EndpointLetter } from './endpoint-letter.ts';

const LONGEST_SUMMARY = 200;

/** For programs: `type`, `timestamp` and `data` of Standard Webhooks (docs/webhooks.md). */
export function webhookBody({ topic, letter, data }: EndpointLetter, { at, sequence }: LedgerEntry): string {
  const summary = composedLine(letter.subject, LONGEST_SUMMARY);
  return JSON.stringify({ type: topic, timestamp: at.toString(), data: { sequence, summary, ...data } });
}
