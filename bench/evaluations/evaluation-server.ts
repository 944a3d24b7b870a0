// Brevet as main.ts puts it together, as far as access questions go. Started by servers.ts.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, type JWK } from 'jose';
import { pino } from 'pino';
import { openAccessIndex } from '../../src/access/access-index.ts';
import { buildApp } from '../../src/http/app.ts';
import { bearerAuthenticator } from '../../src/identity/bearer-authenticator.ts';
import { tokenVerifier } from '../../src/identity/token-verifier.ts';
import { verifiedTokenCache } from '../../src/identity/verified-token-cache.ts';
import { systemClock } from '../../src/system-clock.ts';
import { openFixtureLedger } from '../fixture/organisation-ledger.ts';
import { answerOrders } from './answer-orders.ts';

/** What the server is told first; it answers with its port. */
export interface EvaluationServerOrder {
  readonly folder: string;
  readonly issuer: string;
  readonly audience: string;
  readonly publicKey: JWK;
  /** Whether what a token said is remembered, as in a real server, or each one is checked again. */
  readonly remembersTokens: boolean;
}

async function serve({ folder, issuer, audience, publicKey, remembersTokens }: EvaluationServerOrder): Promise<number> {
  const clock = systemClock();
  const ledger = await openFixtureLedger(folder);
  const keys = createLocalJWKSet({ keys: [publicKey] });
  const verifier = tokenVerifier({ issuers: [{ issuer, keys }], audiences: [audience], clock });
  const cache = remembersTokens ? { cache: verifiedTokenCache({ clock }) } : {};
  const app = await buildApp({
    services: {
      ledger,
      accessIndex: await openAccessIndex(ledger),
      authenticator: bearerAuthenticator({ verifier, ledger, ...cache }),
      clock,
      newId: randomUUID,
    },
    logger: pino({ level: 'info' }, pino.destination(2)),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

answerOrders(serve);
