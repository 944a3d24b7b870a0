import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceFiles } from '../../../test/structure/source-files.ts';
import { type Answer, type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoPeople, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';

const PIM = '/api/security/pim';
const ask = {
  type: 'selfActivate',
  scope: demoScopes.production,
  duration: 'PT1H',
  justification: 'Triage of IR-2026-0142',
  ticket: { number: 'IR-2026-0142' },
};

let server: TestServer;
/** An activation of Alice's and an extension of Erin's that wait for a decision. */
let waitingId: string;
let extensionId: string;
beforeAll(async () => {
  server = await testServer();
  const { storageBlobDataContributor: roleDefinitionId } = demoRoles;
  server.demo.clock.advance('PT4080H');
  const target = { kind: 'eligible', roleDefinitionId, scope: demoScopes.production };
  const extension = { ...target, targetScheduleId: 'e0000000-0000-4000-8000-000000000004', duration: 'P30D' };
  const body = { type: 'selfExtend', ...extension, justification: 'the migration takes longer' };
  extensionId = (await call('erin', 'POST', '/requests', body)).body.id;
  waitingId = (await call('alice', 'POST', '/requests', { ...ask, roleDefinitionId: demoRoles.owner })).body.id;
  await call('alice', 'POST', '/requests', { ...ask, roleDefinitionId: demoRoles.contributor });
});
afterAll(() => server.close());

const call = (name: string, method: string, path: string, body?: unknown) =>
  server.call(name, method, `${PIM}${path}`, body);
const names = demoPeople.map(({ name }) => name);

interface WhyNot {
  readonly code: string;
}

/** What each member of an answer that the portal goes by refuses, asked for all the same by direct request. */
const replays: Readonly<Record<string, () => Promise<number>>> = {
  async whyNotActivate() {
    return forEach('/my-roles/eligible', async (name, { id, role, scope, whyNotActivate }) => {
      const body = { ...ask, roleDefinitionId: role.id, scope: scope.path, linkedEligibilityId: id };
      return sameAs(whyNotActivate, await call(name, 'POST', '/requests', body));
    });
  },
  async whyNotDeactivate() {
    return forEach('/my-roles/active', async (name, { id, role, scope, whyNotDeactivate }) => {
      const body = { type: 'selfDeactivate', roleDefinitionId: role.id, scope: scope.path, targetScheduleId: id };
      return sameAs(whyNotDeactivate, await call(name, 'POST', '/requests', body));
    });
  },
  async whyNot() {
    return forEach('/my-roles/eligible', async (name, { id, role, scope, extension }) => {
      const target = { kind: 'eligible', roleDefinitionId: role.id, scope: scope.path, targetScheduleId: id };
      const body = { type: 'selfExtend', ...target, duration: 'P30D', justification: 'more time' };
      return sameAs(extension?.whyNot ?? null, await call(name, 'POST', '/requests', body));
    });
  },
  async mayCancel() {
    return forPeople(async (name) => {
      const life = await call(name, 'GET', `/requests/${waitingId}`);
      if (life.body.mayCancel === true) return 0;
      return refused(await call(name, 'POST', `/requests/${waitingId}/cancel`));
    });
  },
  async mayDecide() {
    return forPeople(async (name) => {
      const sheet = await call(name, 'GET', `/approvals/${waitingId}`);
      if (sheet.body.mayDecide === true) return 0;
      return refused(await call(name, 'POST', `/approvals/${waitingId}/approve`, { justification: 'fine' }));
    });
  },
  async mayDecideExtension() {
    return forPeople(async (name) => {
      const { items } = (await call(name, 'GET', '/extension-requests')).body;
      if (items.some(({ id }: { id: string }) => id === extensionId)) return 0;
      return refused(await call(name, 'POST', `/extension-requests/${extensionId}/approve`, {}));
    });
  },
  async mayChange() {
    return forEach('/assignments?state=eligible', async (name, { id, role, scope, principal, mayChange }) => {
      if (mayChange) return 0;
      const target = { kind: 'eligible', principalId: principal.id, roleDefinitionId: role.id, scope: scope.path };
      const body = { ...target, targetScheduleId: id, justification: 'gone' };
      return refused(await call(name, 'POST', '/requests', { type: 'adminRemove', ...body }));
    });
  },
  async giveRoles() {
    const target = { kind: 'eligible', principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader };
    const body = { type: 'adminAssign', ...target, scope: demoScopes.web, duration: 'P30D' };
    return whereNot('giveRoles', async (name) => refused(await call(name, 'POST', '/requests', body)));
  },
  async administerPeople() {
    return whereNot('administerPeople', async (name) => {
      const made = [
        await call(name, 'POST', '/people', { displayName: 'New' }),
        await call(name, 'POST', '/groups', { displayName: 'New' }),
        await call(name, 'POST', `/people/${demoIds.bob}/disable`),
        await call(name, 'PUT', `/groups/${demoIds.onCall}/members/${demoIds.mallory}`),
      ];
      return sum(made.map(refused));
    });
  },
  async administerNotifications() {
    return whereNot('administerNotifications', async (name) => {
      const read = [await call(name, 'GET', '/notifications'), await call(name, 'GET', '/notification-endpoints')];
      return sum(read.map(refused));
    });
  },
  async readSettings() {
    return whereNot('readSettings', async (name) => refused(await call(name, 'GET', '/policy-templates')));
  },
  async endSessions() {
    return whereNot('endSessions', async (name) => {
      const whose = name === 'grace' ? demoIds.bob : demoIds.grace;
      return refused(await call(name, 'GET', `/sessions?principalId=${whose}`));
    });
  },
  async findPeople() {
    return whereNot('findPeople', async (name) => {
      const { items } = (await call(name, 'GET', '/people')).body;
      expect(items.length, name).toBeLessThan(names.length);
      return 1;
    });
  },
  async seesOthers() {
    return forPeople(async (name) => {
      if ((await call(name, 'GET', '/me')).body.seesOthers) return 0;
      for (const path of ['/assignments?state=eligible', '/assignments?state=active', '/spot-audits']) {
        for (const item of (await call(name, 'GET', path)).body.items) {
          expect([demoIds[name as keyof typeof demoIds], undefined], `${name} ${path}`).toContain(item.principal?.id);
        }
      }
      return refused(await call(name, 'GET', '/audit'));
    });
  },
};

describe('what the portal does not offer', () => {
  it.each(Object.keys(replays))('is refused the same by direct request, where `%s` says so', async (member) => {
    expect(await replays[member]?.()).toBeGreaterThan(0);
  });

  it('is known to the pages by these members alone', () => {
    const text = sourceFiles('web/src')
      .filter(({ path }) => !path.includes('api-types'))
      .map((file) => file.text)
      .join('\n');
    const known = new Set(
      [...text.matchAll(/\b(?:me\??|data\??)\.may\.(\w+)|\b(whyNot[A-Z]?\w*|may[A-Z]\w+|seesOthers)\b/g)].map(
        ([, of, own]) => of ?? own,
      ),
    );
    // names that pages give to what these say
    const given = ['whyNotText', 'mayGive', 'mayCreate', 'mayActivate'];
    expect([...known].filter((name) => !given.includes(name ?? '') && replays[name ?? ''] === undefined)).toEqual([]);
    expect(known.size).toBeGreaterThan(8);
  });

  it('is not told by a name or an id that a page knows by itself', () => {
    const byItself = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-|\brole\.name\s*===|\bdisplayName\s*===/;
    const files = sourceFiles('web/src');
    expect(files.filter(({ text }) => byItself.test(text)).map(({ path }) => path)).toEqual([]);
    expect(byItself.test("role.name === 'Owner'")).toBe(true);
  });
});

/** Whether an answer refuses, and for what the portal said; 0 where it said nothing. */
function sameAs(whyNot: WhyNot | null, { status, body }: Answer): number {
  if (whyNot === null) return 0;
  expect([body.code, status >= 400]).toEqual([whyNot.code, true]);
  return 1;
}

function refused({ status, body }: Answer): number {
  expect([403, 404, 409, 422], JSON.stringify(body)).toContain(status);
  expect(body.code).toEqual(expect.any(String));
  return 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

async function forPeople(one: (name: string) => Promise<number>): Promise<number> {
  let count = 0;
  for (const name of names) count += await one(name);
  return count;
}

// biome-ignore lint/suspicious/noExplicitAny: items as they came over the wire
async function forEach(path: string, one: (name: string, item: any) => Promise<number>): Promise<number> {
  return forPeople(async (name) => {
    let count = 0;
    for (const item of (await call(name, 'GET', path)).body.items) count += await one(name, item);
    return count;
  });
}

/** For everybody whom their own answer says that they may not. */
async function whereNot(what: string, one: (name: string) => Promise<number>): Promise<number> {
  return forPeople(async (name) => ((await call(name, 'GET', '/me')).body.may[what] ? 0 : one(name)));
}
