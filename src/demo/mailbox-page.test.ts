import { hash, randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { submitScheduleRequest } from '../commands/submit-schedule-request.ts';
import { parseScope } from '../domain/scope.ts';
import { mailboxChannel } from '../notifications/channels/mailbox.ts';
import { startNotifications } from '../notifications/notifications.ts';
import { demoIds, demoRoles, demoScopes } from './demo-organisation.ts';
import { mailboxPage } from './mailbox-page.ts';

const hostile = `<script>alert(1)</script><img src=x onerror="alert(1)"> & 'quoted'`;

let demo: DemoLedger;
let app: FastifyInstance;
beforeEach(async () => {
  demo = await demoLedger();
  app = Fastify();
  await app.register(mailboxPage({ ledger: demo.ledger }));
});
afterEach(async () => {
  await app.close();
  await demo.ledger.close();
});

async function settle(): Promise<void> {
  const onError = (error: unknown) => {
    throw error;
  };
  const { ledger, clock } = demo;
  const channel = mailboxChannel();
  const notifications = startNotifications({ ledger, clock, channel, publicUrl: 'http://127.0.0.1:8400', onError });
  await notifications.settle();
  await notifications.stop();
}

async function askForOwner(justification: string): Promise<string> {
  demo.clock.advance('PT1M');
  const id = randomUUID();
  const asked = {
    id,
    kind: 'active',
    type: 'selfActivate',
    principalId: demoIds.alice,
    roleDefinitionId: demoRoles.owner,
    scope: parseScope(demoScopes.production),
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT2H' } },
    justification,
    ticket: { number: hostile, system: null },
    condition: null,
    linkedEligibilityId: null,
    targetScheduleId: null,
  } as const;
  await submitScheduleRequest(demo.ledger, as('alice'), asked, randomUUID);
  await settle();
  return id;
}

async function page(query = ''): Promise<string> {
  const response = await app.inject(`/mailbox${query}`);
  expect(response.statusCode).toBe(200);
  return response.body;
}

it('says what would be here while there is no mail', async () => {
  expect(await page()).toContain('No mail yet.');
  await settle();
  expect(await page('?to=judy%40nordwind.example')).toContain('No mail to judy@nordwind.example yet.');
});

it('shows the newest message first, with a link to the request', async () => {
  const id = await askForOwner('Triage of IR-2026-0142');
  const body = await page();
  const subjects = [...body.matchAll(/<span class="subject">([^<]*)</g)].map(([, subject]) => subject);
  expect(subjects[0]).toBe('Waiting for approval: Owner on Production, 2 h');
  expect(subjects[1]).toBe('Alice Meyer asks for Owner on Production, 2 h');
  expect(body).toContain(`<a href="http://127.0.0.1:8400/requests/${id}" rel="noreferrer">`);
  expect(body).toContain('<blockquote>Triage of IR-2026-0142</blockquote>');
});

it('shows one person’s mail where it is asked for', async () => {
  await askForOwner('Triage of IR-2026-0142');
  const body = await page('?to=BOB%40nordwind.example');
  expect(body).toContain('1 message to bob@nordwind.example');
  expect([...body.matchAll(/<details>/g)]).toHaveLength(1);
  expect(body).toContain('aria-current="page"><span>bob@nordwind.example</span>');
});

it('shows what people typed as text, and forbids everything but its own style sheet', async () => {
  await askForOwner(`${hostile}\nhttps://evil.example/`);
  const response = await app.inject(`/mailbox?to=${encodeURIComponent(hostile)}`);
  const all = `${await page()}${response.body}`;
  expect(all).not.toMatch(/<script|<img|onerror="/);
  expect(all).not.toContain('href="https://evil.example/"');
  expect(all).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  const style = /<style>([\s\S]*?)<\/style>/.exec(response.body)?.[1] ?? '';
  expect(response.headers['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(all).not.toMatch(/ (src|style|on\w+)="/);
});

it('gives scripts the same messages as a list, of one request where it is asked for', async () => {
  const id = await askForOwner('Triage of IR-2026-0142');
  const messages = (await app.inject(`/mailbox.json?requestId=${id}`)).json();
  expect(messages.map(({ to }: { to: string }) => to)).toEqual(
    ['alice', 'bob', 'carol', 'dave'].map((name) => `${name}@nordwind.example`),
  );
  expect(messages[1]).toMatchObject({
    messageId: expect.stringMatching(/^<[0-9a-f]{40}@brevet\.invalid>$/),
    subject: 'Alice Meyer asks for Owner on Production, 2 h',
    text: expect.stringContaining('> Triage of IR-2026-0142'),
    event: 'approval.requested',
    requestId: id,
    createdAt: '2026-11-24T08:01:00Z',
    deliveredAt: '2026-11-24T08:01:00Z',
  });
  expect((await app.inject('/mailbox.json')).json().length).toBeGreaterThan(4);
  expect((await app.inject('/mailbox.json?requestId=none')).json()).toEqual([]);
});
