import { afterAll, beforeAll, expect, it } from 'vitest';
import { aHolder } from '../../test/support/builders.ts';
import { type QueryPlanner, queryPlanner } from '../../test/support/query-planner.ts';
import { parseScope, ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { undecidedFor } from './decidable-requests.ts';
import { newestRequests } from './newest-requests.ts';
import {
  byDecider,
  byOwnersOfRequestor,
  byPrincipals,
  byRareStatus,
  byRequestor,
  byScopes,
} from './request-narrowings.ts';
import type { RequestFilter } from './request-rows.ts';
import { type ScheduleCriteria, schedules } from './schedules.ts';
import type { Viewer } from './viewer.ts';

const now = Temporal.Instant.from('2026-11-24T08:00:00Z');
const web = parseScope('/subscriptions/c0000000-0000-4000-8000-000000000001/resourceGroups/web');
const page = { limit: 10, after: null };
const everything: ScheduleCriteria = {
  kind: 'active',
  isLive: false,
  states: null,
  reach: { at: ROOT, above: [], below: true },
  hidden: [],
  ownIds: [],
  families: ['resource'],
  principalIds: null,
  roleDefinitionId: null,
  scheduleId: null,
};

let planner: QueryPlanner;
beforeAll(async () => {
  planner = await queryPlanner();
});
afterAll(() => planner.close());

/** Reads the list, as if each query found one row, and tells how the database goes about each. */
async function plansOf(read: (reader: Reader) => Promise<unknown>): Promise<readonly string[]> {
  const plans: string[] = [];
  const explain = (sql: string, parameters: readonly unknown[] = []) => {
    plans.push(planner.planOf(sql, parameters).join('\n'));
  };
  const row = { id: 'x', created_at: 1, path: web, scope: web, role_definition_id: 'r', approvers: '[]', ordinal: 0 };
  await read({
    async all(asked) {
      explain(planner.textOf(asked));
      return [];
    },
    async first(asked) {
      explain(planner.textOf(asked));
      return undefined;
    },
    async query(build) {
      const { sql, parameters } = build(planner.builder).compile();
      explain(sql, parameters);
      return /select "(schedule|request)"\."id", "(schedule|request)"\."created_at"/.test(sql) ? [row as never] : [];
    },
  });
  return plans;
}

function schedulesOf(over: Partial<ScheduleCriteria>) {
  return (reader: Reader) => schedules(reader, { ...everything, ...over }, page, now);
}

function requestsBy(filter: RequestFilter) {
  return (reader: Reader) => newestRequests(reader, { filter, narrowings: [filter], union: null }, page, now);
}

const reach = (at: Scope) => ({ reach: { at, above: [ROOT], below: true } });

it.each<[string, RegExp, (reader: Reader) => Promise<unknown>]>([
  ['schedules at a scope and below', /schedule_open_by_scope \(scope=\?/, schedulesOf(reach(web))],
  [
    'schedules at a scope and above',
    /schedule_open_by_scope \(scope=\?/,
    schedulesOf({ reach: { at: web, above: [ROOT], below: false } }),
  ],
  ['schedules of people', /schedule_by_principal/, schedulesOf({ principalIds: ['a', 'b'] })],
  ['schedules of a role', /schedule_by_role/, schedulesOf({ roleDefinitionId: 'r' })],
  ['all schedules', /schedule_open_by_time/, schedulesOf({})],
  ['requests at a scope and below', /schedule_request_by_scope/, requestsBy(byScopes([web], [web]))],
  ['requests for people', /schedule_request_by_principal/, requestsBy(byPrincipals(['a', 'b']))],
  ['requests of a person', /schedule_request_by_requestor/, requestsBy(byRequestor('a'))],
  ['requests of service principals', /schedule_request_by_requestor/, requestsBy(byOwnersOfRequestor(['a']))],
  ['requests that somebody decided', /decider/, requestsBy(byDecider('a'))],
  ['requests in a rare state', /schedule_request_rare/, requestsBy(byRareStatus(['denied']) as RequestFilter)],
  [
    'what is undecided',
    /schedule_request_rare/,
    (reader) => undecidedFor(reader, { facts: aHolder() } as unknown as Viewer, now),
  ],
])('finds %s by an index, and each row of the page by its id', async (_, index, read) => {
  const [first, ...others] = await plansOf(read);
  expect(first).toMatch(index);
  expect(others.join('\n')).not.toMatch(/open_by_time|request_by_time/);
  for (const plan of [first, ...others]) expect(plan).not.toMatch(/SCAN (schedule|request|stage)\b(?! USING)/);
});
