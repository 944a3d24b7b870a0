import { renewalClosesAt } from '../../../domain/extension/extension-window.ts';
import type { ExpiredAssignment } from '../../../queries/expired-assignments.ts';
import type { Names } from '../../../queries/names-of.ts';
import type { WaitingExtension } from '../../../queries/waiting-extensions.ts';
import { presentPendingApproval } from '../present-request.ts';

export function presentWaiting({ view, kind, assignment }: WaitingExtension) {
  const { id, startAt, endAt } = assignment;
  return {
    ...presentPendingApproval(view),
    type: view.type,
    kind,
    principal: view.principal,
    assignment: { id, start: startAt.toString(), end: endAt?.toString() ?? null },
  };
}

export function presentExpired({ schedule, openRequestId }: ExpiredAssignment, names: Names) {
  const { id, displayName, kind: principalKind } = names.principal(schedule.principalId);
  const role = names.role(schedule.roleDefinitionId);
  const scope = names.scope(schedule.scope);
  return {
    id: schedule.id,
    kind: schedule.kind,
    principal: { id, displayName, kind: principalKind },
    role: { id: role.id, name: role.name, family: role.family },
    scope: { path: scope.path, displayName: scope.displayName, kind: scope.kind },
    start: schedule.startAt.toString(),
    expired: schedule.endAt.toString(),
    renewableUntil: renewalClosesAt(schedule).toString(),
    openRequestId,
  };
}
