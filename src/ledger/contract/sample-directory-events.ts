import type { DomainEvent } from '../../domain/events.ts';
import type { Principal } from '../../domain/principal.ts';

export function samplePrincipal(id: string, kind: Principal['kind']): DomainEvent {
  const named = { id, kind, displayName: `Name of ${id}`, userName: `${id}@example.org`, email: null };
  return { type: 'principal.created', principal: { ...named, enabled: true }, issuer: 'https://issuer', subject: id };
}

const named = { displayName: 'Name of eve', userName: 'eve@example.org', email: null };

/** What administrators, and a directory over SCIM, do to people and groups. */
export const sampleDirectoryEvents: readonly DomainEvent[] = [
  samplePrincipal('eve', 'user'),
  samplePrincipal('mob', 'group'),
  {
    type: 'principal.renamed',
    principalId: 'eve',
    before: named,
    after: { ...named, displayName: 'Evé', userName: 'É' },
  },
  { type: 'principal.identityAttached', principalId: 'eve', issuer: 'https://other', subject: 'eve' },
  { type: 'principal.identityDetached', principalId: 'eve', issuer: 'https://issuer', subject: 'eve' },
  {
    type: 'principal.created',
    principal: { id: 'heir', kind: 'group', ...named, enabled: true },
    issuer: 'https://issuer',
    subject: 'eve',
    isRoleAssignable: true,
    sourceId: 'robot',
  },
  {
    type: 'provisioningSource.created',
    sourceId: 'robot',
    issuer: 'https://o',
    mayChangeProtected: true,
    createdById: 'bob',
  },
  {
    type: 'provisioningSource.changed',
    sourceId: 'robot',
    before: { mayChangeProtected: true },
    after: { mayChangeProtected: false },
  },
  { type: 'provisioningSource.connected', sourceId: 'robot', tokenId: 'token-1' },
  { type: 'principal.sourceChanged', principalId: 'eve', before: null, after: 'robot' },
  { type: 'principal.activityChanged', principalId: 'eve', isActive: false },
  { type: 'principal.disabled', principalId: 'eve', by: 'directory' },
  { type: 'group.memberAdded', groupId: 'mob', memberId: 'eve' },
  { type: 'group.ownerAdded', groupId: 'mob', ownerId: 'eve' },
  { type: 'group.ownerAdded', groupId: 'heir', ownerId: 'alice' },
  { type: 'group.ownerAdded', groupId: 'heir', ownerId: 'bob' },
  { type: 'group.ownerRemoved', groupId: 'heir', ownerId: 'alice' },
  { type: 'servicePrincipal.ownerRemoved', servicePrincipalId: 'robot', ownerId: 'alice' },
  { type: 'principal.deleted', principalId: 'mob' },
];
