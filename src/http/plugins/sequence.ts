import type { FastifyInstance } from 'fastify';
import type { Ledger } from '../../ledger/ledger.ts';

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
/** They change nothing; addresses are read without regard to case. */
const QUESTIONS = /^\/access\//i;
const isDone = (status: number) => status >= 200 && status < 300;

/**
 * Says with the answer to each change up to which entry the ledger is written; whoever sends it on as
 * `x-brevet-consistency` with a question, to whatever server, is answered from after it.
 */
export function registerSequence(app: FastifyInstance, ledger: Pick<Ledger, 'lastSequence'>): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    const isChange = !READS.includes(request.method) && !QUESTIONS.test(request.url);
    // whoever was refused has changed nothing, and is told nothing of how much others do
    if (isChange && isDone(reply.statusCode)) {
      reply.header('x-brevet-sequence', String(ledger.lastSequence()));
    }
    done();
  });
}
