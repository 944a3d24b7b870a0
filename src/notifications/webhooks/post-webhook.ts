import type { LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { NotTaken, type WhyNotTaken } from '../not-taken.ts';
import { isPublicAddress } from './is-public-address.ts';

/** Every address of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface PostOptions {
  readonly resolve: Resolve;
  /** What an operator allows besides the public Internet; plain HTTP is for these alone. */
  readonly isAllowedPrivate: (address: string) => boolean;
  /** Milliseconds for all of it; 15 s if left out. */
  readonly timeoutMs?: number;
}

export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const TIMEOUT_MS = 15_000;
const LONGEST_WAIT_MS = 86_400_000;
const GONE = 410;

/**
 * Posts to an address of the operator's choice, as somebody who may have chosen it to reach what only this machine can
 * reach. Its name is resolved once, every address of it is checked, and the connection goes to a checked one; a redirect is
 * not followed, and of the answer the status alone is looked at. Rejects with `NotTaken`.
 */
export async function postWebhook({ url, headers, body }: WebhookPost, options: PostOptions): Promise<void> {
  const target = new URL(url);
  const { address, family, isPrivate } = await checkedAddress(target, options);
  const isPlain = target.protocol === 'http:';
  if (target.protocol !== 'https:' && !(isPlain && isPrivate)) {
    throw new NotTaken('refused', 'only https is spoken on the public Internet');
  }
  // for the connection; the name in TLS and in `Host` stays the one of the address
  const lookup: LookupFunction = (_hostname, { all }, done) => {
    if (all === true) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  const { status, retryAfterMs } = await new Promise<PostAnswer>((resolve, reject) => {
    const sent = (isPlain ? httpRequest : httpsRequest)(target, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'user-agent': 'Brevet',
        'content-length': Buffer.byteLength(body),
      },
      lookup,
      agent: false,
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const words = error.name === 'TimeoutError' || error.name === 'AbortError' ? 'no answer in time' : error.code;
      reject(new NotTaken('deferred', words ?? 'the connection failed'));
    });
    sent.on('response', (answer) => {
      // what it says is of no use, however long it is
      answer.destroy();
      resolve({ status: answer.statusCode ?? 0, retryAfterMs: retryAfterOf(answer.headers['retry-after']) });
    });
    sent.end(body);
  });
  if (status >= 200 && status <= 299) return;
  const details = { status, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  throw new NotTaken(whyNotTaken(status), `it answered ${status}`, details);
}

interface PostAnswer {
  readonly status: number;
  readonly retryAfterMs: number | null;
}

/** Seconds, or a date (RFC 9110 §10.2.3); at most a day. null: it says nothing that can be read. */
function retryAfterOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const waitMs = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), LONGEST_WAIT_MS);
}

function whyNotTaken(status: number): WhyNotTaken {
  return status === GONE ? 'refused' : 'deferred';
}

/** One address of the target. Refuses when any of them is not public and not allowed: which one is asked is not ours to say. */
async function checkedAddress(target: URL, { resolve, isAllowedPrivate }: PostOptions) {
  // the parser has turned decimal, octal, hexadecimal and short forms of IPv4 into the usual one
  const hostname = target.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(hostname);
  const found = family === 0 ? await resolve(hostname).catch(() => []) : [{ address: hostname, family }];
  const [first] = found;
  if (first === undefined) throw new NotTaken('deferred', 'its name has no address');
  for (const { address } of found) {
    if (!isPublicAddress(address) && !isAllowedPrivate(address)) {
      throw new NotTaken('refused', 'its address is not one of the public Internet, and not allowed by the operator');
    }
  }
  return { ...first, isPrivate: isAllowedPrivate(first.address) };
}
