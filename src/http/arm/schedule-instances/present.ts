import type { Names } from '../../../queries/names-of.ts';
import type { ScheduleRecord } from '../../../queries/schedules.ts';
import { presentExpandedProperties } from '../expanded-properties.ts';
import type { Family } from '../family.ts';
import { resourceId, roleDefinitionResourceId } from '../resource-ids.ts';
import { presentMemberType, type Standpoint } from '../schedules/standpoint.ts';
import { presentAssignmentType, presentPrincipalType, presentRequestStatus } from '../words.ts';

/** The live interval of a schedule in the shape of the published examples, member by member (contracts/arm §5.4). */
export function presentInstance({ kind, word }: Family, record: ScheduleRecord, names: Names, standpoint: Standpoint) {
  const { schedule } = record;
  const { path } = names.scope(schedule.scope);
  const name = schedule.id;
  const type = `Role${word}ScheduleInstances`;
  return {
    properties: {
      ...(kind === 'active' ? presentActivation(record, names) : {}),
      scope: path,
      roleDefinitionId: roleDefinitionResourceId(path, schedule.roleDefinitionId),
      principalId: schedule.principalId,
      principalType: presentPrincipalType(names.principal(schedule.principalId).kind),
      status: presentRequestStatus('provisioned'),
      [`role${word}ScheduleId`]: resourceId(path, `Role${word}Schedules`, schedule.id),
      startDateTime: schedule.startAt.toString(),
      endDateTime: schedule.endAt?.toString() ?? null,
      memberType: presentMemberType(record, standpoint),
      createdOn: schedule.createdAt.toString(),
      condition: schedule.condition?.text ?? null,
      conditionVersion: schedule.condition?.version ?? null,
      expandedProperties: presentExpandedProperties(schedule, names),
    },
    name,
    id: resourceId(path, type, name),
    type: `Microsoft.Authorization/${type}`,
  };
}

function presentActivation({ schedule, eligibility }: ScheduleRecord, names: Names) {
  const eligiblePath = eligibility === null ? null : names.scope(eligibility.scope).path;
  return {
    originRoleAssignmentId: resourceId(names.scope(schedule.scope).path, 'roleAssignments', schedule.id),
    linkedRoleEligibilityScheduleId:
      eligibility === null || eligiblePath === null
        ? null
        : resourceId(eligiblePath, 'RoleEligibilitySchedules', eligibility.id),
    linkedRoleEligibilityScheduleInstanceId:
      eligibility === null || eligiblePath === null
        ? null
        : resourceId(eligiblePath, 'RoleEligibilityScheduleInstances', eligibility.id),
    assignmentType: presentAssignmentType(schedule.assignmentType),
  };
}
