import { type DenyAssignment, EVERYONE } from '../../../src/domain/access/deny-assignment.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import { defaultPolicyRules } from '../../../src/domain/policy/default-policy.ts';
import type { ScheduleRequest } from '../../../src/domain/request/request.ts';
import type { Permission, RoleDefinition } from '../../../src/domain/role-definition.ts';
import type { Schedule } from '../../../src/domain/schedule.ts';
import type { Scope } from '../../../src/domain/scope.ts';
import type { Dice } from './dice.ts';

const operations = [
  'Microsoft.Authorization/roleAssignments/read',
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleAssignments/delete',
  'Microsoft.Authorization/roleDefinitions/read',
  'Microsoft.Authorization/roleDefinitions/write',
  'Microsoft.Authorization/roleManagementPolicies/read',
  'Microsoft.Authorization/roleManagementPolicies/write',
  'Microsoft.Authorization/denyAssignments/read',
  'Microsoft.Management/managementGroups/read',
  'Microsoft.Resources/subscriptions/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Resources/subscriptions/resources/read',
  'Microsoft.Resources/subscriptions/resourceGroups/delete',
];
const denied = [
  ['Microsoft.Authorization/roleAssignments/read'],
  ['Microsoft.Authorization/denyAssignments/read'],
  ['Microsoft.Authorization/*/read'],
  ['Microsoft.Resources/*', 'Microsoft.Management/*'],
  ['Microsoft.Resources/*'],
  ['Microsoft.Management/*'],
  ['*/read'],
];

function allowing(actions: readonly string[]): readonly Permission[] {
  const none = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
  return [{ actions, ...none }];
}

interface Cast {
  readonly people: readonly string[];
  readonly groups: readonly string[];
  readonly scopes: readonly Scope[];
}

/** Custom roles, denials, templates and extensions of a made-up organisation. */
export function randomGovernance(dice: Dice, { people, groups, scopes }: Cast, now: Temporal.Instant) {
  const { id, one, some, maybe, below } = dice;
  const belowRoot = scopes.filter((scope) => scope !== '/');

  const customRoles = Array.from({ length: 8 }, (_, index): RoleDefinition => {
    return {
      id: id(`role ${index}`),
      family: 'resource',
      kind: 'custom',
      name: `Role ${id(`role name ${index}`)}`,
      description: '',
      isPrivileged: false,
      // the first shows management groups and nothing that is in them
      permissions: allowing(index === 0 ? ['Microsoft.Management/managementGroups/read'] : some(operations, 3)),
      assignableScopes: index === 0 ? belowRoot.slice(0, 1) : some(belowRoot, 2),
    };
  });

  const denyAssignments = Array.from({ length: 7 }, (_, index): DenyAssignment => {
    const isEveryone = maybe(0.2);
    const named = { id: one(people), kind: 'user' } as const;
    const ofGroup = { id: one(groups), kind: 'group' } as const;
    return {
      id: id(`denial ${index}`),
      name: `Denial ${id(`denial name ${index}`)}`,
      description: null,
      permissions: allowing(one(denied)),
      scope: one(scopes),
      doNotApplyToChildScopes: maybe(0.4),
      principals: isEveryone ? [{ id: EVERYONE, kind: 'everyone' }] : [named, ofGroup],
      excludePrincipals: isEveryone ? [{ id: one(people), kind: 'user' }] : [],
      condition: null,
      createdAt: now.subtract({ minutes: 1 + below(4) }),
      createdById: one(people),
    };
  });

  /** Holders ask for more time of what they hold; some have been answered. */
  function extensionsOf(schedules: readonly Schedule[], requests: readonly ScheduleRequest[]) {
    const events: DomainEvent[] = [];
    const ids: string[] = [];
    const timed = schedules.filter(({ principalId, endAt }) => endAt !== null && people.includes(principalId));
    for (const schedule of timed.slice(0, 12)) {
      const isOpenElsewhere = [...requests, ...schedules.filter(({ id: other }) => other !== schedule.id)].some(
        (other) =>
          other.principalId === schedule.principalId &&
          other.roleDefinitionId === schedule.roleDefinitionId &&
          other.scope === schedule.scope,
      );
      if (isOpenElsewhere || schedule.endAt === null) continue;
      const requestId = id(`extension of ${schedule.id}`);
      const isOver = schedule.endAt.epochMilliseconds <= now.epochMilliseconds;
      ids.push(requestId);
      const request: ScheduleRequest = {
        id: requestId,
        kind: schedule.kind,
        type: isOver ? 'selfRenew' : 'selfExtend',
        principalId: schedule.principalId,
        roleDefinitionId: schedule.roleDefinitionId,
        scope: schedule.scope,
        requestorId: schedule.principalId,
        schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'P1D' } },
        justification: 'more',
        ticket: null,
        condition: null,
        linkedEligibilityId: null,
        targetScheduleId: schedule.id,
        status: 'pendingAdminDecision',
        createdAt: now.subtract({ minutes: 1 }),
        resultingScheduleId: schedule.id,
      };
      const expiresAt = now.add({ minutes: 30 });
      events.push({ type: 'scheduleRequest.submitted', request, policyScope: null });
      events.push({ type: 'extension.requested', requestId, scheduleId: schedule.id, expiresAt });
      if (!maybe(0.3)) continue;
      const decision = { result: 'denied', decidedById: one(people), justification: null, granted: null } as const;
      events.push({ type: 'extension.decided', requestId, ...decision });
    }
    return { ids, events };
  }

  const templateIds = [id('template 0'), id('template 1')];
  const rules = { Expiration_EndUser_Assignment: defaultPolicyRules('resource', 'low').Expiration_EndUser_Assignment };

  /** Two templates, which some of the settings follow. */
  function templateEvents(places: readonly Pick<Schedule, 'roleDefinitionId' | 'scope'>[]): readonly DomainEvent[] {
    const created = templateIds.map((templateId, index): DomainEvent => {
      const template = { id: templateId, name: `Template ${index}`, description: '', rules, version: 1 };
      return { type: 'policyTemplate.created', template, createdById: one(people) };
    });
    const distinct = new Map(places.map((place) => [`${place.roleDefinitionId} ${place.scope}`, place]));
    const applied = [...distinct.values()].map((place): DomainEvent => {
      const { roleDefinitionId, scope } = place;
      const by = { version: 1, rules, appliedById: one(people) };
      return { type: 'policyTemplate.applied', templateId: one(templateIds), roleDefinitionId, scope, ...by };
    });
    return [...created, ...applied];
  }

  return {
    customRoles,
    denyAssignments,
    roleEvents: customRoles.map((roleDefinition): DomainEvent => {
      return { type: 'roleDefinition.defined', roleDefinition, definedById: one(people), createdAt: now };
    }),
    denyEvents: denyAssignments.map(
      (denyAssignment): DomainEvent => ({ type: 'denyAssignment.created', denyAssignment }),
    ),
    extensionsOf,
    templateIds,
    templateEvents,
  };
}
