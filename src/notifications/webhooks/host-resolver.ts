import { lookup, Resolver } from 'node:dns/promises';
import type { Resolve } from './post-webhook.ts';

export interface HostResolverOptions {
  /** Addresses with ports; left out: those of the system. */
  readonly servers?: readonly string[];
  /** For the first of two attempts, in milliseconds; 2 s if left out. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 2000;

/**
 * Every address of a name, from the name servers; where they know none, from the system, which has a file of hosts too. A name
 * server that is silent holds up whoever asks here and nobody else: the system's look-ups share a few threads with
 * everything.
 */
export function hostResolver({ servers, timeoutMs = TIMEOUT_MS }: HostResolverOptions = {}): Resolve {
  const names = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers !== undefined) names.setServers(servers);
  return async (hostname) => {
    const answers = await Promise.allSettled([names.resolve4(hostname), names.resolve6(hostname)]);
    const found = answers.flatMap((answer, index) =>
      answer.status === 'rejected' ? [] : answer.value.map((address) => ({ address, family: index === 0 ? 4 : 6 })),
    );
    if (found.length > 0) return found;
    const isSilent = answers.some((answer) => answer.status === 'rejected' && answer.reason?.code === 'ETIMEOUT');
    if (isSilent) throw new Error('the name servers do not answer');
    return lookup(hostname, { all: true });
  };
}
