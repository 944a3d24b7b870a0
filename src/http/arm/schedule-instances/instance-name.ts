import { createHash } from 'node:crypto';
import type { Schedule } from '../../../domain/schedule.ts';

/** A GUID that stays the same for a schedule and its start, in the form of version 8 (contracts/arm §5.4). */
export function instanceName({ id, startAt }: Pick<Schedule, 'id' | 'startAt'>): string {
  const hash = createHash('sha256').update(`${id} ${startAt.epochMilliseconds}`).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return `${parts.join('-')}-${hash.slice(20, 32)}`;
}
