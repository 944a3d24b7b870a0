import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const ARM = `${demoScopes.production}/providers/Microsoft.Authorization`;
const AT_ONCE = 32;

function activation(justification: string) {
  return {
    properties: {
      principalId: demoIds.alice,
      roleDefinitionId: `${ARM}/roleDefinitions/${demoRoles.contributor}`,
      requestType: 'SelfActivate',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
      justification,
      ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
    },
  };
}

function eventsOf(requestId: string, type: string): Promise<number> {
  return server.demo.ledger.read(async (reader) => {
    const entries = await reader.query((db) =>
      db.selectFrom('ledger_entry').select('payload').where('type', '=', type),
    );
    return entries.filter(({ payload }) => payload.includes(requestId)).length;
  });
}

it.each([
  ['with one body', () => activation('Triage of IR-2026-0142')],
  ['with bodies of their own', (each: number) => activation(`Triage of IR-2026-0142, try ${each}`)],
])('§6 makes one request of a name that is put 32 times at once, %s', async (_title, bodyOf) => {
  const call = armCall(server);
  const name = randomUUID();
  const url = `${ARM}/roleAssignmentScheduleRequests/${name}?api-version=2020-10-01`;
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, each) => call('alice', 'PUT', url, bodyOf(each))),
  );

  const made = answers.filter(({ status }) => status === 201);
  expect(made).toHaveLength(1);
  const others = answers.filter(({ status }) => status !== 201);
  expect(others).toHaveLength(AT_ONCE - 1);
  for (const { status, body } of others) {
    const message = `A role assignment request with Id: ${name} already exists.`;
    expect([status, body.error]).toEqual([409, { code: 'RoleAssignmentRequestExists', message }]);
  }
  expect(await eventsOf(name, 'scheduleRequest.submitted')).toBe(1);
  expect(await eventsOf(name, 'schedule.created')).toBe(1);
  // who retries reads what the first call made
  expect((await call('alice', 'GET', url)).body).toEqual(made[0]?.body);
});
