import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PostgresConnection } from '../../src/ledger/engines/postgres-connection.ts';
import { postgresDatabase } from '../support/postgres/postgres-database.ts';
import { spawnServer } from '../support/spawn-server.ts';

/** What is promised (BEHAVIOUR §9, promise 7). */
const LONGEST_MS = 15_000;

it('another server takes the duties over within 15 seconds when their holder is killed, and ends in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
  const { target, release } = await postgresDatabase();
  const settings = {
    BREVET_DATA_DIR: folder,
    BREVET_DATABASE_URL: target.url,
    BREVET_DATABASE_SCHEMA: target.schema,
  };
  const looker = await PostgresConnection.open(target);
  const holder = async () => {
    const [found] = await looker.command("select holder from lease where name = 'duties'");
    return found?.rows[0]?.holder ?? null;
  };
  const one = await spawnServer(settings);
  await expect.poll(holder, { timeout: 20_000 }).not.toBeNull();
  const first = await holder();
  const two = await spawnServer(settings);
  expect((await fetch(`${two.url}/readyz`)).status).toBe(200);
  expect(await holder()).toBe(first);

  const killedAt = performance.now();
  await one.kill();
  await expect.poll(holder, { timeout: LONGEST_MS, interval: 100 }).not.toBe(first);
  expect(performance.now() - killedAt).toBeLessThan(LONGEST_MS);

  // who ends in order leaves them to nobody, so that the next one need not wait
  expect(await two.terminate()).toBe(0);
  expect(await holder()).toBeNull();
  await looker.close();
  await release();
  await rm(folder, { recursive: true, force: true });
});
