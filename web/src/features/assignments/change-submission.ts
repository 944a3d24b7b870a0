import type { Assignment, Submission } from '../../lib/api-types.ts';
import type { Action } from './row-menu.tsx';

interface Terms {
  readonly time: Pick<Submission, 'duration' | 'end' | 'permanent'>;
  readonly reason: string;
}

const types = {
  update: 'adminUpdate',
  convert: 'adminUpdate',
  extend: 'adminExtend',
  renew: 'adminRenew',
  remove: 'adminRemove',
} as const;

/** What is asked of the server for one assignment. */
export function changeSubmission(action: Action, item: Assignment, { time, reason }: Terms): Submission {
  const other = item.kind === 'eligible' ? 'active' : 'eligible';
  return {
    type: types[action],
    kind: action === 'convert' ? other : item.kind,
    principalId: item.principal.id,
    roleDefinitionId: item.role.id,
    scope: item.scope.path,
    targetScheduleId: item.id,
    ...(action === 'remove' ? {} : time),
    ...(reason.trim() === '' ? {} : { justification: reason.trim() }),
  };
}
