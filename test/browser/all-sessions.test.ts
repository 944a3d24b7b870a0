import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PortalServer, portalServer } from './portal-server.ts';

let server: PortalServer;
beforeAll(async () => {
  server = await portalServer();
  for (const name of ['alice', 'alice', 'bob', 'grace'] as const) await server.signIn(name);
});
afterAll(() => server.close());

async function everybody(name: 'grace' | 'alice', query = '') {
  const answer = await server.call(name, 'GET', `/sessions/everybody?${query}`);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  return { status: answer.status, body: (await answer.json()) as any };
}

it('shows administrators who is signed in, page by page and by name, and nobody else', async () => {
  const { body } = await everybody('grace');
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  const names = (items: any) => items.map((each: any) => each.person.displayName).sort();
  const all = ['Alice Meyer', 'Alice Meyer', 'Bob Okafor', 'Grace Hofmann'];
  expect(names(body.items)).toEqual(all);
  const first = await everybody('grace', 'limit=3');
  const second = await everybody('grace', `limit=3&cursor=${encodeURIComponent(first.body.nextCursor)}`);
  expect(names([...first.body.items, ...second.body.items])).toEqual(all);
  expect(second.body.nextCursor).toBe(null);
  expect(names((await everybody('grace', 'search=MEYER')).body.items)).toEqual(['Alice Meyer', 'Alice Meyer']);
  expect((await everybody('grace', 'search=%25')).body.items).toEqual([]);
  expect(await everybody('alice')).toMatchObject({ status: 403, body: { code: 'notPermitted' } });
});

it('ends the session of somebody else for an administrator', async () => {
  const bobs = (await everybody('grace', 'search=okafor')).body.items;
  expect((await server.call('alice', 'DELETE', `/sessions/${bobs[0].id}`)).status).toBe(403);
  expect((await server.call('grace', 'DELETE', `/sessions/${bobs[0].id}`)).status).toBe(204);
  expect((await everybody('grace', 'search=okafor')).body.items).toEqual([]);
});
