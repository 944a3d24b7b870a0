import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ActivationFacts, decideActivation } from '../../src/domain/assignment/decide-activation.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { AskedRequest } from '../../src/domain/request/request.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { parseScope, ROOT } from '../../src/domain/scope.ts';
import {
  ALICE,
  activationFacts,
  aHolder,
  anAsk,
  anEligibility,
  aPolicy,
  fromNow,
  lasting,
  NOW,
  RESOURCE_GROUP,
  SUBSCRIPTION,
} from '../support/builders.ts';
import { propertyRun } from '../support/property-run.ts';

const MACHINE = parseScope(`${RESOURCE_GROUP}/providers/Microsoft.Compute/virtualMachines/vm-1`);
const NEIGHBOUR = parseScope(`${SUBSCRIPTION}/resourceGroups/rg-web-2`);
const chain = [MACHINE, RESOURCE_GROUP, SUBSCRIPTION, ROOT];
const BOUND = "@Resource[a] StringEquals 'x'";

const minutes = fc.constantFrom(-600, -60, 0, 5, 30, 60, 120, 240, 480, 600);
const at = (moved: number) => fromNow(`${moved < 0 ? '-' : ''}PT${Math.abs(moved)}M`);
const eligibility: fc.Arbitrary<Schedule> = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom('eligible', 'eligible', 'eligible', 'active'),
    principalId: fc.constantFrom(ALICE, ALICE, 'group', 'another-group'),
    roleDefinitionId: fc.constantFrom(anAsk().roleDefinitionId, anAsk().roleDefinitionId, 'another-role'),
    scope: fc.constantFrom(...chain, NEIGHBOUR),
    startAt: minutes.map(at),
    endAt: fc.option(minutes.map(at), { freq: 3 }),
    condition: fc.option(fc.constant({ text: BOUND, version: '2.0' }), { freq: 2 }),
  })
  .map((over) => anEligibility(over as Partial<Schedule>));

const facts: fc.Arbitrary<ActivationFacts> = fc
  .record({
    eligibilities: fc.array(eligibility, { maxLength: 5 }),
    maximum: fc.constantFrom('PT30M', 'PT2H', 'PT8H', 'PT24H'),
  })
  .map(({ eligibilities, maximum }) => {
    const limit = { kind: 'expiration', isExpirationRequired: true, maximumDuration: maximum } as const;
    return activationFacts({
      caller: aHolder({}, ['group']),
      eligibilities,
      policy: aPolicy({ Expiration_EndUser_Assignment: limit }),
    });
  });
interface Wish {
  /** Which scope of the chain: 0 is the deepest. */
  readonly depth: number;
  readonly inMinutes: number;
  readonly lastingMinutes: number;
  readonly condition: string | null;
}
const wish: fc.Arbitrary<Wish> = fc.record({
  depth: fc.integer({ min: 0, max: chain.length - 1 }),
  inMinutes: fc.constantFrom(0, 0, 5, 30, 120),
  lastingMinutes: fc.constantFrom(5, 30, 60, 120, 480, 481),
  condition: fc.option(fc.constantFrom(BOUND, `${BOUND} AND Exists @Resource[b]`, 'Exists @Resource[b]')),
});

function decide({ depth, inMinutes, lastingMinutes, condition }: Wish, given: ActivationFacts) {
  const asked: AskedRequest = anAsk({
    scope: chain[depth] as (typeof chain)[number],
    schedule: {
      startAt: inMinutes === 0 ? null : at(inMinutes),
      expiration: lasting(`PT${lastingMinutes}M`),
    },
    condition: condition === null ? null : { text: condition, version: '2.0' },
  });
  try {
    return decideActivation(asked, { ...given, scopeChain: chain.slice(depth) }, NOW);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { accepted: false } as const;
  }
}

/** By the definition: this eligibility is of the person, the role and the scope, and spans the whole time. */
function covers(eligible: Schedule, given: Schedule): boolean {
  const endMs = (end: Temporal.Instant | null) => end?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return (
    eligible.kind === 'eligible' &&
    [ALICE, 'group'].includes(eligible.principalId) &&
    eligible.roleDefinitionId === given.roleDefinitionId &&
    (eligible.scope === ROOT || given.scope === eligible.scope || given.scope.startsWith(`${eligible.scope}/`)) &&
    eligible.startAt.epochMilliseconds <= given.startAt.epochMilliseconds &&
    endMs(given.endAt) <= endMs(eligible.endAt) &&
    (eligible.condition === null || (given.condition?.text.startsWith(BOUND) ?? false))
  );
}

it('gives nothing beyond an eligibility: person, role, scope, time and condition all lie within one', () => {
  let accepted = 0;
  fc.assert(
    fc.property(facts, wish, (given, wanted) => {
      const decision = decide(wanted, given);
      if (!decision.accepted) return;
      accepted += 1;
      for (const event of decision.events) {
        if (event.type !== 'schedule.created') continue;
        const from = given.eligibilities.find(({ id }) => id === event.schedule.linkedEligibilityId);
        expect(from !== undefined && covers(from, event.schedule)).toBe(true);
      }
    }),
    propertyRun(6_000),
  );
  expect(accepted).toBeGreaterThan(300);
});

it('allows a narrower request wherever it allows the wider one: deeper, shorter, under more conditions', () => {
  let allowed = 0;
  fc.assert(
    fc.property(facts, wish, wish, (given, wider, other) => {
      const narrower: Wish = {
        depth: Math.min(wider.depth, other.depth),
        inMinutes: wider.inMinutes,
        lastingMinutes: Math.min(wider.lastingMinutes, other.lastingMinutes),
        condition: wider.condition === null ? BOUND : `${wider.condition} AND Exists @Resource[c]`,
      };
      if (!decide(wider, given).accepted) return;
      allowed += 1;
      expect(decide({ ...narrower, condition: wider.condition }, given).accepted).toBe(true);
      expect(decide(narrower, given).accepted).toBe(true);
    }),
    propertyRun(6_000),
  );
  expect(allowed).toBeGreaterThan(300);
});
