import { isBefore } from '../../../domain/time.ts';
import type { Names } from '../../../queries/names-of.ts';
import type { ScheduleRecord } from '../../../queries/schedules.ts';
import { presentExpandedProperties } from '../expanded-properties.ts';
import type { Family } from '../family.ts';
import { resourceId, roleDefinitionResourceId } from '../resource-ids.ts';
import { presentAssignmentType, presentPrincipalType, presentRequestStatus } from '../words.ts';
import { presentMemberType, type Standpoint } from './standpoint.ts';

/** A schedule in the shape of the published examples, member by member (contracts/arm §5.3). */
export function presentSchedule(
  { kind, word }: Family,
  record: ScheduleRecord,
  names: Names,
  standpoint: Standpoint,
  now: Temporal.Instant,
) {
  const { schedule, updatedAt } = record;
  const { path } = names.scope(schedule.scope);
  const type = `Role${word}Schedules`;
  const activation = {
    linkedRoleEligibilityScheduleId: schedule.linkedEligibilityId,
    assignmentType: presentAssignmentType(schedule.assignmentType),
  };
  return {
    properties: {
      ...(kind === 'active' ? activation : {}),
      scope: path,
      roleDefinitionId: roleDefinitionResourceId(path, schedule.roleDefinitionId),
      principalId: schedule.principalId,
      principalType: presentPrincipalType(names.principal(schedule.principalId).kind),
      status: presentRequestStatus(isBefore(now, schedule.startAt) ? 'pendingScheduleCreation' : 'provisioned'),
      [`role${word}ScheduleRequestId`]: resourceId(path, `Role${word}ScheduleRequests`, schedule.requestId),
      startDateTime: schedule.startAt.toString(),
      endDateTime: schedule.endAt?.toString() ?? null,
      memberType: presentMemberType(record, standpoint),
      createdOn: schedule.createdAt.toString(),
      updatedOn: updatedAt.toString(),
      condition: schedule.condition?.text ?? null,
      conditionVersion: schedule.condition?.version ?? null,
      expandedProperties: presentExpandedProperties(schedule, names),
    },
    name: schedule.id,
    id: resourceId(path, type, schedule.id),
    type: `Microsoft.Authorization/${type}`,
  };
}
