import { type PrincipalNames, signInNameKey } from '../../domain/principal.ts';
import type { Writer } from '../engine.ts';
import { type SqlParameters, statement } from '../statement.ts';
import type { Projection } from './projection.ts';
import { beginEnabled, endEnabled, endMembershipsAround } from './spans-of-principals.ts';
import { touchPrincipal } from './touch-principal.ts';

interface Names extends SqlParameters {
  readonly displayName: string;
  readonly userName: string | null;
  readonly userNameKey: string | null;
  readonly email: string | null;
  readonly searchText: string;
}

const insertPrincipal = statement(
  (
    db,
    p: Names & {
      id: string;
      kind: string;
      issuer: string;
      subject: string;
      enabled: number;
      isBlocked: number;
      isRoleAssignable: number;
      sourceId: string | null;
      at: number;
      version: number;
    },
  ) =>
    db.insertInto('principal').values({
      id: p.id,
      kind: p.kind,
      issuer: p.issuer,
      subject: p.subject,
      display_name: p.displayName,
      user_name: p.userName,
      user_name_key: p.userNameKey,
      email: p.email,
      search_text: p.searchText,
      enabled: p.enabled,
      is_blocked: p.isBlocked,
      is_inactive: 0,
      is_role_assignable: p.isRoleAssignable,
      source_id: p.sourceId,
      created_at: p.at,
      modified_at: p.at,
      version: p.version,
      deleted_at: null,
    }),
);

const setNames = statement((db, p: Names & { id: string }) =>
  db
    .updateTable('principal')
    .set({
      display_name: p.displayName,
      user_name: p.userName,
      user_name_key: p.userNameKey,
      email: p.email,
      search_text: p.searchText,
    })
    .where('id', '=', p.id),
);

const setEnabled = statement((db, p: { id: string; enabled: number }) =>
  db.updateTable('principal').set({ enabled: p.enabled }).where('id', '=', p.id),
);

const setBlocked = statement((db, p: { id: string; isBlocked: number }) =>
  db.updateTable('principal').set({ is_blocked: p.isBlocked }).where('id', '=', p.id),
);

const setInactive = statement((db, p: { id: string; isInactive: number }) =>
  db.updateTable('principal').set({ is_inactive: p.isInactive }).where('id', '=', p.id),
);

const setSource = statement((db, p: { id: string; sourceId: string | null }) =>
  db.updateTable('principal').set({ source_id: p.sourceId }).where('id', '=', p.id),
);

/** Nobody is known by an identity that was detached; what is left is a name that no provider gives. */
const forgetFirstIdentity = statement((db, p: { id: string; issuer: string; subject: string }) =>
  db
    .updateTable('principal')
    .set({ issuer: '', subject: p.id })
    .where('id', '=', p.id)
    .where('issuer', '=', p.issuer)
    .where('subject', '=', p.subject),
);

const setDeleted = statement((db, p: { id: string; at: number }) =>
  db
    .updateTable('principal')
    .set({ enabled: 0, issuer: '', subject: p.id, user_name_key: null, deleted_at: p.at })
    .where('id', '=', p.id),
);

const insertIdentity = statement((db, p: { issuer: string; subject: string; principalId: string }) =>
  db.insertInto('identity').values({ issuer: p.issuer, subject: p.subject, principal_id: p.principalId }),
);

const deleteIdentity = statement((db, p: { issuer: string; subject: string; principalId: string }) =>
  db
    .deleteFrom('identity')
    .where('issuer', '=', p.issuer)
    .where('subject', '=', p.subject)
    .where('principal_id', '=', p.principalId),
);

const deleteIdentities = statement((db, p: { id: string }) =>
  db.deleteFrom('identity').where('principal_id', '=', p.id),
);

const deleteMemberships = statement((db, p: { id: string }) =>
  db
    .deleteFrom('group_member')
    .where((where) => where.or([where('group_id', '=', p.id), where('member_id', '=', p.id)])),
);

const deleteOwnerships = statement((db, p: { id: string }) =>
  db.deleteFrom('group_owner').where((where) => where.or([where('group_id', '=', p.id), where('owner_id', '=', p.id)])),
);

const deleteGroupAssignments = statement((db, p: { id: string }) =>
  db
    .deleteFrom('group_assignment')
    .where((where) => where.or([where('group_id', '=', p.id), where('principal_id', '=', p.id)])),
);

const deleteServicePrincipalOwnerships = statement((db, p: { id: string }) =>
  db.deleteFrom('service_principal_owner').where('owner_id', '=', p.id),
);

function namesOf({ displayName, userName, email }: PrincipalNames): Names {
  return {
    displayName,
    userName,
    userNameKey: userName === null ? null : signInNameKey(userName),
    email,
    searchText: `${displayName} ${userName ?? ''} ${email ?? ''}`.toLowerCase(),
  };
}

const changed = (tx: Writer, id: string, at: number, version: number) => tx.run(touchPrincipal, { id, at, version });

export const projectPrincipalCreated: Projection<'principal.created'> = async (event, at, tx, version) => {
  const { principal, issuer, subject, isRoleAssignable = false, sourceId = null } = event;
  const { id, kind, enabled } = principal;
  await tx.run(insertPrincipal, {
    ...namesOf(principal),
    id,
    kind,
    issuer,
    subject,
    enabled: enabled ? 1 : 0,
    isBlocked: enabled ? 0 : 1,
    isRoleAssignable: isRoleAssignable ? 1 : 0,
    sourceId,
    at,
    version,
  });
  await tx.run(insertIdentity, { issuer, subject, principalId: id });
  if (enabled) await tx.run(beginEnabled, { principalId: id, at, sequence: version });
};

export const projectPrincipalRenamed: Projection<'principal.renamed'> = async (event, at, tx, version) => {
  await tx.run(setNames, { ...namesOf(event.after), id: event.principalId });
  await changed(tx, event.principalId, at, version);
};

export const projectPrincipalDisabled: Projection<'principal.disabled'> = async (event, at, tx, version) => {
  await tx.run(setEnabled, { id: event.principalId, enabled: 0 });
  await tx.run(endEnabled, { principalId: event.principalId, at });
  if (event.by === undefined) await tx.run(setBlocked, { id: event.principalId, isBlocked: 1 });
  await changed(tx, event.principalId, at, version);
};

export const projectPrincipalEnabled: Projection<'principal.enabled'> = async (event, at, tx, version) => {
  await tx.run(setEnabled, { id: event.principalId, enabled: 1 });
  await tx.run(beginEnabled, { principalId: event.principalId, at, sequence: version });
  await tx.run(setBlocked, { id: event.principalId, isBlocked: 0 });
  await changed(tx, event.principalId, at, version);
};

export const projectActivityChanged: Projection<'principal.activityChanged'> = async (event, at, tx, version) => {
  await tx.run(setInactive, { id: event.principalId, isInactive: event.isActive ? 0 : 1 });
  await changed(tx, event.principalId, at, version);
};

export const projectPrincipalDeleted: Projection<'principal.deleted'> = async (event, at, tx, version) => {
  const id = event.principalId;
  await tx.run(setDeleted, { id, at });
  const removals = [
    deleteIdentities,
    deleteMemberships,
    deleteOwnerships,
    deleteGroupAssignments,
    deleteServicePrincipalOwnerships,
  ];
  for (const removal of removals) {
    await tx.run(removal, { id });
  }
  await tx.run(endEnabled, { principalId: id, at });
  await tx.run(endMembershipsAround, { id, at });
  await changed(tx, id, at, version);
};

export const projectIdentityAttached: Projection<'principal.identityAttached'> = async (event, at, tx, version) => {
  const { principalId, issuer, subject } = event;
  await tx.run(insertIdentity, { principalId, issuer, subject });
  await changed(tx, principalId, at, version);
};

export const projectIdentityDetached: Projection<'principal.identityDetached'> = async (event, at, tx, version) => {
  const { principalId, issuer, subject } = event;
  await tx.run(deleteIdentity, { principalId, issuer, subject });
  await tx.run(forgetFirstIdentity, { id: principalId, issuer, subject });
  await changed(tx, principalId, at, version);
};

export const projectSourceChanged: Projection<'principal.sourceChanged'> = async (event, at, tx, version) => {
  await tx.run(setSource, { id: event.principalId, sourceId: event.after });
  await changed(tx, event.principalId, at, version);
};
