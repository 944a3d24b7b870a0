import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileCondition } from '../../src/domain/access/compile-condition.ts';
import { compileRole } from '../../src/domain/access/compiled-role.ts';
import { decideAccess, type Grant, type Holder } from '../../src/domain/access/decide-access.ts';
import { compileDenial } from '../../src/domain/access/denial.ts';
import { type DenyAssignment, EVERYONE } from '../../src/domain/access/deny-assignment.ts';
import { attributesFrom } from '../../src/domain/condition/attributes-from.ts';
import type { Permission } from '../../src/domain/role-definition.ts';
import { ROOT, type Scope } from '../../src/domain/scope.ts';
import { propertyRun } from '../support/property-run.ts';

const chain = ['/c', '/b', '/a', ROOT] as Scope[];
const now = 1_000;

const pattern = fc.constantFrom('*', 'x/*', '*/read', 'x/read', 'x/write', 'y/*');
const patterns = fc.array(pattern, { maxLength: 2 });
const condition = fc.option(
  fc.constantFrom(
    "@Resource[x:Name] StringEquals 'foo'",
    "@Resource[x:Name] StringNotEquals 'foo'",
    "@Request[x:Absent] StringEquals 'foo'",
    'cannot be read (',
  ),
  { freq: 2 },
);
const permission: fc.Arbitrary<Permission> = fc.record({
  actions: patterns,
  notActions: patterns,
  dataActions: patterns,
  notDataActions: patterns,
  condition,
  conditionVersion: fc.constant(null),
});
const permissions = fc.array(permission, { minLength: 1, maxLength: 2 });
const scope = fc.constantFrom(...chain, '/elsewhere' as Scope);
const grant: fc.Arbitrary<Grant> = fc
  .record({ permissions, scope, condition, startMs: fc.constantFrom(0, now, now + 1), length: fc.nat(2 * now) })
  .map(({ permissions: of, condition: text, length, ...rest }) => ({
    ...rest,
    scheduleId: 'schedule',
    principalId: 'alice',
    role: compileRole({ id: 'role', permissions: of }),
    endMs: rest.startMs + length,
    condition: compileCondition(text),
  }));
const denyAssignment: fc.Arbitrary<DenyAssignment> = fc
  .record({ permissions, scope, doNotApplyToChildScopes: fc.boolean(), condition })
  .map(({ condition: text, ...rest }) => ({
    ...rest,
    id: 'deny',
    name: 'Freeze',
    description: null,
    principals: [{ id: EVERYONE, kind: 'everyone' }],
    excludePrincipals: [],
    condition: text === null ? null : { text, version: '2.0' },
    createdAt: Temporal.Instant.fromEpochMilliseconds(0),
    createdById: 'grace',
  }));
const question = fc
  .record({
    action: fc.constantFrom('x/read', 'x/write', 'y/read', 'y/write'),
    isDataAction: fc.boolean(),
    from: fc.nat(chain.length - 1),
    name: fc.option(fc.constantFrom('foo', 'bar'), { nil: undefined }),
  })
  .map(({ from, name, ...rest }) => {
    const none = attributesFrom({});
    const attributes = {
      principal: none,
      request: none,
      environment: none,
      resource: attributesFrom({ 'x:Name': name }),
    };
    return { ...rest, scopeChain: chain.slice(from), attributes };
  });

it('never allows more when something is denied, and names the denial where it takes something away', () => {
  const counts = { allowed: 0, taken: 0 };
  fc.assert(
    fc.property(
      fc.array(grant, { minLength: 1, maxLength: 4 }),
      fc.array(denyAssignment, { maxLength: 3 }),
      denyAssignment,
      question,
      (grants, already, added, asked) => {
        const holding = (denied: readonly DenyAssignment[]): Holder => ({
          enabled: true,
          grants,
          denials: denied.map(compileDenial),
        });
        const before = decideAccess(holding(already), asked, now);
        const after = decideAccess(holding([...already, added]), asked, now);
        const alone = decideAccess(holding([added]), asked, now);
        if (after.allowed) {
          expect(before.allowed).toBe(true);
          expect(alone.allowed).toBe(true);
          counts.allowed += 1;
        }
        if (before.allowed && !after.allowed) {
          expect(after).toMatchObject({ reason: 'denied', by: { name: 'Freeze' } });
          counts.taken += 1;
        }
      },
    ),
    propertyRun(20_000),
  );
  expect(counts.allowed).toBeGreaterThan(20);
  expect(counts.taken).toBeGreaterThan(20);
});
