import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';
import { beginMembership, endMembership } from './spans-of-principals.ts';
import { touchPrincipal } from './touch-principal.ts';

const insertMember = statement((db, p: { groupId: string; memberId: string }) =>
  db
    .insertInto('group_member')
    .values({ group_id: p.groupId, member_id: p.memberId })
    .onConflict((conflict) => conflict.doNothing()),
);

const deleteMember = statement((db, p: { groupId: string; memberId: string }) =>
  db.deleteFrom('group_member').where('group_id', '=', p.groupId).where('member_id', '=', p.memberId),
);

const insertGroupOwner = statement((db, p: { groupId: string; ownerId: string }) =>
  db
    .insertInto('group_owner')
    .values({ group_id: p.groupId, owner_id: p.ownerId })
    .onConflict((conflict) => conflict.doNothing()),
);

const deleteGroupOwner = statement((db, p: { groupId: string; ownerId: string }) =>
  db.deleteFrom('group_owner').where('group_id', '=', p.groupId).where('owner_id', '=', p.ownerId),
);

const insertOwner = statement((db, p: { servicePrincipalId: string; ownerId: string }) =>
  db
    .insertInto('service_principal_owner')
    .values({ service_principal_id: p.servicePrincipalId, owner_id: p.ownerId })
    .onConflict((conflict) => conflict.doNothing()),
);

const deleteOwner = statement((db, p: { servicePrincipalId: string; ownerId: string }) =>
  db
    .deleteFrom('service_principal_owner')
    .where('service_principal_id', '=', p.servicePrincipalId)
    .where('owner_id', '=', p.ownerId),
);

export const projectMemberAdded: Projection<'group.memberAdded'> = async ({ groupId, memberId }, at, tx, version) => {
  await tx.run(insertMember, { groupId, memberId });
  await tx.run(beginMembership, { groupId, memberId, at, sequence: version });
  await tx.run(touchPrincipal, { id: groupId, at, version });
};

export const projectMemberRemoved: Projection<'group.memberRemoved'> = async (event, at, tx, version) => {
  const { groupId, memberId } = event;
  await tx.run(deleteMember, { groupId, memberId });
  await tx.run(endMembership, { groupId, memberId, at });
  await tx.run(touchPrincipal, { id: groupId, at, version });
};

export const projectGroupOwnerAdded: Projection<'group.ownerAdded'> = ({ groupId, ownerId }, _at, tx) =>
  tx.run(insertGroupOwner, { groupId, ownerId });

export const projectGroupOwnerRemoved: Projection<'group.ownerRemoved'> = ({ groupId, ownerId }, _at, tx) =>
  tx.run(deleteGroupOwner, { groupId, ownerId });

export const projectOwnerAdded: Projection<'servicePrincipal.ownerAdded'> = (event, _at, tx) =>
  tx.run(insertOwner, { servicePrincipalId: event.servicePrincipalId, ownerId: event.ownerId });

export const projectOwnerRemoved: Projection<'servicePrincipal.ownerRemoved'> = (event, _at, tx) =>
  tx.run(deleteOwner, { servicePrincipalId: event.servicePrincipalId, ownerId: event.ownerId });
