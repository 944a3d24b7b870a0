import { describe, expect, it } from 'vitest';
import { anAssurance, NOW } from '../../test/support/builders.ts';
import { assuranceOf, hasSecondFactor, satisfiesContext, weakestAssurance } from './assurance.ts';

const ago = (duration: string) => NOW.subtract(duration);
const c1 = (maximumAge: string | null, authenticatedAt: Temporal.Instant | null) => ({
  signIns: [{ multiFactor: false, authenticationContexts: [{ name: 'c1', maximumAge }], authenticatedAt }],
});

describe('a second factor', () => {
  it.each<[string, string, string | null, boolean]>([
    ['of the limit', 'PT10M', 'PT10M', true],
    ['of a millisecond more', 'PT10M0.001S', 'PT10M', false],
    ['of now', 'PT0S', 'PT1M', true],
    ['of any age without a limit', 'PT2400H', null, true],
  ])('%s', (_title, age, maximumAge, expected) => {
    expect(hasSecondFactor(anAssurance({ at: ago(age) }), NOW, maximumAge)).toBe(expected);
  });

  it('of an unknown age is older than any limit, and good where there is none', () => {
    expect(hasSecondFactor(anAssurance(), NOW, 'P1D')).toBe(false);
    expect(hasSecondFactor(anAssurance(), NOW, null)).toBe(true);
  });

  it('of the future counts as none, but for what clocks differ by', () => {
    const at = (ms: number) => anAssurance({ at: NOW.add({ milliseconds: ms }) });
    expect(hasSecondFactor(at(30_000), NOW, 'PT1M')).toBe(true);
    expect(hasSecondFactor(at(30_001), NOW, 'PT1M')).toBe(false);
    expect(hasSecondFactor(at(30_001), NOW, null)).toBe(false);
  });

  it('is not made of a young sign-in without one and an old one with it', () => {
    const young = anAssurance({ multiFactor: false, at: NOW }).signIns;
    const old = anAssurance({ at: ago('PT2H') }).signIns;
    expect(hasSecondFactor({ signIns: [...young, ...old] }, NOW, 'PT1H')).toBe(false);
  });

  it('is what no service principal has, whatever its token says', () => {
    const robot = assuranceOf('servicePrincipal', anAssurance({ contexts: ['c1'], at: NOW }));
    expect(hasSecondFactor(robot, NOW, null)).toBe(false);
    expect(satisfiesContext(robot, 'c1', NOW, null)).toBe(false);
    expect(robot.isProgram).toBe(true);
  });
});

describe('an authentication context', () => {
  it('is satisfied for as long as its own limit and that of the role say', () => {
    expect(satisfiesContext(c1('PT1H', ago('PT1H')), 'c1', NOW, null)).toBe(true);
    expect(satisfiesContext(c1('PT1H', ago('PT1H0.001S')), 'c1', NOW, null)).toBe(false);
    expect(satisfiesContext(c1('PT1H', ago('PT30M')), 'c1', NOW, 'PT30M')).toBe(true);
    expect(satisfiesContext(c1('PT1H', ago('PT30M0.001S')), 'c1', NOW, 'PT30M')).toBe(false);
  });

  it('of an unknown age is satisfied only where nothing limits it', () => {
    expect(satisfiesContext(c1('PT1H', null), 'c1', NOW, null)).toBe(false);
    expect(satisfiesContext(c1(null, null), 'c1', NOW, 'PT1H')).toBe(false);
    expect(satisfiesContext(c1(null, null), 'c1', NOW, null)).toBe(true);
  });

  it('stays satisfied by the sign-in that proved it, whatever a later one proved', () => {
    const signIns = [...anAssurance({ at: NOW }).signIns, ...c1('PT1H', ago('PT59M')).signIns];
    expect(satisfiesContext({ signIns }, 'c1', NOW, null)).toBe(true);
    expect(hasSecondFactor({ signIns }, NOW, 'PT1M')).toBe(true);
  });

  it('is satisfied by no other, and by nothing where nobody signed in', () => {
    expect(satisfiesContext(c1(null, NOW), 'c10', NOW, null)).toBe(false);
    expect(satisfiesContext(weakestAssurance, 'c1', NOW, null)).toBe(false);
  });
});
