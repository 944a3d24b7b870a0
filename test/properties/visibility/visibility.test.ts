import { afterAll, expect, it } from 'vitest';
import {
  APPROVALS,
  type Call,
  callerOf,
  inWorld,
  itemsOf,
  listed,
  listedAnywhere,
  PIM,
  RBAC,
  sample,
  seeds,
  urlOf,
  type World,
} from './open-world.ts';

const words = ['Assignment', 'Eligibility'] as const;
const kindOf = { Assignment: 'active', Eligibility: 'eligible' } as const;
const personal = ['asTarget()', 'asRequestor()', 'asApprover()', 'atScope()'];

/** How much was seen and hidden: a world in which everybody sees everything would prove nothing. */
interface Shown {
  seen: number;
  hidden: number;
}

function count(shown: Shown, status: number): void {
  expect([200, 404]).toContain(status);
  shown[status === 200 ? 'seen' : 'hidden'] += 1;
}

async function checkSchedules(world: World, call: Call, person: string, shown: Shown): Promise<void> {
  for (const word of words) {
    for (const type of [`role${word}Schedules`, `role${word}ScheduleInstances`]) {
      const inLists = await listedAnywhere(call, world, type, ['atScope()', 'asTarget()']);
      for (const { id, scope } of world.schedules.filter(({ kind }) => kind === kindOf[word])) {
        const { status } = await call('GET', urlOf(scope, `${type}/${id}`));
        expect([id, status], `${person} ${type}`).toEqual([id, inLists.has(id) ? 200 : 404]);
        count(shown, status);
      }
    }
  }
}

/** What a list shows at a scope, a get answers at that scope; what it answers where no list is given, another list shows. */
async function checkRoleAssignments(world: World, call: Call, person: string, shown: Shown): Promise<void> {
  const anywhere = await listedAnywhere(call, world, 'roleAssignments', ['atScope()'], RBAC);
  const own = new Set(await listed(call, urlOf('/', 'roleAssignmentScheduleInstances?$filter=asTarget()')));
  for (const scope of sample(world, world.scopes, 4)) {
    const url = urlOf(scope, 'roleAssignments', RBAC);
    const mayList = (await call('GET', url)).status === 200;
    const inList = new Set(await listed(call, url));
    for (const { id } of sample(world, world.schedules, 12)) {
      const { status } = await call('GET', urlOf(scope, `roleAssignments/${id}`, RBAC));
      count(shown, status);
      if (mayList) expect([id, status], `${person} ${scope}`).toEqual([id, inList.has(id) ? 200 : 404]);
      else if (status === 200) expect(anywhere.has(id) || own.has(id), `${person} ${scope} ${id}`).toBe(true);
    }
  }
}

async function checkRequests(world: World, call: Call, person: string, shown: Shown): Promise<void> {
  const history = new Set(((await itemsOf(call, '/requests/history')) ?? []).map(({ id }) => id));
  for (const word of words) {
    const type = `role${word}ScheduleRequests`;
    const inLists = await listedAnywhere(call, world, type, personal);
    for (const { id, scope, kind } of world.requests) {
      if (kind !== kindOf[word]) continue;
      const { status } = await call('GET', urlOf(scope, `${type}/${id}`));
      expect([id, status], `${person} ${type}`).toEqual([id, history.has(id) ? 200 : 404]);
      if (inLists.has(id)) expect([id, status]).toEqual([id, 200]);
      count(shown, status);
    }
  }
  const approvals = new Set<string>();
  for (const scope of world.scopes) {
    for (const filter of ['', '?$filter=asTarget()', '?$filter=asCreatedBy()', '?$filter=asApprover()']) {
      for (const name of await listed(call, urlOf(scope, `roleAssignmentApprovals${filter}`, APPROVALS))) {
        approvals.add(name);
      }
    }
  }
  for (const id of approvals) {
    expect(history.has(id)).toBe(true);
    expect((await call('GET', urlOf('/', `roleAssignmentApprovals/${id}`, APPROVALS))).status).toBe(200);
  }
  for (const { id } of sample(world, world.requests, 10)) {
    const { status } = await call('GET', `${PIM}/approvals/${id}`);
    if (status === 200) expect(history.has(id)).toBe(true);
    if (approvals.has(id)) expect(status).toBe(200);
  }
}

const shown: Shown = { seen: 0, hidden: 0 };
afterAll(() => {
  expect(shown.seen).toBeGreaterThan(20);
  expect(shown.hidden).toBeGreaterThan(20);
});

it.each(seeds)('no list tells what a get refuses, nor a get what no list tells: world %i', async (seed) => {
  await inWorld(seed, async (world) => {
    // the outsider sees what is their own, and hardly anything else
    const [, , outsider] = world.outsiders as [string, string, string];
    for (const person of [outsider, ...sample(world, world.people.slice(world.outsiders.length), 2)]) {
      const call = callerOf(world, person);
      await checkSchedules(world, call, person, shown);
      await checkRoleAssignments(world, call, person, shown);
      await checkRequests(world, call, person, shown);
    }
  });
});
