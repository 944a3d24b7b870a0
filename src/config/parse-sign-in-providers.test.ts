import { expect, it } from 'vitest';
import { parseSignInProviders } from './parse-sign-in-providers.ts';

const right = {
  id: 'corp',
  name: 'Corporate account',
  issuer: 'https://login.example.org/tenant/v2.0',
  client_id: 'brevet',
  client_secret: 'canary',
};

it('reads providers, and hides their secrets', () => {
  const providers = parseSignInProviders(
    JSON.stringify([right, { ...right, id: 'partner-2', issuer: 'http://localhost:1' }]),
  );
  expect(providers?.map(({ id }) => id)).toEqual(['corp', 'partner-2']);
  expect(providers?.[0]?.clientSecret.reveal()).toBe('canary');
  expect(JSON.stringify(providers)).not.toContain('canary');
});

it.each<[string, unknown]>([
  ['no list', right],
  ['an empty list', []],
  ['the same id twice', [right, right]],
  ['an id for no address', [{ ...right, id: 'Corp/..' }]],
  ['an unknown member', [{ ...right, scope: 'x' }]],
  ['a missing secret', [{ ...right, client_secret: undefined }]],
  ['an empty secret', [{ ...right, client_secret: ' ' }]],
  ['plain HTTP', [{ ...right, issuer: 'http://login.example.org' }]],
  ['credentials in the address', [{ ...right, issuer: 'https://a:b@login.example.org' }]],
  ['a number', [1]],
  ['null', null],
])('refuses %s', (_title, given) => {
  expect(parseSignInProviders(JSON.stringify(given))).toBeUndefined();
});

it('refuses what is no JSON', () => {
  expect(parseSignInProviders('[')).toBeUndefined();
});
