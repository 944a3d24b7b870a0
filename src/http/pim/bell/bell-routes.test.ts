import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { mailboxChannel } from '../../../notifications/channels/mailbox.ts';
import { type Notifications, startNotifications } from '../../../notifications/notifications.ts';

const api = '/api/security/pim';
let server: TestServer;
let notifications: Notifications;
beforeEach(async () => {
  server = await testServer();
  const { ledger, clock } = server.demo;
  notifications = startNotifications({
    ledger,
    clock,
    channel: mailboxChannel(),
    bell: server.bell,
    publicUrl: 'https://brevet.example.org',
    onError: () => {},
  });
  await notifications.settle();
  for (const person of ['alice', 'bob']) await read(person, { upTo: server.demo.ledger.lastSequence() });
});
afterEach(async () => {
  await notifications.stop();
  await server.close();
});

const bell = (person: string | null, query = '') => server.call(person, 'GET', `${api}/me/bell${query}`);
const read = (person: string, body: unknown) => server.call(person, 'POST', `${api}/me/bell/read`, body);

async function aliceAsks(): Promise<string> {
  const { body } = await server.call('alice', 'POST', `${api}/requests`, {
    id: randomUUID(),
    type: 'selfActivate',
    roleDefinitionId: demoRoles.owner,
    scope: demoScopes.production,
    duration: 'PT2H',
    justification: 'Triage of IR-2026-0142',
    ticket: { number: 'IR-2026-0142' },
  });
  await notifications.settle();
  return body.id;
}

it('tells each person what concerns them, and counts what they have not read', async () => {
  const id = await aliceAsks();
  const { status, body } = await bell('bob');
  expect(status).toBe(200);
  expect(body.unread).toBe(1);
  expect(body.items[0]).toEqual({
    id: expect.any(Number),
    event: 'approval.requested',
    requestId: id,
    subject: 'Alice Meyer asks for Owner on Production, 2 h',
    isCritical: true,
    at: server.demo.clock().toString(),
    readAt: null,
  });
  expect((await bell('alice')).body.unread).toBe(1);
  expect((await bell('mallory')).body).toEqual({ items: [], unread: 0, nextCursor: null });
  expect((await bell(null)).status).toBe(401);
});

it('marks items as read, of the caller alone, and not what came in the meantime', async () => {
  await aliceAsks();
  const [first] = (await bell('bob')).body.items;
  expect((await read('mallory', { ids: [first.id] })).body).toEqual({ unread: 0 });
  expect((await bell('bob')).body.unread).toBe(1);
  expect((await read('bob', { ids: [first.id] })).body).toEqual({ unread: 0 });
  expect((await bell('bob')).body.items[0].readAt).toBe(server.demo.clock().toString());
  expect((await read('bob', { upTo: first.id - 1 })).body).toEqual({ unread: 0 });
  for (const wrong of [{}, { ids: [] }, { ids: ['x'] }, { upTo: -1 }, { ids: [1], upTo: 1 }, { all: true }]) {
    expect((await read('bob', wrong)).status).toBe(400);
  }
});

it('leaves out for who wants critical items only what nobody must act on', async () => {
  const path = `${api}/me/notification-preferences`;
  const { bell: _, ...others } = (await server.call('alice', 'GET', path)).body;
  const answer = await server.call('alice', 'PUT', path, { ...others, bell: 'critical' });
  expect(answer.status).toBe(200);
  await aliceAsks();
  expect((await bell('alice')).body.unread).toBe(0);
  expect((await bell('bob')).body.unread).toBe(1);
});

it('comes in pages, the newest first', async () => {
  await aliceAsks();
  const seen: number[] = [];
  let query = '?limit=1';
  for (;;) {
    const { body } = await bell('bob', query);
    seen.push(...body.items.map(({ id }: { id: number }) => id));
    if (body.nextCursor === null) break;
    query = `?limit=1&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  expect(new Set(seen).size).toBe(seen.length);
});

it('keeps items for 90 days', async () => {
  await aliceAsks();
  server.demo.clock.advance('PT2160H');
  expect((await bell('bob')).body.unread).toBe(1);
  server.demo.clock.advance('PT1S');
  expect((await bell('bob')).body).toEqual({ items: [], unread: 0, nextCursor: null });
});

it('is announced on the stream of changes to whom it concerns, and to nobody else', async () => {
  const listen = async (person: string) => {
    const headers = { authorization: `Bearer test:${person}` };
    const { body } = await fetch(`${server.url}${api}/changes`, { headers });
    return (body as ReadableStream<Uint8Array>).getReader();
  };
  const bob = await listen('bob');
  const mallory = await listen('mallory');
  await aliceAsks();
  const until = async (reader: ReadableStreamDefaultReader<Uint8Array>, word: string) => {
    let text = '';
    while (!text.includes(word)) text += new TextDecoder().decode((await reader.read()).value);
    return text;
  };
  await until(bob, 'event: bell');
  expect(await until(mallory, 'event: changed')).not.toContain('bell');
  await bob.cancel();
  await mallory.cancel();
});
