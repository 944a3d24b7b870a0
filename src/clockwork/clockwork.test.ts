import { expect, it } from 'vitest';
import { aSchedule } from '../../bench/fixture/a-schedule.ts';
import { fillLedger } from '../../bench/fixture/organisation-ledger.ts';
import { stableId } from '../../bench/fixture/stable-id.ts';
import { demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { parseScope } from '../domain/scope.ts';
import { dueWork } from '../queries/due-work.ts';
import { clockwork } from './clockwork.ts';

const MANY = 1_100;

it('leaves for the next start what it has not come to when it is stopped, and does it then', async () => {
  const { ledger, clock } = await demoLedger();
  const startAt = clock().add({ hours: 1 });
  const time = { startAt, endAt: startAt.add({ hours: 8 }) };
  const what = { kind: 'active', roleDefinitionId: demoRoles.reader, scope: parseScope(demoScopes.sandbox) } as const;
  const events = Array.from({ length: MANY }, (_, index) => {
    const { type, schedule } = aSchedule({ ...what, ...time, principalId: demoIds.erin });
    const id = stableId(`start ${index}`);
    return { type, schedule: { ...schedule, id, requestId: id } };
  });
  await fillLedger(ledger, { events });
  clock.advance('PT2H');
  const onError = (error: unknown) => expect.unreachable(String(error));
  const toStart = async () => (await ledger.read((reader) => dueWork(reader, clock(), MANY))).toStart.length;
  expect(await toStart()).toBe(MANY);

  const begun = new Promise<void>((resolve) => ledger.onCommitted(() => resolve()));
  const stopped = clockwork({ ledger, clock, onError, everyMs: 1_000_000 });
  stopped.start();
  await begun;
  await stopped.stop();
  const left = await toStart();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(MANY);

  await clockwork({ ledger, clock, onError, everyMs: 1_000_000 }).tick();
  expect(await toStart()).toBe(0);
  await ledger.close();
});
