import type { DomainEvent } from '../../../src/domain/events.ts';
import { groupScope } from '../../../src/domain/group/group-scope.ts';
import { defaultPolicyRules } from '../../../src/domain/policy/default-policy.ts';
import type { ScheduleRequest } from '../../../src/domain/request/request.ts';
import { wellKnownRoles } from '../../../src/domain/role-definition.ts';
import type { Schedule } from '../../../src/domain/schedule.ts';
import { anApprovalRule } from '../../support/builders.ts';
import type { Dice } from './dice.ts';

const roles = [wellKnownRoles.groupMember, wellKnownRoles.groupMember, wellKnownRoles.groupOwner];

interface Cast {
  readonly people: readonly string[];
  readonly groups: readonly string[];
}

export type RandomMemberships = ReturnType<typeof randomMemberships>;

/** Who is or may be in groups for a time, asks to be, and by which settings. */
export function randomMemberships(dice: Dice, { people, groups }: Cast, now: Temporal.Instant) {
  const { id, one, maybe, below } = dice;
  const place = () => ({ roleDefinitionId: one(roles), scope: groupScope(one(groups)) });

  const schedules = Array.from({ length: 8 }, (_, index): Schedule => {
    const kind = maybe(0.6) ? 'active' : 'eligible';
    const startAt = now.add({ minutes: below(120) - 100 });
    return {
      id: id(`membership ${index}`),
      requestId: id(`membership ${index}`),
      kind,
      assignmentType: 'assigned',
      // groups are never in a group for a time
      principalId: one(kind === 'active' || maybe(0.7) ? people : groups),
      ...place(),
      startAt,
      endAt: maybe(0.3) ? null : startAt.add({ minutes: 5 + below(300) }),
      condition: null,
      linkedEligibilityId: null,
      createdAt: now.subtract({ minutes: 1 + below(4) }),
    };
  });

  const requests = dice.some(people, 5).map(
    (principalId, index): ScheduleRequest => ({
      id: id(`joining ${index}`),
      kind: 'active',
      type: 'selfActivate',
      principalId,
      ...place(),
      requestorId: principalId,
      schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT1H' } },
      justification: 'because',
      ticket: null,
      condition: null,
      linkedEligibilityId: null,
      targetScheduleId: null,
      status: 'pendingApproval',
      createdAt: now.subtract({ minutes: 1 + below(4) }),
      resultingScheduleId: id(`joining ${index}`),
    }),
  );

  const policies = [place(), place()];
  const rule = anApprovalRule({ isRequired: true });
  const events: readonly DomainEvent[] = [
    ...schedules.map((schedule): DomainEvent => ({ type: 'schedule.created', schedule })),
    ...requests.flatMap((request, index): readonly DomainEvent[] => [
      { type: 'scheduleRequest.submitted', request, policyScope: null },
      {
        type: 'approval.requested',
        requestId: request.id,
        stageId: id(`joining stage ${index}`),
        expiresAt: now.add({ minutes: 30 }),
        isApproverJustificationRequired: true,
        // nobody named: the owners of the group
        approvers: maybe(0.5) ? [] : [{ kind: 'user', id: one(people), description: null }],
      },
    ]),
    ...policies.map(({ roleDefinitionId, scope }): DomainEvent => {
      const before = defaultPolicyRules('group', 'medium');
      return {
        type: 'roleManagementPolicy.updated',
        scope,
        roleDefinitionId,
        before,
        after: { ...before, Approval_EndUser_Assignment: rule },
        modifiedById: one(people),
      };
    }),
  ];
  return { schedules, requests, policies, events };
}
