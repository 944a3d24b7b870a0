import { describe, expect, it } from 'vitest';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { postgresEngine } from '../../src/ledger/engines/postgres.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { assign, mayDo } from '../scenarios/story.ts';
import { postgresDatabase } from '../support/postgres/postgres-database.ts';
import { sessionPooler, whyNoPooler } from '../support/postgres/session-pooler.ts';
import { testClock } from '../support/test-clock.ts';
import { replica } from './replica.ts';

describe.skipIf(whyNoPooler !== null)('two servers behind a pooler in session mode', () => {
  it('follow each other and keep one chain', async () => {
    const { target, release } = await postgresDatabase();
    const pooler = await sessionPooler(target.url);
    const open = async () => {
      const engine = postgresEngine({ ...target, url: pooler.url });
      await engine.migrate();
      return engine;
    };
    const clock = testClock();
    const here = await replica({ open }, clock);
    const there = await replica({ open }, clock);
    await assign(here.ledger, { principalId: demoIds.mallory });
    await there.ledger.catchUp();
    expect(await mayDo({ ...there, clock }, demoIds.mallory)).toBe(true);
    expect((await verifyLedger(there.engine)).problems).toEqual([]);
    await Promise.all([here.ledger.close(), there.ledger.close()]);
    await pooler.close();
    await release();
  });
});
