import { randomBytes } from 'node:crypto';
import type { Sealer } from '../sealer.ts';

/** What a browser remembers of who has signed in with it, sealed: it lets nobody in, it has tries of its own. */
export interface KnownDevice {
  readonly id: string;
  readonly principalIds: readonly string[];
}

const CONTEXT = 'known device';
const MOST_PEOPLE = 5;

/** What the cookie holds; nobody where it holds nothing that was sealed here. */
export function knownDevice(sealer: Sealer, cookie: string | undefined): KnownDevice {
  const none = { id: randomBytes(16).toString('base64url'), principalIds: [] };
  if (cookie === undefined) return none;
  try {
    return JSON.parse(sealer.open(cookie, CONTEXT)) as KnownDevice;
  } catch {
    return none;
  }
}

/** The cookie of a browser in which one more person has signed in. */
export function rememberPerson(sealer: Sealer, { id, principalIds }: KnownDevice, principalId: string): string {
  const others = principalIds.filter((each) => each !== principalId);
  return sealer.seal(JSON.stringify({ id, principalIds: [principalId, ...others].slice(0, MOST_PEOPLE) }), CONTEXT);
}
