import { accept, type Decision } from '../decision.ts';
import { wellKnownRoles } from '../role-definition.ts';
import type { Schedule } from '../schedule.ts';
import { ROOT } from '../scope.ts';

/**
 * Gives a Global Administrator the role User Access Administrator at the root, without end, so that nobody is locked
 * out of the resource roles. It stands outside of the role's settings and is therefore an event of its own.
 */
export function decideElevation(
  principalId: string,
  id: string,
  held: readonly Schedule[],
  now: Temporal.Instant,
): Decision {
  if (held.some(({ endAt }) => endAt === null)) return accept();
  const same = {
    id,
    kind: 'active',
    principalId,
    roleDefinitionId: wellKnownRoles.userAccessAdministrator,
    scope: ROOT,
    condition: null,
    linkedEligibilityId: null,
    createdAt: now,
  } as const;
  return accept(
    {
      type: 'scheduleRequest.submitted',
      policyScope: null,
      request: {
        ...same,
        type: 'adminAssign',
        status: 'provisioned',
        schedule: { startAt: now, expiration: { type: 'noExpiration' } },
        justification: 'elevated access',
        ticket: null,
        targetScheduleId: null,
        requestorId: principalId,
        resultingScheduleId: id,
      },
    },
    {
      type: 'schedule.created',
      schedule: { ...same, assignmentType: 'assigned', requestId: id, startAt: now, endAt: null },
    },
    { type: 'access.elevated', principalId, scheduleId: id },
  );
}
