import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoScopes } from '../../../demo/demo-organisation.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function list(name: string, query: string) {
  const { status, body } = await server.call(name, 'GET', `/api/security/pim/roles?${query}`);
  expect(status).toBe(200);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  return body.items as readonly any[];
}
const names = async (name: string, query: string) => (await list(name, query)).map((role) => role.name);

it('lists roles by name with how many have them, as far as the caller reads that', async () => {
  // whoever looks for an owner finds that of a group as well
  const found = await list('grace', 'search=owner');
  expect(found.map(({ name }: { name: string }) => name)).toEqual(['Owner', 'Group Owner']);
  const [owner] = found;
  expect(owner).toMatchObject({ name: 'Owner', risk: 'critical', eligible: 1 });
  expect(owner.assigned).toBeGreaterThan(0);
  const [seen] = await list('oscar', 'search=owner');
  expect(seen).toMatchObject({ name: 'Owner', eligible: 1, assigned: 0 });
  expect((await list('mallory', 'search=owner'))[0]).toMatchObject({ eligible: 0, assigned: 0, activated: 0 });
});

it('narrows to those in use, of a family, or assignable somewhere', async () => {
  const inUse = await names('oscar', 'inUse=yes');
  expect(inUse).toEqual(['Contributor', 'Owner', 'Reader', 'Storage Blob Data Contributor']);
  expect(await names('mallory', 'inUse=yes')).toEqual([]);
  expect(await names('grace', 'family=directory')).toContain('Security Operator');
  const at = await names('grace', `assignableAt=${demoScopes.production}`);
  expect(at).toContain('Owner');
  expect(at).not.toContain('Security Operator');
});

it('finds first what is called just so, then what begins so, then the rest, page by page', async () => {
  expect((await names('grace', 'search=%20Contributor'))[0]).toBe('Contributor');
  const all = await names('grace', 'search=r');
  const begins = ['Reader', 'Role Based Access Control Administrator'];
  expect(all.slice(0, 2)).toEqual(begins);
  const { body } = await server.call('grace', 'GET', '/api/security/pim/roles?search=r&limit=2');
  const rest = await names('grace', `search=r&limit=100&cursor=${body.nextCursor}`);
  expect([...begins, ...rest]).toEqual(all);
  expect([...rest].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))).toEqual(rest);
});

it('comes page by page in the order of names', async () => {
  const all = await names('grace', '');
  const { body } = await server.call('grace', 'GET', '/api/security/pim/roles?limit=2');
  const rest = await names('grace', `limit=100&cursor=${body.nextCursor}`);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  expect([...body.items.map((role: any) => role.name), ...rest]).toEqual(all);
  expect([...all].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))).toEqual(all);
});
