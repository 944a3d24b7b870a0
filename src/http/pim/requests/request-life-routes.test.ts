import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { recordNotifications } from '../../../notifications/record-notifications.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const api = '/api/security/pim';
const life = (person: string, id: string) => server.call(person, 'GET', `${api}/requests/${id}`);
const kinds = (body: { steps: readonly { kind: string }[] }) => body.steps.map(({ kind }) => kind);

async function aliceAsks(over: object = {}): Promise<string> {
  const { body } = await server.call('alice', 'POST', `${api}/requests`, {
    type: 'selfActivate',
    roleDefinitionId: demoRoles.owner,
    scope: demoScopes.production,
    duration: 'PT2H',
    justification: 'Triage of IR-2026-0142',
    ticket: { number: 'IR-2026-0142' },
    ...over,
  });
  return body.id;
}

/** Does what the notifications follower would. */
async function tellEverybody(): Promise<void> {
  const { ledger } = server.demo;
  for (const entry of await ledger.entriesAfter(0, 10_000)) {
    await ledger.writeFollower((tx) => recordNotifications(entry, tx, 'https://brevet.example.org'));
  }
}

it('tells who was asked and until when they can decide', async () => {
  const id = await aliceAsks();
  await tellEverybody();
  const { status, body } = await life('alice', id);
  expect(status).toBe(200);
  expect(body).toMatchObject({ request: { id, status: 'Pending' }, needsApproval: true, mayCancel: true });
  expect(kinds(body)).toEqual(['asked', 'told', 'waits']);
  const names = (step: { people: { displayName: string }[] }) => step.people.map(({ displayName }) => displayName);
  expect(names(body.steps[1]).sort()).toEqual(['Alice Meyer', 'Bob Okafor', 'Carol Lindqvist', 'Dave Novak']);
  expect(names(body.steps[2])).toEqual(['Bob Okafor', 'Carol Lindqvist', 'Dave Novak']);
});

it('tells who decided and why, what was granted, and how it ended', async () => {
  const id = await aliceAsks();
  const decision = { justification: 'known incident', duration: 'PT1H' };
  await server.call('bob', 'POST', `${api}/approvals/${id}/approve`, decision);
  const { body } = await life('alice', id);
  expect(kinds(body)).toEqual(['asked', 'decided', 'started', 'ends']);
  expect(body.steps[1]).toMatchObject({
    by: { displayName: 'Bob Okafor' },
    result: 'approved',
    text: 'known incident',
    granted: { duration: 'PT1H' },
  });
  expect(body).toMatchObject({ mayCancel: false, whyNotCancel: { code: 'requestCannotBeCanceled' } });
  server.demo.clock.advance('PT1H');
  const { body: later } = await life('alice', id);
  expect(kinds(later)).toEqual(['asked', 'decided', 'started', 'ended']);
  expect(later.steps[3]).toMatchObject({ reason: 'expired', at: server.demo.clock().toString() });
});

it('tells of a withdrawal, and of time that ran out', async () => {
  const id = await aliceAsks();
  await server.call('alice', 'POST', `${api}/requests/${id}/cancel`);
  const { body } = await life('alice', id);
  expect(kinds(body)).toEqual(['asked', 'canceled']);
  expect(body.steps[1]).toMatchObject({ by: { displayName: 'Alice Meyer' }, reason: 'requestor' });

  const second = await aliceAsks();
  server.demo.clock.advance('PT24H');
  expect(kinds((await life('alice', second)).body)).toEqual(['asked', 'expired']);
});

it('tells when what is planned starts', async () => {
  const start = server.demo.clock().add({ hours: 1 }).toString();
  const id = await aliceAsks({ roleDefinitionId: demoRoles.contributor, start });
  const { body } = await life('alice', id);
  expect(kinds(body)).toEqual(['asked', 'starts', 'ends']);
  expect(body).toMatchObject({ mayCancel: true, needsApproval: false, steps: [{}, { at: start }, {}] });
});

it('lets an administrator cancel it, who is not its approver', async () => {
  const id = await aliceAsks();
  expect((await life('grace', id)).body).toMatchObject({ mayCancel: true });
  expect((await life('bob', id)).body).toMatchObject({ mayCancel: false, whyNotCancel: { code: 'notPermitted' } });
});

it('is not there for who may not see it', async () => {
  const id = await aliceAsks();
  const hidden = await life('mallory', id);
  const none = await life('mallory', randomUUID());
  expect(hidden.status).toBe(404);
  expect(none.body.code).toBe(hidden.body.code);
});
