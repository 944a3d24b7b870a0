import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as } from '../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { createPrincipal } from '../../commands/create-principal.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';

const READ = 'Microsoft.Compute/virtualMachines/read';
const ISSUER = 'https://issuer.example';

let server: TestServer;
let gateway: string;
beforeAll(async () => {
  server = await testServer();
  gateway = randomUUID();
  const names = { displayName: 'Gateway', userName: null, email: null };
  const identity = { issuer: ISSUER, subject: 'gateway' };
  await createPrincipal(server.demo.ledger, as('grace'), {
    id: gateway,
    kind: 'servicePrincipal',
    ...names,
    ...identity,
  });
});
afterAll(() => server.close());

async function search(name: string, what: string, body: unknown) {
  const answer = await server.call(name, 'POST', `/access/v1/search/${what}`, body);
  return { ...answer, ids: answer.body.results?.map((each: { id: string; name: string }) => each.id ?? each.name) };
}

const webServer = { type: 'scope', id: demoScopes.webServer };
const whoReads = { subject: { type: 'user' }, action: { name: READ }, resource: webServer };

describe('who', () => {
  it('everybody, for who may ask about all of them; themselves alone, for who may not', async () => {
    const { ids } = await search('grace', 'subject', whoReads);
    expect(ids).toContain(demoIds.grace);
    expect(ids).toContain(demoIds.oscar);
    expect((await search(gateway, 'subject', whoReads)).ids).toEqual(ids);
    expect((await search('oscar', 'subject', whoReads)).ids).toEqual(ids);
    expect((await search('mallory', 'subject', whoReads)).ids).toEqual([]);
    const reading = { ...whoReads, resource: { type: 'scope', id: demoScopes.sandbox } };
    for (const name of ['alice', 'bob', 'erin', 'mallory'] as const) {
      const one = await server.call(name, 'POST', '/access/v1/evaluation', {
        ...reading,
        subject: { type: 'user', id: demoIds[name] },
      });
      expect((await search(name, 'subject', reading)).ids).toEqual(one.body.decision ? [demoIds[name]] : []);
    }
  });

  it('each of whom is permitted when asked one by one, and nobody else is', async () => {
    const { ids } = await search('grace', 'subject', { ...whoReads, subject: { type: 'principal' } });
    for (const id of [...Object.values(demoIds), gateway]) {
      const body = { ...whoReads, subject: { type: 'principal', id } };
      const { decision } = (await server.call('grace', 'POST', '/access/v1/evaluation', body)).body;
      expect([id, decision]).toEqual([id, ids.includes(id)]);
    }
  });

  it('members and owners of a group, for good too', async () => {
    const scope = `/groups/${demoIds.platformEngineers}`;
    const inGroup = (role: string) => ({
      subject: { type: 'principal' },
      action: { name: 'use' },
      resource: { type: 'directoryRole', id: role, properties: { scope } },
    });
    const group = await server.call('grace', 'GET', `/api/security/pim/groups/${demoIds.platformEngineers}/members`);
    const members = group.body.items.map(({ id }: { id: string }) => id).sort();
    expect(members.length).toBeGreaterThan(0);
    expect((await search('grace', 'subject', inGroup(demoRoles.groupMember))).ids).toEqual(
      expect.arrayContaining(members),
    );
    expect((await search('mallory', 'subject', inGroup(demoRoles.groupMember))).ids).toEqual([]);
  });
});

describe('where', () => {
  const whereMay = (id: string, type = 'scope') => ({
    subject: { type: 'user', id },
    action: { name: READ },
    resource: { type },
  });

  it('all that the caller sees in lists, and where the subject may', async () => {
    const seen = await search('oscar', 'resource', whereMay(demoIds.oscar));
    expect(seen.ids).toContain(demoScopes.webServer);
    expect((await search('oscar', 'resource', whereMay(demoIds.oscar, 'virtualMachines'))).ids).toEqual([
      demoScopes.webServer,
    ]);
    expect((await search('mallory', 'resource', whereMay(demoIds.oscar))).ids).toEqual([]);
    expect((await search('mallory', 'resource', whereMay(demoIds.mallory))).ids).toEqual([]);
  });

  it('names alone, for a gateway that sees nothing else', async () => {
    const name = demoScopes.webServer.slice(demoScopes.webServer.lastIndexOf('/') + 1);
    expect(
      (await search(gateway, 'resource', whereMay(demoIds.oscar, 'Microsoft.Compute/virtualMachines'))).ids,
    ).toEqual([name]);
    expect((await search(gateway, 'resource', whereMay(demoIds.oscar))).ids).toEqual([]);
  });

  it('directory roles that are held', async () => {
    const held = { ...whereMay(demoIds.heidi, 'directoryRole'), action: { name: 'use' } };
    expect((await search('heidi', 'resource', held)).ids).toContain(demoRoles.globalAdministrator);
    expect((await search('mallory', 'resource', held)).ids).toEqual([]);
  });
});

describe('what', () => {
  const storage = { type: 'scope', id: demoScopes.storage };
  const whatMay = (id: string) => ({ subject: { type: 'user', id }, resource: storage });
  const readContainers = 'Microsoft.Storage/storageAccounts/blobServices/containers/read';

  it('each of which is permitted when asked for by itself', async () => {
    const { ids, body } = await search('grace', 'action', whatMay(demoIds.oscar));
    expect(ids).toContain(readContainers);
    const evaluations = body.results.map((action: object) => ({ action }));
    const asked = await server.call('grace', 'POST', '/access/v1/evaluations', {
      ...whatMay(demoIds.oscar),
      evaluations,
    });
    expect(asked.body.evaluations).toEqual(evaluations.map(() => ({ decision: true })));
  });

  it('is refused like an evaluation where the caller may not ask', async () => {
    expect((await search('mallory', 'action', whatMay(demoIds.oscar))).status).toBe(403);
    expect((await search('mallory', 'action', whatMay(demoIds.mallory))).ids).toEqual([]);
  });
});

describe('pages', () => {
  const all = { ...whoReads, subject: { type: 'principal' } };

  it('are whole, in order, and of any size', async () => {
    const { ids } = await search('grace', 'subject', all);
    const found: string[] = [];
    let token = '';
    do {
      const page = token === '' ? { limit: 1 } : { token, limit: 2 };
      const { body } = await search('grace', 'subject', { ...all, page });
      found.push(...body.results.map(({ id }: { id: string }) => id));
      expect(body.page.count).toBe(body.results.length);
      token = body.page.next_token;
    } while (token !== '');
    expect(found).toEqual(ids);
  });

  it('go on by the token of the same search of the same caller alone', async () => {
    const { body } = await search('grace', 'subject', { ...all, page: { limit: 1 } });
    const token = body.page.next_token;
    expect(token).not.toBe('');
    const status = async (name: string, over: object, what = 'subject') =>
      (await search(name, what, { ...all, ...over, page: { token } })).status;
    expect(await status('grace', {})).toBe(200);
    expect(await status('oscar', {})).toBe(400);
    expect(await status('grace', { action: { name: `${READ}s` } })).toBe(400);
    expect((await search('grace', 'subject', { ...all, page: { token: `${token}A` } })).status).toBe(400);
  });
});

it('is about now alone', async () => {
  const answer = await search('grace', 'subject', { ...whoReads, context: { at: '2026-11-24T08:00:00Z' } });
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toContain('past-access');
});
