import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, it } from 'vitest';
import type { Reader } from '../ledger/engine.ts';
import { sqliteEngine } from '../ledger/engines/sqlite.ts';
import type { Schema } from '../ledger/schema.ts';
import { compileStatement } from '../ledger/statement.ts';
import { backlog } from './backlog.ts';

const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

it('is told from what waits and what was given up alone, however much was ever sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-backlog-'));
  const path = join(folder, 'brevet.sqlite');
  const engine = sqliteEngine({ path });
  await engine.migrate();
  await engine.close();
  const database = new DatabaseSync(path, { readOnly: true });
  const plans: string[] = [];
  const reader: Reader = {
    async all(asked) {
      const { sql } = compileStatement(builder, asked);
      const details = database.prepare(`explain query plan ${sql}`).all();
      plans.push(...details.map((row) => String(row['detail'])));
      // one endpoint of each kind, so that everything is asked
      const isEndpoints = sql.includes('"notification_endpoint"');
      return (isEndpoints ? [{ id: 'w', kind: 'webhook' }] : []) as never[];
    },
    first: async (asked, parameters) => (await reader.all(asked, parameters))[0],
    query: () => Promise.reject(new Error('prepared statements alone')),
  };
  await backlog(reader);
  database.close();
  await rm(folder, { recursive: true });
  const mail = plans.filter((plan) => /\bnotification\b/.test(plan));
  expect(mail).toEqual([
    expect.stringContaining('USING INDEX notification_to_send'),
    expect.stringContaining('USING INDEX notification_dead'),
  ]);
  const posted = plans.filter((plan) => /\bendpoint_message\b/.test(plan));
  const ofUndelivered = 'endpoint_message_delivered (endpoint_id=? AND delivered_at=?)';
  expect(posted).toEqual([expect.stringContaining(ofUndelivered), expect.stringContaining(ofUndelivered)]);
});
