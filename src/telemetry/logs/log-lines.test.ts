import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { endpointRoom } from '../../../test/support/endpoint-room.ts';
import { httpReceiver } from '../../../test/support/http-receiver.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';
import { endpointTopicNames } from '../../domain/notification-endpoint/notification-endpoint.ts';
import { follow } from '../../ledger/follower.ts';
import type { OnTrouble } from '../../ledger/trouble.ts';
import { NotTaken } from '../../notifications/not-taken.ts';
import { startNotifications } from '../../notifications/notifications.ts';
import { openLogger } from './open-logger.ts';

const lines: string[] = [];
const logger = openLogger('trace', { write: (line: string) => void lines.push(line) });
const onError: OnTrouble = (err, trouble) => logger.error({ ...trouble, err }, 'failed');

let server: TestServer;
beforeEach(async () => {
  lines.length = 0;
  server = await testServer({ logger });
});
afterEach(() => server.close());

it('carries the correlation id of a call through everything that comes of it', async () => {
  const { ledger, clock } = server.demo;
  const people = startNotifications({
    ledger,
    clock,
    channel: {
      deliver: () => Promise.reject(new NotTaken('deferred', 'the mailbox is full')),
      close: async () => {},
    },
    publicUrl: 'https://brevet.nordwind.example',
    onError,
  });
  await people.settle();
  const receiver = await httpReceiver();
  receiver.react(() => ({ status: 500 }));
  const room = await endpointRoom(server.demo);
  await room.create('webhook', receiver.url, endpointTopicNames);
  const outside = room.start({ onError });
  await outside.settle();
  const before = ledger.lastSequence();
  lines.length = 0;

  const id = randomUUID();
  const correlationId = randomUUID();
  const path = `${demoScopes.web}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${id}`;
  const answer = await fetch(`${server.url}${path}?api-version=2020-10-01`, {
    method: 'PUT',
    headers: {
      authorization: 'Bearer test:alice+mfa',
      'content-type': 'application/json',
      'x-ms-correlation-request-id': correlationId,
    },
    body: JSON.stringify({
      properties: {
        principalId: demoIds.alice,
        roleDefinitionId: `${demoScopes.web}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.owner}`,
        requestType: 'SelfActivate',
        justification: 'Triage of the outage',
        ticketInfo: { ticketNumber: 'CHG-2026', ticketSystem: 'ServiceNow' },
        scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
      },
    }),
  });
  expect(answer.status, await answer.text()).toBe(201);
  await people.settle();
  await outside.settle();
  const failing = follow({
    ledger,
    name: 'failing',
    async handle({ sequence }) {
      if (sequence > before) throw new Error('no room');
    },
    onError,
    retryAfterMs: () => 60_000,
  });
  failing.start();
  await vi.waitUntil(() => lines.some((line) => line.includes('followerFailed')));
  await failing.stop();
  await people.stop();
  await outside.stop();
  await receiver.close();

  const logged = lines.map((line) => JSON.parse(line));
  expect(new Set(logged.map((line) => line.correlationId))).toEqual(new Set([correlationId]));
  expect(logged.filter((line) => line.reqId !== undefined)).toHaveLength(1);
  const troubles = logged.filter(({ level }) => level === 50);
  expect(troubles.map(({ code }) => code).sort()).toEqual(['followerFailed', 'messagesFailed', 'messagesFailed']);
  expect(troubles.every(({ requestId }) => requestId === id)).toBe(true);
  expect(lines.join('')).not.toMatch(/alice|Triage|CHG-2026|nordwind\.example/i);
});
