import { Type } from 'typebox';
import { notBlankText, nullable, paging, pendingApproval, roleFamily, strict, text, words } from '../schema.ts';
import { kindWord, timeMembers } from './time-members.ts';

const instant = (description: string) => Type.String({ format: 'date-time', description });
const named = strict({ id: Type.String(), displayName: Type.String(), kind: Type.String() });
const role = strict({ id: Type.String(), name: Type.String(), family: roleFamily() });
const scope = strict({ path: Type.String(), displayName: Type.String(), kind: Type.String() });

export const expiredQuery = strict({
  whose: Type.Optional(words(['mine'], '`mine`: of the caller and the caller’s groups alone')),
  ...paging,
});

/** What can be renewed. */
export const expiredAssignment = strict({
  id: Type.String({ description: 'what a renewal names as `targetScheduleId`' }),
  kind: kindWord,
  principal: named,
  role,
  scope,
  start: instant('when it began'),
  expired: instant('when it expired'),
  renewableUntil: instant('from here on it cannot be renewed'),
  openRequestId: nullable(Type.String({ description: 'the request to renew it that waits' })),
});

/** What waits for an administrator. */
export const waitingExtension = strict({
  ...pendingApproval.properties,
  type: Type.String({ description: 'selfExtend or selfRenew' }),
  kind: kindWord,
  principal: strict({ id: Type.String(), displayName: Type.String(), kind: Type.String() }),
  assignment: strict({
    id: Type.String(),
    start: Type.String({ format: 'date-time' }),
    end: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  }),
});

export const approveBody = strict({
  justification: Type.Optional(text('why it is granted')),
  kind: Type.Optional(kindWord),
  ...timeMembers,
});
export const denyBody = strict({ reason: notBlankText('why it is denied') });
