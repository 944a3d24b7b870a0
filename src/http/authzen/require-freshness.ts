import type { FastifyInstance } from 'fastify';
import { refuse } from '../../domain/errors.ts';
import { DatabaseUnavailable } from '../../ledger/engine.ts';
import type { Ledger } from '../../ledger/ledger.ts';

/** A sequence number of the ledger: the answer is from after it, or there is none. */
const CONSISTENCY = 'x-brevet-consistency';
/** Whoever has not seen for so long what others wrote answers nothing. */
const LONGEST_UNSEEN_MS = 5000;
/** What a caller asks for is waited for this long. */
const LONGEST_WAIT_MS = 2000;
const PAUSE_MS = 50;

/** Refuses rather than to answer from a memory that is too old, or older than the caller asks for (BEHAVIOUR §9). */
export function requireFreshness(instance: FastifyInstance, ledger: Ledger): void {
  instance.addHook('preHandler', (request, _reply, done) => {
    if (ledger.unseenForMs() > LONGEST_UNSEEN_MS) {
      return done(new DatabaseUnavailable('it was not seen for too long what other servers wrote'));
    }
    const asked = request.headers[CONSISTENCY];
    if (asked === undefined) return done();
    reach(ledger, String(asked)).then(() => done(), done);
  });
}

async function reach(ledger: Ledger, asked: string): Promise<void> {
  if (!/^\d{1,15}$/.test(asked)) {
    const message = `\`${CONSISTENCY}\` is not a sequence number of the ledger; send the one that a change was answered with`;
    refuse({ code: 'valueInvalid', message, field: CONSISTENCY, given: asked.slice(0, 100) });
  }
  for (const until = performance.now() + LONGEST_WAIT_MS; ledger.lastSequence() < Number(asked); ) {
    if (performance.now() > until) throw new DatabaseUnavailable(`entry ${asked} was not seen in time`);
    await ledger.catchUp();
    if (ledger.lastSequence() < Number(asked)) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
