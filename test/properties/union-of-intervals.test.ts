import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileRole } from '../../src/domain/access/compiled-role.ts';
import { decideAccess, type Grant } from '../../src/domain/access/decide-access.ts';
import { parseScope, ROOT } from '../../src/domain/scope.ts';
import { RESOURCE_GROUP, SUBSCRIPTION } from '../support/builders.ts';
import { propertyRun } from '../support/property-run.ts';

const noExceptions = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
const roles = ['*', '*/read', 'x/write'].map((action) =>
  compileRole({ id: action, permissions: [{ actions: [action], ...noExceptions }] }),
);
const other = parseScope(`${SUBSCRIPTION}/resourceGroups/rg-web-2`);
/** The instants of the story are a few milliseconds, so that intervals touch and overlap. */
const instant = fc.integer({ min: 0, max: 12 });
const grant: fc.Arbitrary<Grant> = fc.record({
  scheduleId: fc.uuid(),
  principalId: fc.constantFrom('person', 'group'),
  role: fc.constantFrom(...roles),
  scope: fc.constantFrom(ROOT, SUBSCRIPTION, RESOURCE_GROUP, other),
  startMs: instant,
  endMs: fc.oneof(instant, fc.constant(Number.POSITIVE_INFINITY)),
  condition: fc.constant(null),
});
const grants = fc.uniqueArray(grant, { maxLength: 6, selector: ({ scheduleId }) => scheduleId });
const action = fc.constantFrom('x/read', 'x/write', 'y/delete');
const chain = [RESOURCE_GROUP, SUBSCRIPTION, ROOT];

function may(held: readonly Grant[], asked: string, atMs: number): boolean {
  const question = { action: asked, isDataAction: false, scopeChain: chain, attributes: null };
  return decideAccess({ enabled: true, grants: held, denials: [] }, question, atMs).allowed;
}

/** By the definition, for one schedule alone. */
function gives({ role, scope, startMs, endMs }: Grant, asked: string, atMs: number): boolean {
  const isAllowed = role.id === '*' || (role.id === '*/read' ? asked.endsWith('/read') : asked === 'x/write');
  return isAllowed && chain.includes(scope) && startMs <= atMs && atMs < endMs;
}

it('access is the union of what each live schedule gives', () => {
  fc.assert(
    fc.property(grants, action, instant, (held, asked, atMs) => {
      expect(may(held, asked, atMs)).toBe(held.some((each) => gives(each, asked, atMs)));
    }),
    propertyRun(),
  );
});

it('ending one schedule takes away what it alone gave, and nothing that another one gives', () => {
  let kept = 0;
  let lost = 0;
  fc.assert(
    fc.property(grants, fc.nat(), action, instant, instant, (held, pick, asked, endMs, atMs) => {
      const ended = held[pick % Math.max(held.length, 1)];
      if (ended === undefined) return;
      const others = held.filter((each) => each !== ended);
      const now = [...others, { ...ended, endMs: Math.min(ended.endMs, endMs) }];
      const isGiven = may(others, asked, atMs) || (atMs < endMs && may(held, asked, atMs));
      expect(may(now, asked, atMs)).toBe(isGiven);
      if (may(held, asked, atMs) && isGiven) kept += 1;
      if (may(held, asked, atMs) && !isGiven) lost += 1;
    }),
    propertyRun(4_000),
  );
  expect([kept > 200, lost > 50]).toEqual([true, true]);
});

it('a disabled holder has nothing, whatever is held', () => {
  fc.assert(
    fc.property(grants, action, instant, (held, asked, atMs) => {
      const question = { action: asked, isDataAction: false, scopeChain: chain, attributes: null };
      expect(decideAccess({ enabled: false, grants: held, denials: [] }, question, atMs).allowed).toBe(false);
    }),
    propertyRun(),
  );
});
