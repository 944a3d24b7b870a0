import type { Static } from 'typebox';
import type { AssignmentItem } from '../../../queries/assignments.ts';
import type { CsvColumns } from '../csv.ts';
import type { assignment } from './assignment-schema.ts';

export function presentAssignment(item: AssignmentItem): Static<typeof assignment> {
  const { schedule, principal, role, scope, isPlanned, renewableUntil, isAdministered } = item;
  return {
    id: schedule.id,
    kind: schedule.kind,
    type: schedule.assignmentType,
    principal: {
      id: principal.id,
      displayName: principal.displayName,
      kind: principal.kind,
      userName: principal.userName,
    },
    role: { id: role.id, name: role.name, risk: role.risk, family: role.family },
    scope: { path: scope.path, displayName: scope.displayName, kind: scope.kind },
    condition: schedule.condition?.text ?? null,
    start: schedule.startAt.toString(),
    end: schedule.endAt?.toString() ?? null,
    isPlanned,
    renewableUntil: renewableUntil?.toString() ?? null,
    requestId: schedule.requestId,
    mayChange: isAdministered,
  };
}

/** The columns of an export, in their order. */
export const assignmentColumns: CsvColumns<AssignmentItem> = {
  id: ({ schedule }) => schedule.id,
  kind: ({ schedule }) => schedule.kind,
  type: ({ schedule }) => schedule.assignmentType,
  principal: ({ principal }) => principal.displayName,
  principalKind: ({ principal }) => principal.kind,
  userName: ({ principal }) => principal.userName,
  principalId: ({ principal }) => principal.id,
  role: ({ role }) => role.name,
  roleDefinitionId: ({ role }) => role.id,
  risk: ({ role }) => role.risk,
  scope: ({ scope }) => scope.path,
  scopeName: ({ scope }) => scope.displayName,
  start: ({ schedule }) => schedule.startAt.toString(),
  end: ({ schedule }) => schedule.endAt?.toString() ?? null,
  condition: ({ schedule }) => schedule.condition?.text ?? null,
};
