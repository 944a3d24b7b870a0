import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccessIndex, openAccessIndex } from '../../src/access/access-index.ts';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { clockwork } from '../../src/clockwork/clockwork.ts';
import { cancelScheduleRequest } from '../../src/commands/cancel-schedule-request.ts';
import { createPrincipal } from '../../src/commands/create-principal.ts';
import { disablePrincipal } from '../../src/commands/disable-principal.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import type { DomainEvent } from '../../src/domain/events.ts';
import { rowsOf } from '../../src/ledger/contract/rows-of.ts';
import type { Engine } from '../../src/ledger/engine.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { as } from '../support/demo-ledger.ts';
import { type TestStore, testStore } from '../support/stores/test-store.ts';
import { testClock } from '../support/test-clock.ts';
import { activate, approve, asks, assign, deny, mayDo, outcomeOf, production } from './story.ts';

interface Running {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly accessIndex: AccessIndex;
  readonly clock: ReturnType<typeof testClock>;
}

let store: TestStore;
let brevet: Running;
const usedRoles = builtInRoles.filter(({ id }) => (Object.values(demoRoles) as string[]).includes(id));

async function start(clock = testClock()): Promise<Running> {
  const engine = await store.open();
  const ledger = await openLedger({ engine, clock });
  await defineBuiltInRoles(ledger, usedRoles);
  await createDemoOrganisation(ledger, randomUUID);
  return { engine, ledger, clock, accessIndex: await openAccessIndex(ledger) };
}

async function restart(): Promise<void> {
  await brevet.ledger.close();
  brevet = await start(brevet.clock);
}

beforeEach(async () => {
  store = await testStore();
  brevet = await start();
});
afterEach(async () => {
  expect((await verifyLedger(brevet.engine)).problems).toEqual([]);
  await brevet.ledger.close();
  await store.remove();
});

const owner = { roleDefinitionId: demoRoles.owner } as const;
const { alice, frank, mallory } = demoIds;
const inAnHour = (duration = 'PT2H') => ({
  schedule: { startAt: brevet.clock().add('PT1H'), expiration: { type: 'afterDuration', duration } as const },
});

/** One look at what is due; failures are failures of the test. */
function tick(): Promise<number> {
  const { ledger, clock } = brevet;
  const onError = (error: unknown) => expect.fail(String(error));
  return clockwork({ ledger, clock, onError, everyMs: 1_000_000 }).tick();
}

async function statusOf(requestId: string): Promise<unknown> {
  return (await rowsOf(brevet.engine)).get('schedule_request')?.find(({ id }) => id === requestId)?.['status'];
}

async function recordsOf(type: DomainEvent['type']): Promise<number> {
  const entries = await brevet.ledger.entriesAfter(0, 10_000);
  return entries.filter(({ event }) => event.type === type).length;
}

describe('a restart', () => {
  it('makes nothing anew', async () => {
    const [before, last] = [await rowsOf(brevet.engine), brevet.ledger.lastSequence()];
    await restart();
    expect(await rowsOf(brevet.engine)).toEqual(before);
    expect(brevet.ledger.lastSequence()).toBe(last);
  });

  it('keeps who may do what', async () => {
    await activate(brevet.ledger);
    await restart();
    expect(await mayDo(brevet, alice)).toBe(true);
    brevet.clock.advance('PT2H');
    await restart();
    expect(await mayDo(brevet, alice)).toBe(false);
  });

  it('loses no due work: starts, ends and time-outs are found, each is recorded once', async () => {
    const running = await activate(brevet.ledger);
    const planned = await activate(brevet.ledger, { principalId: frank, ...inAnHour() });
    const undecided = await activate(brevet.ledger, owner);
    const ended = await recordsOf('schedule.ended');
    brevet.clock.advance('PT24H');
    await restart();
    expect(await tick()).toBe(4);
    expect(await statusOf(running.id)).toBe('provisioned');
    expect(await statusOf(planned.id)).toBe('provisioned');
    expect(await statusOf(undecided.id)).toBe('timedOut');
    expect(await recordsOf('schedule.ended')).toBe(ended + 2);
    expect(await recordsOf('schedule.started')).toBe(1);
    expect(await recordsOf('approval.timedOut')).toBe(1);

    await restart();
    const last = brevet.ledger.lastSequence();
    expect(await tick()).toBe(0);
    expect(brevet.ledger.lastSequence()).toBe(last);
  });
});

describe('the clockwork', () => {
  it('records nothing before its time, to the millisecond', async () => {
    const { id } = await activate(brevet.ledger, inAnHour());
    brevet.clock.advance('PT59M59.999S');
    expect(await tick()).toBe(0);
    expect(await statusOf(id)).toBe('pendingScheduleCreation');
    brevet.clock.advance('PT0.001S');
    expect(await tick()).toBe(1);
    expect(await statusOf(id)).toBe('provisioned');
  });

  it('does no harm when two of them look at once', async () => {
    await activate(brevet.ledger);
    await activate(brevet.ledger, owner);
    brevet.clock.advance('PT24H');
    await Promise.all([tick(), tick()]);
    expect(await recordsOf('approval.timedOut')).toBe(1);
    expect(await recordsOf('schedule.ended')).toBe(1);
    expect(await recordsOf('command.refused')).toBe(0);
  });

  it('works off more than one round of due work, and starts before it ends', async () => {
    const { ledger } = brevet;
    const ids = Array.from({ length: 600 }, (_, number) => `person-${number}`);
    await Promise.all(
      ids.map((id) => {
        const names = { displayName: id, userName: null, email: null, issuer: 'https://issuer', subject: id };
        return createPrincipal(ledger, as('grace'), { id, kind: 'user', ...names });
      }),
    );
    const requests = await Promise.all(
      ids.map((principalId, index) =>
        // the first to start are the last to end
        assign(ledger, { principalId, kind: 'eligible', ...inAnHour(`PT${1200 - index}M`) }),
      ),
    );
    brevet.clock.advance('PT48H');
    await tick();
    const statuses = new Set(await Promise.all(requests.slice(0, 20).map(({ id }) => statusOf(id))));
    expect(statuses).toEqual(new Set(['provisioned']));
    const rows = (await rowsOf(brevet.engine)).get('schedule')?.filter(({ id }) => requests.some((r) => r.id === id));
    expect(rows?.every((row) => row['started_at'] !== null && row['end_reason'] === 'expired')).toBe(true);
    expect(await tick()).toBe(0);
  });

  it('leaves a request that somebody decided, canceled or closed in the meantime', async () => {
    const { ledger } = brevet;
    const denied = await activate(ledger, owner);
    await deny(ledger, as('bob'), denied.id);
    const canceled = await activate(ledger, owner);
    await cancelScheduleRequest(ledger, as('alice'), canceled.id);
    const closed = await activate(ledger, owner);
    await disablePrincipal(ledger, as('grace'), alice);
    brevet.clock.advance('PT25H');
    expect(await tick()).toBe(0);
    expect(await statusOf(denied.id)).toBe('denied');
    expect(await statusOf(canceled.id)).toBe('canceled');
    expect(await statusOf(closed.id)).toBe('canceled');
  });

  it('waits for what it has begun when it is stopped, and looks again after a failed one', async () => {
    const { ledger, clock } = brevet;
    await activate(ledger, owner);
    clock.advance('PT24H');
    const errors: unknown[] = [];
    let failures = 1;
    const recovered = Promise.withResolvers<void>();
    const flaky: Ledger = {
      ...ledger,
      read(work) {
        if (failures-- > 0) throw new Error('the database is away');
        return ledger.read(work);
      },
      execute(context, command) {
        recovered.resolve();
        return ledger.execute(context, command);
      },
    };
    const works = clockwork({ ledger: flaky, clock, onError: (error) => errors.push(error), everyMs: 1 });
    works.start();
    await recovered.promise;
    await works.stop();
    expect(errors).toMatchObject([{ message: 'the database is away' }]);
    expect(await recordsOf('approval.timedOut')).toBe(1);
  });
});

describe('the clock alone, with no timer,', () => {
  it('refuses a decision that comes too late', async () => {
    const { id } = await activate(brevet.ledger, owner);
    brevet.clock.advance('PT24H');
    await restart();
    const before = await rowsOf(brevet.engine);
    for (const decide of [approve, deny]) {
      expect(await outcomeOf(decide(brevet.ledger, as('bob'), id))).toBe('approvalClosed');
    }
    expect(await outcomeOf(cancelScheduleRequest(brevet.ledger, as('alice'), id))).toBe('requestCannotBeCanceled');
    expect(await rowsOf(brevet.engine)).toEqual(before);
  });

  it('lets a new request follow one that ran out unseen, and records both', async () => {
    const first = await activate(brevet.ledger, owner);
    expect(await outcomeOf(activate(brevet.ledger, owner))).toBe('pendingRequestExists');
    brevet.clock.advance('PT24H');
    const second = await activate(brevet.ledger, owner);
    expect(await statusOf(first.id)).toBe('timedOut');
    expect(await statusOf(second.id)).toBe('pendingApproval');
    expect(await outcomeOf(approve(brevet.ledger, as('bob'), second.id))).toBe('done');
    expect(await mayDo(brevet, alice)).toBe(true);
  });

  it('lets a new activation follow one that ended unseen', async () => {
    await activate(brevet.ledger);
    expect(await outcomeOf(activate(brevet.ledger))).toBe('assignmentExists');
    brevet.clock.advance('PT2H');
    expect(await outcomeOf(activate(brevet.ledger))).toBe('done');
  });

  it('lets a new assignment follow one that ended unseen', async () => {
    await assign(brevet.ledger, { principalId: mallory, duration: 'PT5M' });
    expect(await outcomeOf(assign(brevet.ledger, { principalId: mallory }))).toBe('assignmentExists');
    brevet.clock.advance('PT5M');
    expect(await outcomeOf(assign(brevet.ledger, { principalId: mallory }))).toBe('done');
  });

  it.each([
    ['the person is disabled', () => disablePrincipal(brevet.ledger, as('grace'), alice)],
    [
      'the eligibility is removed',
      () => {
        const asked = asks({ ...owner, type: 'adminRemove', kind: 'eligible', scope: production });
        return submitScheduleRequest(brevet.ledger, as('grace'), asked, randomUUID);
      },
    ],
  ])('keeps a request that ran out as it is, when afterwards %s', async (_, change) => {
    const { id } = await activate(brevet.ledger, owner);
    brevet.clock.advance('PT24H');
    await change();
    await tick();
    expect(await statusOf(id)).toBe('timedOut');
  });
});
