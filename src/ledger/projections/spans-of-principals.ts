import { statement } from '../statement.ts';

export const beginEnabled = statement((db, p: { principalId: string; at: number; sequence: number }) =>
  db
    .insertInto('enabled_span')
    .values({ principal_id: p.principalId, since_at: p.at, since_sequence: p.sequence, until_at: null }),
);

export const endEnabled = statement((db, p: { principalId: string; at: number }) =>
  db
    .updateTable('enabled_span')
    .set({ until_at: p.at })
    .where('principal_id', '=', p.principalId)
    .where('until_at', 'is', null),
);

export const beginMembership = statement((db, p: { groupId: string; memberId: string; at: number; sequence: number }) =>
  db.insertInto('membership_span').values({
    group_id: p.groupId,
    member_id: p.memberId,
    since_at: p.at,
    since_sequence: p.sequence,
    until_at: null,
  }),
);

export const endMembership = statement((db, p: { groupId: string; memberId: string; at: number }) =>
  db
    .updateTable('membership_span')
    .set({ until_at: p.at })
    .where('group_id', '=', p.groupId)
    .where('member_id', '=', p.memberId)
    .where('until_at', 'is', null),
);

/** Of a principal that is deleted: in others, and others in it. */
export const endMembershipsAround = statement((db, p: { id: string; at: number }) =>
  db
    .updateTable('membership_span')
    .set({ until_at: p.at })
    .where((where) => where.or([where('group_id', '=', p.id), where('member_id', '=', p.id)]))
    .where('until_at', 'is', null),
);
