import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRun } from '../../../test/support/property-run.ts';
import { compileActionPatterns } from '../action-pattern.ts';
import type { Permission } from '../role-definition.ts';
import { effectivePermissions } from './effective-permissions.ts';

const permission = (over: Partial<Permission>): Permission => ({
  actions: [],
  notActions: [],
  dataActions: [],
  notDataActions: [],
  condition: null,
  conditionVersion: null,
  ...over,
});

function allows(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) => compileActionPatterns(actions)(action) && !compileActionPatterns(notActions)(action),
  );
}

it('leaves what is not denied, and what the denial excepts', () => {
  const owner = permission({ actions: ['*'], dataActions: ['X/*'] });
  const left = effectivePermissions([owner], [permission({ actions: ['*'], notActions: ['*/read'] })]);
  expect(allows(left, 'X/vms/read')).toBe(true);
  expect(allows(left, 'X/vms/write')).toBe(false);
  expect(left.some(({ dataActions }) => dataActions.includes('X/*'))).toBe(true);
});

it('leaves a permission as it is where nothing of it is denied, and drops one of which nothing is left', () => {
  const reader = permission({ actions: ['*/read'] });
  expect(effectivePermissions([reader], [permission({ actions: ['X/vms/write'] })])).toEqual([reader]);
  expect(effectivePermissions([reader], [])).toEqual([reader]);
  expect(effectivePermissions([permission({})], [])).toEqual([]);
});

it('never leaves what is denied, nor more than there was', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), minLength: 1, maxLength: 4 });
  const patterns = fc.array(pattern, { maxLength: 3 });
  const any = fc.record({ actions: patterns, notActions: patterns }).map(permission);
  const operation = fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(any, { maxLength: 3 }),
      fc.array(any, { maxLength: 3 }),
      fc.array(operation, { maxLength: 10 }),
      (permissions, denied, operations) => {
        const left = effectivePermissions(permissions, denied);
        for (const action of operations) {
          if (!allows(left, action)) continue;
          expect(allows(permissions, action)).toBe(true);
          expect(allows(denied, action)).toBe(false);
        }
      },
    ),
    propertyRun(3000),
  );
});
