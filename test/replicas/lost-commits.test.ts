import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { postgresEngine } from '../../src/ledger/engines/postgres.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { type Cut, cuttingProxy } from '../support/postgres/cutting-proxy.ts';
import { postgresDatabase } from '../support/postgres/postgres-database.ts';
import { testClock } from '../support/test-clock.ts';
import { testServer } from '../support/test-server.ts';
import { replica } from './replica.ts';

const CALLS = 12;
const cuts: readonly (Cut | null)[] = ['before', 'after', null];

it('a call whose commit was cut off is done once, however often it is repeated with its key', async () => {
  const { target, release } = await postgresDatabase();
  const proxy = await cuttingProxy(target.url);
  const open = async () => {
    const engine = postgresEngine({ ...target, url: proxy.url });
    await engine.migrate();
    return engine;
  };
  const clock = testClock();
  const demo = { ...(await replica({ open }, clock)), clock };
  const server = await testServer({ demo });
  const first = demo.ledger.lastSequence();
  const post = (key: string) =>
    fetch(`${server.url}/api/security/pim/service-principals`, {
      method: 'POST',
      headers: { authorization: 'Bearer test:grace', 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ displayName: key }),
    });

  const statuses = new Map<number, number>();
  const ids = new Set<string>();
  for (let call = 0; call < CALLS; call += 1) {
    const key = randomUUID();
    for (let isDone = false, attempt = 0; !isDone; attempt += 1) {
      const cut = cuts[(call + attempt) % cuts.length] ?? null;
      if (cut !== null) proxy.cutNext(cut);
      const answer = await post(key);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      isDone = answer.status === 201;
      if (isDone) ids.add(((await answer.json()) as { id: string }).id);
    }
    // and once more: the answer is the same
    const again = await post(key);
    expect([again.status, ids.has(((await again.json()) as { id: string }).id)]).toEqual([201, true]);
  }
  expect(ids.size).toBe(CALLS);
  expect([...statuses.keys()].sort()).toEqual([201, 503]);
  const made = (await demo.ledger.entriesAfter(first, 10_000)).filter(
    ({ event }) => event.type === 'principal.created',
  );
  expect(made).toHaveLength(CALLS);
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await server.close();
  await proxy.close();
  await release();
});
