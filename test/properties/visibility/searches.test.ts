import { expect, it } from 'vitest';
import { type Call, callerOf, hierarchyUrl, inWorld, sample, seeds } from './open-world.ts';

const actions = [
  'Microsoft.Authorization/roleAssignments/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Compute/virtualMachines/write',
];

async function search(call: Call, what: string, body: object) {
  const { status, body: answer } = await call('POST', `/access/v1/search/${what}`, body);
  expect(status).toBe(200);
  return answer.results as { readonly id: string; readonly name: string }[];
}

/** Of many questions about one thing, the answers to each: what may not be asked is closed. */
async function oneByOne(call: Call, common: object, evaluations: readonly object[]): Promise<readonly boolean[]> {
  if (evaluations.length === 0) return [];
  const { body } = await call('POST', '/access/v1/evaluations', { ...common, evaluations });
  return body.evaluations.map(({ decision }: { decision: boolean }) => decision);
}

it.each(seeds)(
  'a search finds what asking one by one tells, and of scopes what can be seen: world %i',
  async (seed) => {
    await inWorld(seed, async (world) => {
      const found = { subjects: 0, resources: 0, actions: 0 };
      for (const person of world.people) {
        const call = callerOf(world, person);
        const [other = person] = sample(world, world.principals, 1);
        for (const id of sample(world, world.scopes, 2)) {
          const resource = { type: 'scope', id };
          const action = { name: sample(world, actions, 1)[0] ?? '' };
          const subjects = await search(call, 'subject', { subject: { type: 'principal' }, action, resource });
          const decisions = await oneByOne(
            call,
            { action, resource },
            world.principals.map((each) => ({ subject: { type: 'principal', id: each } })),
          );
          const permitted = world.principals.filter((_, index) => decisions[index]);
          expect(subjects.map((each) => each.id)).toEqual(permitted.toSorted());
          found.subjects += subjects.length;

          const self = { type: 'principal', id: person };
          const named = await search(call, 'action', { subject: self, resource });
          const possible = named.map((each) => ({ action: each }));
          expect(await oneByOne(call, { subject: self, resource }, possible)).toEqual(possible.map(() => true));
          found.actions += named.length;
        }
        for (const id of [person, other]) {
          const subject = { type: 'principal', id };
          const action = { name: actions[0] ?? '' };
          const scopes = await search(call, 'resource', { subject, action, resource: { type: 'scope' } });
          const asked = scopes.map((each) => ({ resource: { type: 'scope', id: each.id } }));
          expect(await oneByOne(call, { subject, action }, asked)).toEqual(asked.map(() => true));
          for (const scope of scopes) {
            const { status } = await call('GET', hierarchyUrl(scope.id));
            expect([scope.id, status]).toEqual([scope.id, 200]);
          }
          found.resources += scopes.length;
        }
      }
      expect(found.subjects).toBeGreaterThan(0);
      expect(found.resources).toBeGreaterThan(0);
      expect(found.actions).toBeGreaterThan(0);
    });
  },
);
