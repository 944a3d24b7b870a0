import { lookup, Resolver } from 'node:dns/promises';
import type { Resolve } from './post-webhook.ts';

const TIMEOUT_MS = 2000;
const SILENT = ['ETIMEOUT', 'ECONNREFUSED'];

/**
 * Every address of a name, from the name servers; where they know none, from the system, which has a file of hosts too. A name
 * server that is silent holds up whoever asks here and nobody else: the system's look-ups share a few threads with
 * everything.
 */
export function hostResolver(): Resolve {
  const names = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  return async (hostname) => {
    const answers = await Promise.allSettled([names.resolve4(hostname), names.resolve6(hostname)]);
    const found = answers.flatMap((answer, index) =>
      answer.status === 'rejected' ? [] : answer.value.map((address) => ({ address, family: index === 0 ? 4 : 6 })),
    );
    if (found.length > 0) return found;
    const isSilent = answers.every((answer) => answer.status === 'rejected' && SILENT.includes(answer.reason?.code));
    if (isSilent) throw new Error('the name servers do not answer');
    return lookup(hostname, { all: true });
  };
}
