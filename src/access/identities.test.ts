import { expect, it } from 'vitest';
import { aPrincipal } from '../../test/support/builders.ts';
import { LOCAL_ISSUER } from '../domain/directory/external-issuer.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import { followIdentities } from './identities.ts';

const ONE = 'https://one.example';
const OTHER = 'https://other.example';

function created(id: string, kind: PrincipalKind, issuer: string, subject: string) {
  return { type: 'principal.created', principal: aPrincipal({ id, kind, displayName: id }), issuer, subject } as const;
}

it('knows somebody by issuer and subject together, exactly as they are written', () => {
  const identities = followIdentities();
  identities.apply(created('u1', 'user', ONE, 'alice'));
  identities.apply(created('u2', 'user', OTHER, 'alice'));
  expect(identities.find(ONE, 'alice')).toBe('u1');
  expect(identities.find(OTHER, 'alice')).toBe('u2');
  expect(identities.find(ONE, 'Alice')).toBeUndefined();
  expect(identities.find(`${ONE}/`, 'alice')).toBeUndefined();
});

it('knows them by every identity that is attached, until it is detached', () => {
  const identities = followIdentities();
  const attached = { principalId: 'u1', issuer: OTHER, subject: 'a' } as const;
  identities.apply({ type: 'principal.identityAttached', ...attached });
  expect(identities.find(OTHER, 'a')).toBe('u1');
  identities.apply({ type: 'principal.identityDetached', ...attached });
  expect(identities.find(OTHER, 'a')).toBeUndefined();
});

it('knows whom this server signs in by the id alone, and at whom a service principal is known', () => {
  const identities = followIdentities();
  identities.apply(created('here', 'servicePrincipal', LOCAL_ISSUER, 'here'));
  identities.apply(created('there', 'servicePrincipal', ONE, 'gateway'));
  identities.apply(created('u1', 'user', ONE, 'alice'));
  expect(identities.find(LOCAL_ISSUER, 'here')).toBeUndefined();
  expect(['here', 'there', 'u1'].map((id) => identities.issuerOf(id))).toEqual([undefined, ONE, undefined]);
});
