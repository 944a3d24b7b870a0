import { afterAll, beforeAll, expect, it } from 'vitest';
import { type QueryPlanner, queryPlanner } from '../../../test/support/query-planner.ts';
import { ROOT } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { compileStatement, statement } from '../statement.ts';
import { expiringRows } from '../vault/expired-rows.ts';
import { peopleIn } from './people-facts.ts';
import { principalFacts } from './principal-facts.ts';
import { openRequest } from './request-facts.ts';
import {
  activationsOf,
  eligibilitiesForRole,
  eligibilitiesOf,
  heldSchedules,
  liveSchedulesOfRole,
  sameSchedules,
  schedulesEndedSince,
} from './schedule-facts.ts';

const now = Temporal.Instant.from('2026-11-24T08:00:00Z');
const principal = { id: 'p', kind: 'user', displayName: 'P', userName: null, email: null, enabled: true } as const;
const holder = { principal, groupIds: new Set(['g']) };
const of = { kind: 'active', principalId: 'p', roleDefinitionId: 'r', scope: ROOT } as const;

let planner: QueryPlanner;
beforeAll(async () => {
  planner = await queryPlanner();
});
afterAll(() => planner.close());

/** Does the reading and tells how the database goes about it. */
async function plansOf(read: (reader: Reader) => Promise<unknown>): Promise<string> {
  const details: string[] = [];
  const row = { id: 'p', kind: 'user', enabled: 1, expires_at: null };
  await read({
    async all(asked) {
      details.push(...planner.planOf(planner.textOf(asked)));
      return [];
    },
    async first(asked) {
      details.push(...planner.planOf(planner.textOf(asked)));
      return row as never;
    },
    async query() {
      throw new Error('a fact is read by a prepared statement');
    },
  });
  return details.join('\n');
}

it.each<[string, (reader: Reader) => Promise<unknown>]>([
  ['the groups of a principal', (reader) => principalFacts(reader, 'p', now)],
  ['the eligibilities of a principal and its groups', (reader) => eligibilitiesOf(reader, holder, 'r', now)],
  ['what a principal and its groups hold', (reader) => heldSchedules(reader, 'p', now)],
  ['the same assignment', (reader) => sameSchedules(reader, of, now)],
  ['the activations of an eligibility', (reader) => activationsOf(reader, 'e', now)],
  ['the open request', (reader) => openRequest(reader, of)],
])('finds %s without reading a whole table', async (_, read) => {
  const plans = await plansOf(read);
  expect(plans).toContain('SEARCH');
  expect(plans).not.toMatch(/SCAN (?!member_of)/);
});

it.each<[string, string, (reader: Reader) => Promise<unknown>]>([
  ['who holds a role', 'schedule_by_role', (reader) => liveSchedulesOfRole(reader, 'r', now)],
  ['who is eligible for a role', 'schedule_by_role', (reader) => eligibilitiesForRole(reader, 'r', now)],
  ['who held it until a moment ago', 'schedule_over_by_scope', (reader) => schedulesEndedSince(reader, of, now)],
])('finds %s by the index `%s`, not among all that is open', async (_, index, read) => {
  expect(await plansOf(read)).toContain(index);
});

it('finds the people that a group stands for by their ids, not among everybody', async () => {
  const plans = await plansOf((reader) => peopleIn(reader, 'g', now));
  expect(plans).toMatch(/SEARCH principal USING INDEX sqlite_autoindex_principal_1/);
  expect(plans).not.toContain('principal_by_kind');
});

it('finds the open request by the index of open requests, since the status is part of the statement', async () => {
  expect(await plansOf((reader) => openRequest(reader, of))).toContain('one_open_request');
});

it.each(expiringRows.map((kind) => [kind.table, kind] as const))(
  'finds what has run out of `%s` in the order of an index',
  async (table, { find }) => {
    const plans = await plansOf((reader) => find(reader, 0, 200));
    expect(plans).toMatch(new RegExp(`SEARCH ${table} USING (COVERING )?INDEX ${table}_by_(expiry|age|time) `));
    expect(plans).not.toMatch(/SCAN|TEMP B-TREE/);
  },
);

it('leaves only parameters to be bound', () => {
  const build = statement((db, p: { id: string }) =>
    db
      .selectFrom('principal')
      .select('id')
      .where('id', '=', p.id)
      .where('kind', '=', "o'user")
      .where('enabled', '=', 1),
  );
  const { sql, bind } = compileStatement(planner.builder, build);
  expect(sql).toBe(`select "id" from "principal" where "id" = ? and "kind" = 'o''user' and "enabled" = 1`);
  expect(bind({ id: 'p' })).toEqual(['p']);
});
