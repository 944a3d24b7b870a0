import type { Expiration, RequestType } from '../../../domain/request/request.ts';
import { later } from '../../../domain/time.ts';
import type { Names } from '../../../queries/names-of.ts';
import type { RequestRecord } from '../../../queries/schedule-requests.ts';
import { presentExpandedProperties } from '../expanded-properties.ts';
import type { Family } from '../family.ts';
import { resourceId, roleDefinitionResourceId } from '../resource-ids.ts';
import { presentPrincipalType, presentRequestStatus, presentRequestType } from '../words.ts';

/** Requests that end something have no time of their own. */
const endings: readonly RequestType[] = ['adminRemove', 'selfDeactivate'];

/** A request in the shape of the published examples, member by member (contracts/arm §5.1, §5.2). */
export function presentScheduleRequest({ word }: Family, record: RequestRecord, names: Names) {
  const { request, status, hasApproval } = record;
  const { path } = names.scope(request.scope);
  const type = `Role${word}ScheduleRequests`;
  return {
    properties: {
      [`targetRole${word}ScheduleId`]: request.resultingScheduleId,
      [`targetRole${word}ScheduleInstanceId`]: null,
      scope: path,
      roleDefinitionId: roleDefinitionResourceId(path, request.roleDefinitionId),
      principalId: request.principalId,
      principalType: presentPrincipalType(names.principal(request.principalId).kind),
      requestType: presentRequestType(request.type),
      status: presentRequestStatus(status),
      approvalId: hasApproval ? resourceId('/', 'roleAssignmentApprovals', request.id) : null,
      scheduleInfo: presentScheduleInfo(record),
      ticketInfo: {
        ticketNumber: request.ticket?.number ?? null,
        ticketSystem: request.ticket?.system ?? null,
      },
      justification: request.justification,
      requestorId: request.requestorId,
      createdOn: request.createdAt.toString(),
      condition: request.condition?.text ?? null,
      conditionVersion: request.condition?.version ?? null,
      expandedProperties: presentExpandedProperties(request, names),
    },
    name: request.id,
    id: resourceId(path, type, request.id),
    type: `Microsoft.Authorization/${type}`,
  };
}

/** The real start where there is one, else the earliest that was asked for (BEHAVIOUR §5). */
function presentScheduleInfo({ request, startAt }: RequestRecord) {
  if (endings.includes(request.type)) return null;
  const start = startAt ?? later(request.schedule.startAt ?? request.createdAt, request.createdAt);
  return { startDateTime: start.toString(), expiration: presentExpiration(request.schedule.expiration) };
}

function presentExpiration(expiration: Expiration | null) {
  switch (expiration?.type) {
    case 'afterDuration':
      return { type: 'AfterDuration', endDateTime: null, duration: expiration.duration };
    case 'afterDateTime':
      return { type: 'AfterDateTime', endDateTime: expiration.endAt.toString(), duration: null };
    default:
      return { type: 'NoExpiration', endDateTime: null, duration: null };
  }
}
