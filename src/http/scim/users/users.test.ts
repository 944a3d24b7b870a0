import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, assign, mayDo, setRule } from '../../../../test/scenarios/story.ts';
import { ISSUER, type ScimDirectory, scimDirectory } from '../../../../test/support/scim-directory.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles } from '../../../demo/demo-organisation.ts';
import { ROOT } from '../../../domain/scope.ts';
import { rowsOf } from '../../../ledger/contract/rows-of.ts';
import { principalByIdentity } from '../../../ledger/facts/principal-facts.ts';

let server: TestServer;
let entra: ScimDirectory;
beforeEach(async () => {
  server = await testServer();
  entra = await scimDirectory(server);
});
afterEach(() => server.close());

const PEOPLE = '/api/security/pim/people';
const who = (subject: string) => server.demo.ledger.read((reader) => principalByIdentity(reader, ISSUER, subject));

describe('a person', () => {
  it('is created, found, read, replaced and deleted', async () => {
    const made = await entra.call('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'nina@nordwind.example',
      externalId: 'oid-nina',
      name: { givenName: 'Nina', familyName: 'Berg' },
      emails: [
        { value: 'home@nina.example', type: 'home' },
        { value: 'nina@nordwind.example', type: 'work' },
      ],
      active: true,
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.body).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id,
      externalId: 'oid-nina',
      userName: 'nina@nordwind.example',
      displayName: 'Nina Berg',
      name: { formatted: 'Nina Berg' },
      emails: [{ value: 'nina@nordwind.example', type: 'work', primary: true }],
      active: true,
      meta: {
        resourceType: 'User',
        created: '2026-11-24T08:00:00Z',
        lastModified: '2026-11-24T08:00:00Z',
        location: `${server.url}/scim/v2/Users/${id}`,
        version: expect.stringMatching(/^W\/"\d+"$/),
      },
    });
    expect(made.headers.get('location')).toBe(made.body.meta.location);
    expect(made.headers.get('etag')).toBe(made.body.meta.version);
    expect((await who('oid-nina'))?.id, 'the external id is the subject at the issuer').toBe(id);
    expect((await entra.call('GET', `/Users/${id}`)).body).toEqual(made.body);
    const put = await entra.call('PUT', `/Users/${id}`, { userName: 'n@nordwind.example', displayName: 'Nina Sommer' });
    expect(put.body).toMatchObject({
      userName: 'n@nordwind.example',
      displayName: 'Nina Sommer',
      active: true,
      externalId: 'oid-nina',
    });
    expect(put.body).not.toHaveProperty('emails');
    expect((await entra.call('DELETE', `/Users/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await entra.call(method, `/Users/${id}`)).status).toBe(404);
    const again = await entra.user({ userName: 'n@nordwind.example', externalId: 'oid-nina' });
    expect(again.id).not.toBe(id);
    expect((await who('oid-nina'))?.id).toBe(again.id);
  });

  it('without an external id is nobody at the issuer until it gets one, and another after that', async () => {
    const { id } = await entra.user({ externalId: undefined });
    await entra.patch(`/Users/${id}`, { op: 'add', path: 'externalId', value: 'oid-1' });
    expect((await who('oid-1'))?.id).toBe(id);
    await entra.patch(`/Users/${id}`, { op: 'replace', path: 'externalId', value: 'oid-2' });
    expect([await who('oid-1'), (await who('oid-2'))?.id]).toEqual([null, id]);
  });
});

describe('who becomes inactive', () => {
  it.each([
    ['by PATCH', (id: string) => entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false })],
    [
      'as Entra says it',
      (id: string) => entra.patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' }),
    ],
    ['without a path', (id: string) => entra.patch(`/Users/${id}`, { op: 'replace', value: { active: false } })],
    [
      'by PUT, as Okta does',
      (id: string) => entra.call('PUT', `/Users/${id}`, { userName: 'x@y.example', active: false }),
    ],
    ['by DELETE', (id: string) => entra.call('DELETE', `/Users/${id}`)],
  ])('%s holds nothing from that moment on', async (_, end) => {
    const { id } = await entra.user();
    await assign(server.demo.ledger, { kind: 'eligible', principalId: id });
    await activate(server.demo.ledger, { principalId: id });
    expect(await mayDo(server.demo, id)).toBe(true);
    expect((await server.call(id, 'GET', PEOPLE)).status).toBe(200);
    expect((await end(id)).status).toBeLessThan(300);
    expect(await mayDo(server.demo, id)).toBe(false);
    expect((await server.call(id, 'GET', PEOPLE)).status).toBe(401);
  });

  it('comes back with what is assigned when active again; whom an administrator blocked does not', async () => {
    const { id } = await entra.user();
    const active = (value: boolean) => entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value });
    expect((await active(false)).body.active).toBe(false);
    const enabled = await server.call('grace', 'POST', `${PEOPLE}/${id}/enable`);
    expect([enabled.status, enabled.body.code]).toEqual([422, 'ownedByDirectory']);
    expect((await active(true)).body.active).toBe(true);

    expect((await server.call('grace', 'POST', `${PEOPLE}/${id}/disable`)).status).toBe(204);
    expect((await active(false)).body.active).toBe(false);
    expect((await active(true)).body.active, 'blocked').toBe(false);
    expect((await server.call('grace', 'POST', `${PEOPLE}/${id}/enable`)).status).toBe(204);
    expect((await entra.call('GET', `/Users/${id}`)).body.active).toBe(true);
  });

  it('is not the last administrator, and the answer says so', async () => {
    const { id } = await entra.user();
    const schedule = { startAt: null, expiration: { type: 'noExpiration' } } as const;
    const policy = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
    for (const roleDefinitionId of [demoRoles.globalAdministrator, demoRoles.owner]) {
      await setRule(server.demo.ledger, roleDefinitionId, ROOT, 'Expiration_Admin_Assignment', policy);
      await assign(server.demo.ledger, { principalId: id, roleDefinitionId, scope: ROOT, schedule });
    }
    for (const name of ['heidi', 'grace'] as const) {
      expect((await server.call(id, 'POST', `${PEOPLE}/${demoIds[name]}/disable`)).status).toBe(204);
    }
    for (const end of [
      () => entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false }),
      () => entra.call('DELETE', `/Users/${id}`),
    ]) {
      const before = await rowsOf(server.demo.engine);
      const answer = await end();
      expect(answer).toMatchObject({
        status: 400,
        body: { scimType: 'mutability', detail: expect.stringContaining('last enabled administrator') },
      });
      expect(await rowsOf(server.demo.engine)).toEqual(before);
    }
  });

  it('loses every assignment when deleted, so that nothing waits for another of that name', async () => {
    const { id } = await entra.user();
    await assign(server.demo.ledger, { kind: 'eligible', principalId: id });
    await activate(server.demo.ledger, { principalId: id });
    await entra.call('DELETE', `/Users/${id}`);
    const schedules = (await rowsOf(server.demo.engine)).get('schedule') ?? [];
    const own = schedules.filter((row) => row['principal_id'] === id);
    expect(own.length).toBe(2);
    expect(own.every((row) => row['ended_at'] !== null)).toBe(true);
  });
});

describe('what the directory keeps', () => {
  it('is not changed here, but disabled, and linked elsewhere', async () => {
    const { id } = await entra.user();
    const renamed = await server.call('grace', 'PATCH', `${PEOPLE}/${id}`, { displayName: 'Mine' });
    expect([renamed.status, renamed.body.code]).toEqual([422, 'ownedByDirectory']);
    const linked = await server.call('grace', 'POST', `${PEOPLE}/${id}/identities`, {
      issuer: ISSUER,
      subject: 'else',
    });
    expect([linked.status, linked.body.code]).toEqual([422, 'ownedByDirectory']);
    const detail = await server.call('grace', 'GET', `${PEOPLE}/${id}`);
    expect(detail.body).toMatchObject({ sourceId: entra.sourceId });
  });

  it('can be adopted by an administrator, and released', async () => {
    const path = `/api/security/pim/provisioning-sources/${entra.sourceId}/principals/${demoIds.mallory}`;
    expect((await entra.call('GET', `/Users/${demoIds.mallory}`)).status).toBe(404);
    expect((await server.call('grace', 'PUT', path)).status).toBe(204);
    const linked = await entra.patch(`/Users/${demoIds.mallory}`, {
      op: 'add',
      path: 'externalId',
      value: 'oid-mallory',
    });
    expect(linked).toMatchObject({ status: 200, body: { externalId: 'oid-mallory', displayName: 'Mallory Reyes' } });
    await entra.patch(`/Users/${demoIds.mallory}`, { op: 'replace', path: 'active', value: false });
    expect((await server.call('grace', 'DELETE', path)).status).toBe(204);
    expect((await entra.call('GET', `/Users/${demoIds.mallory}`)).status).toBe(404);
    expect((await server.call('grace', 'POST', `${PEOPLE}/${demoIds.mallory}/enable`)).status).toBe(204);
  });

  it('says who signs in as somebody with power only with the right to', async () => {
    const { id } = await entra.user();
    const rename = () => entra.patch(`/Users/${id}`, { op: 'replace', path: 'externalId', value: 'taken-over' });
    await assign(server.demo.ledger, { kind: 'eligible', principalId: id });
    const before = await rowsOf(server.demo.engine);
    expect((await rename()).status).toBe(403);
    expect(await rowsOf(server.demo.engine)).toEqual(before);
    const named = await entra.patch(`/Users/${id}`, { op: 'replace', path: 'displayName', value: 'Other' });
    expect(named.body.displayName).toBe('Other');
    await server.call('grace', 'PATCH', `/api/security/pim/provisioning-sources/${entra.sourceId}`, {
      mayChangeProtected: true,
    });
    expect((await rename()).body.externalId).toBe('taken-over');
  });
});
