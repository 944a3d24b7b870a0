import { expect, it } from 'vitest';
import { postgresDatabase } from '../../../test/support/postgres/postgres-database.ts';
import { postgresEngine } from './postgres.ts';

it('tells how its connections are used', async () => {
  const { target, release } = await postgresDatabase();
  const engine = postgresEngine({ ...target, connections: 3 });
  expect(engine.pool?.()).toEqual({ most: 1, total: 0, idle: 0, waiting: 0 });
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const first = engine.read(() => {
    begun.resolve();
    return held.promise;
  });
  await begun.promise;
  const second = engine.read(async () => 'read');
  expect(engine.pool?.()).toEqual({ most: 1, total: 1, idle: 0, waiting: 1 });
  held.resolve();
  await first;
  expect(await second).toBe('read');
  expect(engine.pool?.()).toEqual({ most: 1, total: 1, idle: 1, waiting: 0 });
  await engine.close();
  await release();
});
