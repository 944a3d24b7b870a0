import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ISSUER, type ScimDirectory, scimDirectory } from '../../../../test/support/scim-directory.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds } from '../../../demo/demo-organisation.ts';
import { rowsOf } from '../../../ledger/contract/rows-of.ts';

const BASE = '/api/security/pim/provisioning-sources';

let server: TestServer;
let entra: ScimDirectory;
beforeEach(async () => {
  server = await testServer();
  entra = await scimDirectory(server);
});
afterEach(() => server.close());

const source = async () => (await server.call('grace', 'GET', `${BASE}/${entra.sourceId}`)).body;
const statusOf = async (token: string) => {
  const response = await fetch(`${server.url}/scim/v2/Users`, { headers: { authorization: `Bearer ${token}` } });
  return response.status;
};

describe('a provisioning token', () => {
  it('is shown once, kept as a digest, and its use is on record and seen', async () => {
    expect((await source()).tokens).toMatchObject([{ lastUsedAt: null }]);
    await entra.call('GET', '/Users');
    await entra.call('GET', '/Users');
    expect((await source()).tokens).toMatchObject([{ lastUsedAt: '2026-11-24T08:00:00Z' }]);
    server.demo.clock.advance('PT2M');
    await entra.call('GET', '/Users');
    expect((await source()).tokens).toMatchObject([{ lastUsedAt: '2026-11-24T08:02:00Z' }]);
    const entries = await server.demo.ledger.entriesAfter(0, 10_000);
    expect(entries.filter(({ event }) => event.type === 'provisioningSource.connected')).toHaveLength(1);
    const kept = await server.demo.ledger.read((reader) =>
      reader.query((db) => db.selectFrom('provisioning_token').selectAll()),
    );
    expect(JSON.stringify([kept, entries])).not.toContain(entra.token);
  });

  it('is exchanged without a gap, two at a time', async () => {
    const made = await server.call('grace', 'POST', `${BASE}/${entra.sourceId}/tokens`, {});
    const third = await server.call('grace', 'POST', `${BASE}/${entra.sourceId}/tokens`, {});
    expect([made.status, third.status, third.body.code]).toEqual([201, 422, 'tooManyCredentials']);
    expect([await statusOf(entra.token), await statusOf(made.body.token)]).toEqual([200, 200]);
    const first = (await source()).tokens.find(({ id }: { id: string }) => id !== made.body.id);
    expect((await server.call('grace', 'DELETE', `${BASE}/${entra.sourceId}/tokens/${first.id}`)).status).toBe(204);
    expect([await statusOf(entra.token), await statusOf(made.body.token)]).toEqual([401, 200]);
    const again = await server.call('grace', 'DELETE', `${BASE}/${entra.sourceId}/tokens/${first.id}`);
    expect([again.status, again.body.code]).toEqual([404, 'credentialNotFound']);
  });

  it('is of no use once expired, and for nothing but SCIM', async () => {
    for (const path of [
      '/api/security/pim/people',
      '/v1.0/users',
      '/access/v1/evaluation',
      '/subscriptions?api-version=2022-12-01',
    ]) {
      const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${entra.token}` } });
      expect([401, 404], path).toContain(answer.status);
    }
    server.demo.clock.advance(`PT${180 * 24}H`);
    expect(await statusOf(entra.token)).toBe(401);
  });

  it.each(['', 'x', 'test:grace', `brevet_scim_${'A'.repeat(43)}`])(
    'that is none (`%s`) lets nobody in',
    async (token) => {
      expect(await statusOf(token)).toBe(401);
    },
  );

  it('lets nobody in without one', async () => {
    const answer = await fetch(`${server.url}/scim/v2/ServiceProviderConfig`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await answer.json()).toMatchObject({
      status: '401',
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    });
  });

  it('lasts two years at most', async () => {
    for (const expiresAt of ['2026-11-24T07:00:00Z', '2029-01-01T00:00:00Z']) {
      const answer = await server.call('grace', 'POST', `${BASE}/${entra.sourceId}/tokens`, { expiresAt });
      expect([answer.status, answer.body.field]).toEqual([400, 'expiresAt']);
    }
  });
});

describe('a provisioning source', () => {
  it('is one for each issuer, and has no right to change what has power unless told so', async () => {
    expect(await source()).toMatchObject({
      displayName: 'Entra',
      issuer: ISSUER,
      mayChangeProtected: false,
      isEnabled: true,
    });
    const again = await server.call('grace', 'POST', BASE, { displayName: 'Again', issuer: ISSUER });
    expect(again).toMatchObject({ status: 409, body: { code: 'issuerTaken', conflictsWith: entra.sourceId } });
    expect((await server.call('grace', 'GET', BASE)).body.items).toHaveLength(1);
  });

  it('is administered by Global Administrators alone', async () => {
    const before = await rowsOf(server.demo.engine);
    for (const [method, path, body] of [
      ['GET', BASE, undefined],
      ['GET', `${BASE}/${entra.sourceId}`, undefined],
      ['POST', BASE, { displayName: 'Mine', issuer: 'https://mine.example' }],
      ['PATCH', `${BASE}/${entra.sourceId}`, { mayChangeProtected: true }],
      ['POST', `${BASE}/${entra.sourceId}/tokens`, {}],
      ['DELETE', `${BASE}/${entra.sourceId}/tokens/${entra.sourceId}`, undefined],
      ['PUT', `${BASE}/${entra.sourceId}/principals/${demoIds.mallory}`, undefined],
      ['DELETE', `${BASE}/${entra.sourceId}/principals/${demoIds.mallory}`, undefined],
    ] as const) {
      for (const by of ['mallory', 'oscar']) {
        const answer = await server.call(by, method, path, body);
        expect([answer.status, answer.body.code], `${by} ${method} ${path}`).toEqual([403, 'notPermitted']);
      }
    }
    expect(await rowsOf(server.demo.engine)).toEqual(before);
  });

  it('adopts only who is kept by nobody else', async () => {
    const okta = await scimDirectory(server, { issuer: 'https://okta.example' });
    const path = (id: string) => `${BASE}/${id}/principals/${demoIds.mallory}`;
    expect((await server.call('grace', 'PUT', path(entra.sourceId))).status).toBe(204);
    const other = await server.call('grace', 'PUT', path(okta.sourceId));
    expect([other.status, other.body.code]).toEqual([422, 'ownedByDirectory']);
    expect((await server.call('grace', 'DELETE', path(okta.sourceId))).status, 'is not its to release').toBe(204);
    expect((await entra.call('GET', `/Users/${demoIds.mallory}`)).status).toBe(200);
  });
});
