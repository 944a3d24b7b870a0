import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const insertPrincipal = statement(
  (
    db,
    p: {
      id: string;
      kind: string;
      issuer: string;
      subject: string;
      displayName: string;
      userName: string | null;
      email: string | null;
      enabled: number;
      at: number;
    },
  ) =>
    db.insertInto('principal').values({
      id: p.id,
      kind: p.kind,
      issuer: p.issuer,
      subject: p.subject,
      display_name: p.displayName,
      user_name: p.userName,
      email: p.email,
      enabled: p.enabled,
      created_at: p.at,
    }),
);

const setEnabled = statement((db, p: { id: string; enabled: number }) =>
  db.updateTable('principal').set({ enabled: p.enabled }).where('id', '=', p.id),
);

const insertMember = statement((db, p: { groupId: string; memberId: string }) =>
  db
    .insertInto('group_member')
    .values({ group_id: p.groupId, member_id: p.memberId })
    .onConflict((conflict) => conflict.doNothing()),
);

const deleteMember = statement((db, p: { groupId: string; memberId: string }) =>
  db.deleteFrom('group_member').where('group_id', '=', p.groupId).where('member_id', '=', p.memberId),
);

const insertOwner = statement((db, p: { servicePrincipalId: string; ownerId: string }) =>
  db
    .insertInto('service_principal_owner')
    .values({ service_principal_id: p.servicePrincipalId, owner_id: p.ownerId })
    .onConflict((conflict) => conflict.doNothing()),
);

export const projectPrincipalCreated: Projection<'principal.created'> = async (event, at, tx) => {
  const { id, kind, displayName, userName, email, enabled } = event.principal;
  const { issuer, subject } = event;
  await tx.run(insertPrincipal, {
    id,
    kind,
    issuer,
    subject,
    displayName,
    userName,
    email,
    enabled: enabled ? 1 : 0,
    at,
  });
};

export const projectPrincipalDisabled: Projection<'principal.disabled'> = (event, _at, tx) =>
  tx.run(setEnabled, { id: event.principalId, enabled: 0 });

export const projectPrincipalEnabled: Projection<'principal.enabled'> = (event, _at, tx) =>
  tx.run(setEnabled, { id: event.principalId, enabled: 1 });

export const projectMemberAdded: Projection<'group.memberAdded'> = (event, _at, tx) =>
  tx.run(insertMember, { groupId: event.groupId, memberId: event.memberId });

export const projectMemberRemoved: Projection<'group.memberRemoved'> = (event, _at, tx) =>
  tx.run(deleteMember, { groupId: event.groupId, memberId: event.memberId });

export const projectOwnerAdded: Projection<'servicePrincipal.ownerAdded'> = (event, _at, tx) =>
  tx.run(insertOwner, { servicePrincipalId: event.servicePrincipalId, ownerId: event.ownerId });
