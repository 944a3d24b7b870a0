import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { expect, it } from 'vitest';
import { openAccessIndex } from '../../../src/access/access-index.ts';
import { builtInRoles } from '../../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../../src/commands/establish-organisation.ts';
import { demoRoles } from '../../../src/demo/demo-organisation.ts';
import type { Scope } from '../../../src/domain/scope.ts';
import { buildApp } from '../../../src/http/app.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { temporaryEngine } from '../../support/temporary-engine.ts';
import { testClock } from '../../support/test-clock.ts';
import { testAuthenticator } from '../../support/test-server.ts';
import { type RandomWorld, randomWorld } from './random-world.ts';

const WORLDS = 3;
const firstSeed = Number(process.env['VISIBILITY_SEED'] ?? '1');
const PIM = '/api/security/pim';
const usedRoles = builtInRoles.filter(({ id }) => (Object.values(demoRoles) as string[]).includes(id));

interface World extends RandomWorld {
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

async function openWorld(seed: number): Promise<World> {
  const clock = testClock();
  const ledger = await openLedger({ engine: await temporaryEngine(), clock });
  await defineBuiltInRoles(ledger, usedRoles);
  const world = randomWorld(seededRandom(seed), clock(), `world ${seed}`);
  const context = { actorId: null, command: 'test', correlationId: 'test', origin: null };
  await ledger.execute(context, ({ append }) => append(world.events));
  const app = await buildApp({
    services: {
      ledger,
      accessIndex: await openAccessIndex(ledger),
      clock,
      newId: randomUUID,
      authenticator: testAuthenticator(ledger),
    },
  });
  return {
    ...world,
    app,
    async close() {
      await app.close();
      await ledger.close();
    },
  };
}

function urlOf(scope: Scope, rest: string, version = '2020-10-01'): string {
  return `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/${rest}${rest.includes('?') ? '&' : '?'}api-version=${version}`;
}

function callerOf({ app }: World, caller: string) {
  const headers = { authorization: `Bearer test:${caller}` };
  return async (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, payload?: object) => {
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    expect(answer.statusCode, answer.body).toBeLessThan(500);
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
}

type Call = ReturnType<typeof callerOf>;

/** The names in all pages of a list; nothing where the list is refused. */
async function listed(call: Call, url: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (let next: string | null = url; next !== null; ) {
    const { status, body } = await call('GET', next);
    if (status !== 200) return names;
    names.push(...body.value.map(({ name }: { name: string }) => name));
    next = body.nextLink === undefined ? null : body.nextLink.slice(body.nextLink.indexOf('/', 8));
  }
  return names;
}

/** The ids in all pages of a list of the JSON API, by pages of seven. */
async function items(call: Call, path: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, body } = await call('GET', `${PIM}${path}${path.includes('?') ? '&' : '?'}limit=7${more}`);
    expect(status, JSON.stringify(body)).toBe(200);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  expect(new Set(ids).size).toBe(ids.length);
  return ids;
}

/** Every name that any list of the type shows the caller, at any scope and with any function. */
async function listedAnywhere(
  call: Call,
  { scopes }: World,
  type: string,
  functions: readonly string[],
  version?: string,
) {
  const names = new Set<string>();
  for (const scope of scopes) {
    for (const filter of ['', ...functions]) {
      const url = urlOf(scope, filter === '' ? type : `${type}?$filter=${filter}`, version);
      for (const name of await listed(call, url)) names.add(name);
    }
  }
  return names;
}

const seeds = Array.from({ length: WORLDS }, (_, index) => firstSeed + index);

it.each(seeds)('no list tells what a get refuses, nor a get what no list tells: world %i', async (seed) => {
  const world = await openWorld(seed);
  const shown = { seen: 0, hidden: 0 };
  try {
    for (const person of world.people) {
      const call = callerOf(world, person);
      for (const word of ['Assignment', 'Eligibility'] as const) {
        const kind = word === 'Assignment' ? 'active' : 'eligible';
        for (const type of [`role${word}Schedules`, `role${word}ScheduleInstances`]) {
          const inLists = await listedAnywhere(call, world, type, ['atScope()', 'asTarget()']);
          for (const { id, scope } of world.schedules.filter((schedule) => schedule.kind === kind)) {
            const { status } = await call('GET', urlOf(scope, `${type}/${id}`));
            expect([id, status], `${person} ${type}`).toEqual([id, inLists.has(id) ? 200 : 404]);
            shown[status === 200 ? 'seen' : 'hidden'] += 1;
          }
        }
      }

      const history = new Set(await items(call, '/requests/history'));
      const functions = ['asTarget()', 'asRequestor()', 'asApprover()', 'atScope()'];
      for (const word of ['Assignment', 'Eligibility'] as const) {
        const type = `role${word}ScheduleRequests`;
        const inLists = await listedAnywhere(call, world, type, functions);
        for (const { id, scope, kind } of world.requests) {
          if (kind !== (word === 'Assignment' ? 'active' : 'eligible')) continue;
          const { status } = await call('GET', urlOf(scope, `${type}/${id}`));
          expect([id, status], `${person} ${type}`).toEqual([id, history.has(id) ? 200 : 404]);
          if (inLists.has(id)) expect([id, status]).toEqual([id, 200]);
          shown[status === 200 ? 'seen' : 'hidden'] += 1;
        }
      }

      const approvals = '2021-01-01-preview';
      const inLists = await listedAnywhere(call, world, 'roleAssignmentApprovals', functions.slice(0, 1), approvals);
      for (const name of await listed(
        call,
        urlOf('/' as Scope, 'roleAssignmentApprovals?$filter=asApprover()', approvals),
      )) {
        inLists.add(name);
      }
      for (const id of inLists) {
        expect(history.has(id)).toBe(true);
        expect((await call('GET', urlOf('/' as Scope, `roleAssignmentApprovals/${id}`, approvals))).status).toBe(200);
      }
      for (const id of await items(call, '/pending-approvals')) expect(history.has(id)).toBe(true);
      for (const id of await items(call, '/my-requests')) expect(history.has(id)).toBe(true);

      const { body: counts } = await call('GET', `${PIM}/overview`);
      const pending = (await items(call, '/requests/history?status=Pending')).filter((id) => history.has(id));
      expect(counts.pendingNow).toBe(pending.length);
    }
    expect(shown.seen).toBeGreaterThan(100);
    expect(shown.hidden).toBeGreaterThan(100);
  } finally {
    await world.close();
  }
});

it.each(seeds.slice(0, 2))('what is hidden answers like what is not there, but for the id: world %i', async (seed) => {
  const world = await openWorld(seed);
  let compared = 0;
  try {
    for (const person of world.people) {
      const call = callerOf(world, person);
      const requests = world.requests.filter(({ kind }) => kind === 'active');
      for (const { id, scope } of requests) {
        const type = 'roleAssignmentScheduleRequests';
        if ((await call('GET', urlOf(scope, `${type}/${id}`))).status === 200) continue;
        const unknown = randomUUID();
        const answers = async (name: string) => {
          const decision = { reviewResult: 'Approve', justification: 'yes' };
          const approval = '2021-01-01-preview';
          const all = [
            await call('GET', urlOf(scope, `${type}/${name}`)),
            await call('POST', urlOf(scope, `${type}/${name}/cancel`)),
            await call('GET', urlOf('/' as Scope, `roleAssignmentApprovals/${name}`, approval)),
            await call('GET', urlOf('/' as Scope, `roleAssignmentApprovals/${name}/stages`, approval)),
            await call(
              'PATCH',
              urlOf('/' as Scope, `roleAssignmentApprovals/${name}/stages/${name}`, approval),
              decision,
            ),
            await call('POST', `${PIM}/approvals/${name}/approve`, { justification: 'yes' }),
            await call('POST', `${PIM}/approvals/${name}/deny`, { reason: 'no' }),
          ];
          return JSON.stringify(all)
            .replaceAll(name, '(id)')
            .replaceAll(/"correlationId":"[^"]*"/g, '');
        };
        expect(await answers(id)).toBe(await answers(unknown));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(20);
  } finally {
    await world.close();
  }
});
