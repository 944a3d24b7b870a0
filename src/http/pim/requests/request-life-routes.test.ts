import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endpointRoom } from '../../../../test/support/endpoint-room.ts';
import { httpReceiver } from '../../../../test/support/http-receiver.ts';
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
  const people = ['Alice Meyer', 'Bob Okafor', 'Carol Lindqvist', 'Dave Novak'];
  expect([...new Set(names(body.steps[1]))].sort()).toEqual(people);
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

it('tells by which way each was told and what arrived, and of places outside those alone who may administer them', async () => {
  const { clock } = server.demo;
  const room = await endpointRoom(server.demo);
  const receiver = await httpReceiver();
  await room.create('slack', receiver.url, ['approval.requested']);
  const id = await aliceAsks();
  await tellEverybody();
  const outside = room.start();
  clock.advance('PT1M');
  await outside.settle();
  const toldTo = async (person: string) => {
    const [, step] = (await life(person, id)).body.steps;
    expect([step.kind, step.reason, step.at]).toEqual(['told', 'approval.requested', '2026-11-24T08:00:00Z']);
    return step.people.map(({ displayName, channel, delivery, deliveredAt }: Record<string, string | null>) =>
      [displayName, channel, delivery, deliveredAt].join(' '),
    );
  };
  const people = ['Alice Meyer', 'Bob Okafor', 'Carol Lindqvist', 'Dave Novak'];
  const own = people.flatMap((name) => [`${name} mail waiting `, `${name} bell delivered 2026-11-24T08:00:00Z`]);
  for (const person of ['alice', 'bob']) expect((await toldTo(person)).toSorted()).toEqual(own.toSorted());
  const posted = 'slack of security slack delivered 2026-11-24T08:01:00Z';
  expect((await toldTo('grace')).toSorted()).toEqual([...own, posted].toSorted());
  await outside.stop();
  await receiver.close();
});
