import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideUpdate } from '../../src/domain/assignment/decide-update.ts';
import { weakestAssurance } from '../../src/domain/assurance.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { DomainEvent } from '../../src/domain/events.ts';
import { grantExtension } from '../../src/domain/extension/grant-extension.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import {
  anActivation,
  anAsk,
  anEligibility,
  aPolicy,
  aPrincipal,
  fromNow,
  lasting,
  NOW,
  noDependents,
} from '../support/builders.ts';
import { propertyRun } from '../support/property-run.ts';

type Times = Pick<Schedule, 'startAt' | 'endAt'>;
const startMs = ({ startAt }: Pick<Times, 'startAt'>) => startAt.epochMilliseconds;
const endMs = ({ endAt }: Pick<Times, 'endAt'>) => endAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
const isAt = (times: Times, ms: number) => startMs(times) <= ms && ms < endMs(times);
const NOWS: Times = { startAt: NOW, endAt: NOW };

/** Minutes from now: past, present, and to come. */
const at = (minutes: number) => fromNow(`${minutes < 0 ? '-' : ''}PT${Math.abs(minutes)}M`);
const moment = fc.constantFrom(-120, -60, 0, 5, 30, 60, 90, 120, 240).map(at);
const interval = fc
  .record({ startAt: moment, endAt: fc.option(moment, { freq: 4 }) })
  .filter(({ startAt, endAt }) => endAt === null || Temporal.Instant.compare(startAt, endAt) < 0);
const unfinished = interval.filter(({ endAt }) => endAt === null || Temporal.Instant.compare(NOW, endAt) < 0);

const conversion = fc.record({
  kind: fc.constantFrom('eligible' as const, 'active' as const),
  held: unfinished,
  /** What runs, or is planned, on the eligibility. */
  runs: fc.array(unfinished, { maxLength: 3 }),
  startAt: fc.option(moment, { freq: 3 }),
  expiration: fc.option(
    fc.oneof(
      fc.constantFrom('PT5M', 'PT1H', 'PT10H').map(lasting),
      moment.map((endAt) => ({ type: 'afterDateTime', endAt }) as const),
      fc.constant({ type: 'noExpiration' } as const),
    ),
    { freq: 4 },
  ),
  way: fc.constantFrom('update' as const, 'extend' as const),
});
type Conversion = typeof conversion extends fc.Arbitrary<infer Value> ? Value : never;

const anything = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P365D' } as const;
const policy = aPolicy({ Expiration_Admin_Eligibility: anything, Expiration_Admin_Assignment: anything });

/** What is on record before: the assignment, and the activations that lie within it. */
function before({ kind, held, runs }: Conversion): readonly [Schedule, ...Schedule[]] {
  const target = anEligibility({ id: 'held', kind, ...held });
  if (kind === 'active') return [target];
  const within = runs.filter(({ startAt, endAt }) => {
    return startMs({ startAt }) >= startMs(held) && endMs({ endAt }) <= endMs(held);
  });
  return [
    target,
    ...within.map((run, index) => anActivation({ id: `run-${index}`, linkedEligibilityId: 'held', ...run })),
  ];
}

/** The events of the conversion, by an update or by an extension that is granted as the other kind; null: refused. */
function convert({ kind, startAt, expiration, way }: Conversion, [target, ...activations]: ReturnType<typeof before>) {
  const to = kind === 'eligible' ? 'active' : 'eligible';
  const schedule = { startAt, expiration };
  const common = { principal: aPrincipal(), policy, others: [], assurance: weakestAssurance };
  const dependents = { ...noDependents, activations };
  try {
    if (way === 'extend') {
      if (target.endAt === null) return null;
      const grant = { requestId: 'new', kind: to, schedule, given: { justification: 'Needed', ticket: null } } as const;
      const extended = { ...target, endAt: target.endAt };
      const granted = grantExtension(grant, { ...common, target: extended, isRenewal: false, dependents }, NOW);
      return 'violation' in granted ? null : granted.events;
    }
    const asked = anAsk({ id: 'new', type: 'adminUpdate', kind: to, schedule, targetScheduleId: target.id });
    const decision = decideUpdate(asked, { ...common, callerId: 'grace', target, dependents }, NOW);
    return decision.accepted ? decision.events : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function after(schedules: readonly Schedule[], events: readonly DomainEvent[]): ReadonlyMap<string, Schedule> {
  const all = new Map(schedules.map((schedule) => [schedule.id, schedule]));
  for (const event of events) {
    if (event.type === 'schedule.created') all.set(event.schedule.id, event.schedule);
    if (event.type !== 'schedule.changed' && event.type !== 'schedule.ended') continue;
    const schedule = all.get(event.scheduleId) as Schedule;
    const terms = event.type === 'schedule.changed' ? event.after : { endAt: event.endAt };
    all.set(schedule.id, { ...schedule, ...terms });
  }
  return all;
}

it('leaves no gap and gives nothing twice: one kind until the other begins', () => {
  const seen = { atOnce: 0, later: 0, kept: 0 };
  fc.assert(
    fc.property(conversion, (asked) => {
      const held = before(asked);
      const [target, ...activations] = held;
      const events = convert(asked, held);
      if (events === null) return;
      const now = after(held, events);
      const [old, made] = [now.get('held'), now.get('new')] as [Schedule, Schedule];
      expect(made.kind).not.toBe(old.kind);
      const isLater = startMs(made) > startMs(NOWS);
      seen[isLater ? 'later' : 'atOnce'] += 1;

      const edges = [...held, ...now.values(), NOWS].flatMap((each) => [startMs(each), endMs(each)]);
      for (const ms of edges.filter(Number.isFinite).flatMap((edge) => [edge - 1, edge])) {
        if (ms < startMs(NOWS)) expect(isAt(old, ms), 'the past stays').toBe(isAt(target, ms));
        else if (ms < startMs(made)) expect(isAt(old, ms), 'nothing is lost before').toBe(isAt(target, ms));
        else expect(isAt(old, ms), 'never both').toBe(false);
        for (const activation of activations) {
          const runs = isAt(now.get(activation.id) as Schedule, ms);
          if (ms >= startMs(made)) expect(runs, 'nothing runs on').toBe(false);
          else expect(runs, 'what runs goes on until then').toBe(isAt(activation, ms));
          if (runs && ms > startMs(NOWS)) seen.kept += 1;
        }
      }
    }),
    propertyRun(6_000),
  );
  expect(Math.min(seen.atOnce, seen.later, seen.kept), JSON.stringify(seen)).toBeGreaterThan(200);
});
