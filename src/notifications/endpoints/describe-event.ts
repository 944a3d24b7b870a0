import type { DomainEventType } from '../../domain/events.ts';
import { endpointById } from '../../ledger/facts/endpoint-facts.ts';
import type { AnnouncementContext } from '../announcements/announcement.ts';
import type { announcements } from '../announcements/announcements.ts';
import {
  describeApprovalDecided,
  describeApprovalReminded,
  describeApprovalRequested,
  describeApprovalTimedOut,
  describeExtensionDecided,
  describeExtensionRequested,
  describeExtensionTimedOut,
  describeRequestCanceled,
} from './describe-requests.ts';
import {
  describeAccessElevated,
  describeRoleAssignmentDescribed,
  describeScheduleCreated,
  describeScheduleEnded,
  describeScheduleEndingSoon,
  describeScheduleStarted,
} from './describe-schedules.ts';
import type { Describe, Described } from './described.ts';
import { principalData } from './request-data.ts';

const describeEmergencyAccountUsed: Describe<'emergencyAccount.used'> = async (event, { tx, entry }) => {
  const { principalId, clientId: program, methods } = event;
  const account = await principalData(tx, principalId);
  return { topic: 'emergencyAccount.used', data: { account, program, methods: [...methods], origin: entry.origin } };
};

const describeEndpointDisabled: Describe<'notificationEndpoint.disabled'> = async (event, { tx }) => {
  const endpoint = await endpointById(tx, event.endpointId);
  if (endpoint === null || event.reason === 'administrator') return null;
  const { id, displayName, kind } = endpoint;
  return { topic: 'endpoint.disabled', data: { endpoint: { id, displayName, kind }, reason: event.reason } };
};

/** Whatever people are told of. */
type AnnouncedType = {
  [Type in DomainEventType]: (typeof announcements)[Type] extends 'nobody' ? never : Type;
}[DomainEventType];

/** What each event means outside; an event that people are told of and about which nothing was decided does not compile. */
const descriptions = {
  'scheduleRequest.canceled': describeRequestCanceled,
  'approval.requested': describeApprovalRequested,
  'approval.reminded': describeApprovalReminded,
  'approval.decided': describeApprovalDecided,
  'approval.timedOut': describeApprovalTimedOut,
  'extension.requested': describeExtensionRequested,
  'extension.decided': describeExtensionDecided,
  'extension.timedOut': describeExtensionTimedOut,
  'schedule.created': describeScheduleCreated,
  'schedule.started': describeScheduleStarted,
  'schedule.endingSoon': describeScheduleEndingSoon,
  'schedule.ended': describeScheduleEnded,
  'roleAssignment.described': describeRoleAssignmentDescribed,
  'access.elevated': describeAccessElevated,
  'emergencyAccount.used': describeEmergencyAccountUsed,
  'notificationEndpoint.disabled': describeEndpointDisabled,
  // a person's own affair
  'credential.added': 'nothing',
  'credential.changed': 'nothing',
  'credential.removed': 'nothing',
  'enrolmentLink.used': 'nothing',
  'digest.recorded': 'nothing',
} as const satisfies { readonly [Type in AnnouncedType]: Describe<Type> | 'nothing' };

/** What programs outside are told of an entry; null: nothing. */
export async function describeEvent(context: AnnouncementContext): Promise<Described | null> {
  const { event } = context.entry;
  const describe = (descriptions as Partial<Record<DomainEventType, Describe<DomainEventType> | 'nothing'>>)[
    event.type
  ];
  return describe === undefined || describe === 'nothing' ? null : describe(event, context);
}
