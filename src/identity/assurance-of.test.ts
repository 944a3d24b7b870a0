import { describe, expect, it } from 'vitest';
import { weakestAssurance } from '../domain/assurance.ts';
import { assuranceOf } from './assurance-of.ts';

describe('counts as a second factor', () => {
  it.each<[string[]]>([
    [['mfa']],
    [['pwd', 'mfa']],
    [['pwd', 'otp']],
    [['pwd', 'hwk']],
    [['pwd', 'fido']],
    [['pwd', 'sms']],
    [['pin', 'sc']],
    [['hwk', 'fpt']],
    [['swk', 'face']],
    [['pwd', 'iris']],
    [['unheard-of', 'pwd', 'otp']],
  ])('%j', (amr) => {
    expect(assuranceOf({ amr }).multiFactor).toBe(true);
  });
});

describe('does not count as a second factor', () => {
  it.each<[unknown]>([
    [undefined],
    [null],
    ['mfa'],
    [true],
    [{ mfa: true }],
    [{ 0: 'mfa', length: 1 }],
    [[]],
    [['pwd']],
    [['otp']],
    [['hwk']],
    [['fido']],
    [['fpt']],
    [['pwd', 'pwd']],
    [['pwd', 'pin']],
    [['otp', 'sms', 'tel', 'hwk']],
    [['face', 'fpt']],
    [['pwd', 'kba']],
    [['pwd', 'rba', 'geo', 'user', 'mca', 'wia']],
    [['MFA']],
    [['mfa ']],
    [['pwd otp']],
    [['mfa', 1]],
    [['mfa', null]],
    [[['mfa']]],
    [['constructor', '__proto__', 'toString']],
  ])('%j', (amr) => {
    expect(assuranceOf({ amr }).multiFactor).toBe(false);
  });
});

describe('authentication contexts', () => {
  it.each<[unknown, string[]]>([
    ['c1', ['c1']],
    [['c1'], ['c1']],
    [
      ['c1', 'c25', 'c99'],
      ['c1', 'c25', 'c99'],
    ],
    [['c2', 'c2'], ['c2']],
    [['p1', 'urn:user:registersecurityinfo', 'c3'], ['c3']],
    [['c0', 'c00', 'c01', 'c100', 'C1', 'c1 ', 'xc1', 'c1\n', 'c-1', 'c1.0', 'c'], []],
    ['c1,c2', []],
    ['c1 c2', []],
    ['', []],
    [1, []],
    [{ c1: true }, []],
    [['c1', 1], []],
    [[['c1']], []],
    [null, []],
    [undefined, []],
  ])('of %j are %j', (acrs, expected) => {
    expect(assuranceOf({ acrs }).authenticationContexts).toEqual(expected);
  });
});

it('counts what stands on a prototype as nothing', () => {
  expect(assuranceOf(Object.create({ amr: ['mfa'], acrs: ['c1'] }))).toEqual(weakestAssurance);
  expect(assuranceOf(JSON.parse('{"__proto__":{"amr":["mfa"],"acrs":["c1"]}}'))).toEqual(weakestAssurance);
});
