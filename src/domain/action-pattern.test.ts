import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRun } from '../../test/support/property-run.ts';
import { builtInRoles } from '../built-in-roles/built-in-roles.ts';
import { compileActionPattern, compileActionPatterns, includesPattern, patternsOverlap } from './action-pattern.ts';

/** The same by the shortest regular expression: `*` is any run, everything else itself, without case. */
function naive(pattern: string): (action: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('[^]*')}$`, 'i');
  return (action) => expression.test(action);
}

describe('a pattern matches', () => {
  it.each([
    ['*', 'Microsoft.Compute/virtualMachines/read', true],
    ['*', '', true],
    ['*/read', 'Microsoft.Compute/virtualMachines/read', true],
    ['*/read', 'Microsoft.Compute/virtualMachines/extensions/read', true],
    ['*/read', 'Microsoft.Compute/virtualMachines/write', false],
    ['*/read', '/read', true],
    ['*/read', 'read', false],
    ['Microsoft.Compute/*', 'Microsoft.Compute/virtualMachines/restart/action', true],
    ['Microsoft.Compute/*', 'Microsoft.ComputeX/virtualMachines/read', false],
    ['Microsoft.Compute/*/read', 'Microsoft.Compute/a/b/c/read', true],
    ['Microsoft.Compute/*/read', 'Microsoft.Compute/read', false],
    ['Microsoft.Compute/virtualMachines/restart/action', 'microsoft.compute/VIRTUALMACHINES/restart/action', true],
    ['Microsoft.Compute/virtualMachines/restart/action', 'Microsoft.Compute/virtualMachines/restart/action2', false],
    ['Microsoft.Compute/virtualMachines/read', 'Microsoft_Compute/virtualMachines/read', false],
    ['*/a/*/a', 'x/a/a', false],
    ['*/a/*/a', 'x/a/y/a', true],
    ['a*a', 'a', false],
    ['a*b*c', 'acb', false],
    ['**', 'x', true],
    ['', '', true],
    ['', 'x', false],
  ])('%s: %s is %s', (pattern, action, matches) => {
    expect(compileActionPattern(pattern)(action)).toBe(matches);
    expect(naive(pattern)(action)).toBe(matches);
  });

  it('exactly what a plain regular expression matches, for any pattern and action', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '/', '.', '*', 'ab'), maxLength: 9 });
    const action = text.map((written) => written.replaceAll('*', ''));
    fc.assert(
      fc.property(text, action, (pattern, asked) => {
        expect(compileActionPattern(pattern)(asked)).toBe(naive(pattern)(asked));
      }),
      propertyRun(5_000),
    );
  });

  it('in a time that does not explode with the number of wildcards', () => {
    const matches = compileActionPattern(`${'a*'.repeat(2_000)}b`);
    expect(matches('a'.repeat(20_000))).toBe(false);
  });
});

describe('the built-in roles', () => {
  const permissions = builtInRoles.flatMap((role) => role.permissions);
  const patterns = new Set(
    permissions.flatMap((p) => [p.actions, p.notActions, p.dataActions, p.notDataActions].flat()),
  );

  it('have thousands of different patterns, each of which matches what it stands for', () => {
    expect(patterns.size).toBeGreaterThan(4_000);
    for (const pattern of patterns) {
      const example = pattern.replaceAll('*', 'x/y');
      expect(compileActionPattern(pattern)(example), pattern).toBe(true);
      expect(compileActionPattern(pattern)(`${example}\u0000`), pattern).toBe(pattern.endsWith('*'));
    }
  });

  it('answer as the naive expressions do, for a sample of operations', () => {
    const sample = [...patterns]
      .filter((_, index) => index % 400 === 0)
      .map((pattern) => pattern.replaceAll('*', 'q/r'));
    const slow = new Map([...patterns].map((pattern) => [pattern, naive(pattern)]));
    for (const { actions } of permissions) {
      const fast = compileActionPatterns(actions);
      for (const action of sample) {
        const expected = actions.some((pattern) => slow.get(pattern)?.(action));
        if (fast(action) !== expected) expect.fail(`${actions.join(' ')} for ${action}`);
      }
    }
  });
});

describe('patterns beside each other', () => {
  it.each([
    ['*', 'a/*', true, true],
    ['a/*', '*', false, true],
    ['a/*', 'a/b/c', true, true],
    ['a/*/c', 'a/b*', false, true],
    ['*/read', 'X/*', false, true],
    ['*/read', 'x/y/READ', true, true],
    ['a/*/read', 'b/*', false, false],
    ['a*c', 'ab', false, false],
    ['a', 'a', true, true],
    ['**', '*', true, true],
    ['*', '**', true, true],
  ])('%s includes %s: %s, overlaps: %s', (wider, narrower, includes, overlaps) => {
    expect(includesPattern(wider, narrower)).toBe(includes);
    expect(patternsOverlap(wider, narrower)).toBe(overlaps);
    expect(patternsOverlap(narrower, wider)).toBe(overlaps);
  });

  it('overlap exactly where some operation is matched by both', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 4 });
    const texts = ['', ...words(['a', 'b'], 6)];
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const both = texts.some((text) => compileActionPattern(a)(text) && compileActionPattern(b)(text));
        expect(patternsOverlap(a, b)).toBe(both);
        if (includesPattern(a, b)) {
          for (const text of texts) if (compileActionPattern(b)(text)) expect(compileActionPattern(a)(text)).toBe(true);
        }
      }),
      propertyRun(),
    );
  });

  function words(letters: readonly string[], longest: number): readonly string[] {
    if (longest === 0) return [];
    const shorter = words(letters, longest - 1);
    return [...letters, ...shorter.flatMap((word) => letters.map((letter) => word + letter))];
  }
});
