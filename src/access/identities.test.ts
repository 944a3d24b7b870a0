import { expect, it } from 'vitest';
import { aPrincipal } from '../../test/support/builders.ts';
import { demoLedger } from '../../test/support/demo-ledger.ts';
import { LOCAL_ISSUER } from '../domain/directory/external-issuer.ts';
import type { DomainEvent } from '../domain/events.ts';
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

it('knows at whom a service principal is known by what is attached and detached, however it comes to know', async () => {
  const { ledger } = await demoLedger();
  const attached = (issuer: string, principalId: string) =>
    ({ type: 'principal.identityAttached', principalId, issuer, subject: `${principalId} at ${issuer}` }) as const;
  const events: readonly DomainEvent[] = [
    created('moved', 'servicePrincipal', ONE, 'moved'),
    { type: 'principal.identityDetached', principalId: 'moved', issuer: ONE, subject: 'moved' },
    attached(OTHER, 'moved'),
    created('here', 'servicePrincipal', LOCAL_ISSUER, 'here'),
    attached(ONE, 'here'),
    created('both', 'servicePrincipal', ONE, 'both'),
    attached(OTHER, 'both'),
    created('gone', 'servicePrincipal', ONE, 'gone'),
    { type: 'principal.identityDetached', principalId: 'gone', issuer: ONE, subject: 'gone' },
    created('deleted', 'servicePrincipal', ONE, 'deleted'),
    { type: 'principal.deleted', principalId: 'deleted' },
  ];
  const [followed, loaded] = [followIdentities(), followIdentities()];
  for (const event of events) followed.apply(event);
  await ledger.execute({ actorId: null, command: 'test', correlationId: 'test', origin: null }, ({ append }) =>
    append(events),
  );
  await ledger.read((reader) => loaded.load(reader));
  for (const known of [followed, loaded]) {
    const issuers = ['moved', 'here', 'both', 'gone', 'deleted'].map((id) => known.issuerOf(id));
    expect(issuers).toEqual([OTHER, ONE, undefined, undefined, undefined]);
    expect([known.find(ONE, 'both'), known.find(ONE, 'gone'), known.find(ONE, 'deleted')]).toEqual([
      'both',
      undefined,
      undefined,
    ]);
  }
  await ledger.close();
});
