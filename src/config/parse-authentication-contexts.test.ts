import { expect, it } from 'vitest';
import { parseAuthenticationContexts } from './parse-authentication-contexts.ts';

it('reads contexts and what counts as a second factor', () => {
  const given = { c1: { acr: ['phr'], amr: ['hwk'], maxAge: 'PT1H' }, c99: { maxAge: 'P1DT30S' }, mfa: { acr: ['2'] } };
  expect(parseAuthenticationContexts(JSON.stringify(given))).toEqual(
    new Map([
      ['c1', { acr: ['phr'], amr: ['hwk'], maximumAge: 'PT1H' }],
      ['c99', { acr: [], amr: [], maximumAge: 'P1DT30S' }],
      ['mfa', { acr: ['2'], amr: [], maximumAge: null }],
    ]),
  );
});

it.each<[string, unknown]>([
  ['a list', [{ acr: ['1'] }]],
  ['nothing', {}],
  ['null', null],
  ['text', 'c1'],
  ['a context that there is none of', { c0: { acr: ['1'] } }],
  ['c100', { c100: { acr: ['1'] } }],
  ['C1', { C1: { acr: ['1'] } }],
  ['c01', { c01: { acr: ['1'] } }],
  ['a right one beside a wrong one', { c1: { acr: ['1'] }, c2: {} }],
  ['a context that says nothing', { c1: {} }],
  ['a context of null', { c1: null }],
  ['a context that is a list', { c1: [] }],
  ['an unknown member', { c1: { acr: ['1'], scope: 'x' } }],
  ['acr as text', { c1: { acr: '1' } }],
  ['no acr in a list', { c1: { acr: [] } }],
  ['the same acr twice', { c1: { acr: ['1', '1'] } }],
  ['acr with a space', { c1: { acr: ['1 2'] } }],
  ['an empty acr', { c1: { acr: [''] } }],
  ['acr that is a number', { c1: { acr: [1] } }],
  ['acr of null', { c1: { acr: null, amr: ['otp'] } }],
  ['amr that is an object', { c1: { amr: { 0: 'otp' } } }],
  ['an age in seconds', { c1: { acr: ['1'], maxAge: 3600 } }],
  ['an age of nothing', { c1: { acr: ['1'], maxAge: 'PT0S' } }],
  ['an age that runs back', { c1: { acr: ['1'], maxAge: '-PT1H' } }],
  ['an age of months', { c1: { acr: ['1'], maxAge: 'P1M' } }],
  ['an age without units', { c1: { acr: ['1'], maxAge: 'PT' } }],
  ['an age in fractions', { c1: { acr: ['1'], maxAge: 'PT1.5H' } }],
  ['an age of more than a year', { c1: { acr: ['1'], maxAge: 'P367D' } }],
  ['an age of a second factor', { mfa: { acr: ['2'], maxAge: 'PT1H' } }],
  ['a second factor that says nothing', { mfa: {} }],
  ['a name of the language', { constructor: { acr: ['1'] } }],
])('refuses %s', (_title, given) => {
  expect(parseAuthenticationContexts(JSON.stringify(given))).toBeUndefined();
});

it('refuses what is no JSON', () => {
  expect(parseAuthenticationContexts('{"c1":')).toBeUndefined();
});
