import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRun } from '../../../test/support/property-run.ts';
import { compileActionPatterns } from '../action-pattern.ts';
import type { Permission } from '../role-definition.ts';
import { uncoveredOperation } from './held-rights.ts';

const permission = (over: Partial<Permission>): Permission => ({
  actions: [],
  notActions: [],
  dataActions: [],
  notDataActions: [],
  condition: null,
  conditionVersion: null,
  ...over,
});
const contributor = permission({ actions: ['*'], notActions: ['Auth/*/write', 'Auth/*/delete'] });

function uncovered(asked: Partial<Permission>, held: readonly Permission[], denied: readonly Permission[] = []) {
  return uncoveredOperation([permission(asked)], { permissions: held, denied })?.pattern ?? null;
}

describe('holds', () => {
  it.each<[string, Partial<Permission>, readonly Permission[]]>([
    ['an operation of a wider pattern, in any case', { actions: ['x/VMS/read'] }, [permission({ actions: ['X/*'] })]],
    ['a pattern within a wider one', { actions: ['X/*/read'] }, [permission({ actions: ['X/*'] })]],
    ['what the exceptions of the role leave', { actions: ['X/*'] }, [contributor]],
    ['all but what is excepted on both sides', { actions: ['*'], notActions: ['Auth/*'] }, [contributor]],
    ['what one role excepts and another gives', { actions: ['*'] }, [contributor, permission({ actions: ['Auth/*'] })]],
    ['data operations by their own list', { dataActions: ['X/blobs/read'] }, [permission({ dataActions: ['X/*'] })]],
  ])('%s', (_, asked, held) => {
    expect(uncovered(asked, held)).toBeNull();
  });
});

describe('does not hold', () => {
  it.each<[string, Partial<Permission>, readonly Permission[], string]>([
    ['anything without roles', { actions: ['X/read'] }, [], 'X/read'],
    ['a wider pattern', { actions: ['X/*'] }, [permission({ actions: ['X/vms/*'] })], 'X/*'],
    ['what the role excepts', { actions: ['Auth/roles/write'] }, [contributor], 'Auth/roles/write'],
    ['a pattern that reaches into the exceptions', { actions: ['*/write'] }, [contributor], '*/write'],
    ['a pattern of which too little is excepted', { actions: ['*'], notActions: ['Auth/*/write'] }, [contributor], '*'],
    ['data operations by control operations', { dataActions: ['X/read'] }, [permission({ actions: ['*'] })], 'X/read'],
    [
      'what two roles except alike',
      { actions: ['*'] },
      [contributor, permission({ actions: ['*'], notActions: ['Auth/*/write'] })],
      '*',
    ],
  ])('%s', (_, asked, held, pattern) => {
    expect(uncovered(asked, held)).toBe(pattern);
  });

  it('what is denied, unless that is excepted', () => {
    const owner = [permission({ actions: ['*'] })];
    const denied = [permission({ actions: ['X/*'], notActions: ['X/*/read'] })];
    expect(uncovered({ actions: ['X/vms/write'] }, owner, denied)).toBe('X/vms/write');
    expect(uncovered({ actions: ['*'] }, owner, denied)).toBe('*');
    expect(uncovered({ actions: ['X/vms/read', 'Y/*'] }, owner, denied)).toBeNull();
    expect(uncovered({ actions: ['*'], notActions: ['X/*'] }, owner, denied)).toBeNull();
  });

  it('what it takes too long to see', () => {
    const holes = Array.from({ length: 12 }, (_, index) => `h${index}/*`);
    const held = holes.map(() => permission({ actions: ['*'], notActions: holes }));
    expect(uncovered({ actions: ['*'] }, held)).toBe('*');
  });
});

it('never lets a role give what its author does not hold', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), minLength: 1, maxLength: 4 });
  const patterns = fc.array(pattern, { maxLength: 3 });
  const any = fc.record({ actions: patterns, notActions: patterns }).map(permission);
  const operation = fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 6 });
  const gives = (permissions: readonly Permission[], action: string) =>
    permissions.some(
      ({ actions, notActions }) => compileActionPatterns(actions)(action) && !compileActionPatterns(notActions)(action),
    );
  let allowed = 0;
  fc.assert(
    fc.property(
      fc.array(any, { minLength: 1, maxLength: 2 }),
      fc.array(any, { maxLength: 3 }),
      fc.array(any, { maxLength: 1 }),
      fc.array(operation, { maxLength: 12 }),
      (asked, permissions, denied, operations) => {
        if (uncoveredOperation(asked, { permissions, denied }) !== null) return;
        allowed += 1;
        for (const action of operations) {
          if (!gives(asked, action)) continue;
          expect(gives(permissions, action), `${action} is held`).toBe(true);
          expect(gives(denied, action), `${action} is denied`).toBe(false);
        }
      },
    ),
    propertyRun(5_000),
  );
  expect(allowed).toBeGreaterThan(200);
});
