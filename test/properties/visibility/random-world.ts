import { demoRoles } from '../../../src/demo/demo-organisation.ts';
import type { DenyAssignment } from '../../../src/domain/access/deny-assignment.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import { groupScope } from '../../../src/domain/group/group-scope.ts';
import { defaultPolicyRules } from '../../../src/domain/policy/default-policy.ts';
import type { ApproverReference } from '../../../src/domain/policy/policy.ts';
import type { PrincipalKind } from '../../../src/domain/principal.ts';
import type { ScheduleRequest } from '../../../src/domain/request/request.ts';
import type { RoleDefinition } from '../../../src/domain/role-definition.ts';
import type { Schedule } from '../../../src/domain/schedule.ts';
import { parseScope, ROOT, type Scope, scopeKind } from '../../../src/domain/scope.ts';
import { anApprovalRule } from '../../support/builders.ts';
import { type Dice, diceFor } from './dice.ts';
import { randomGovernance } from './random-governance.ts';
import { type RandomMemberships, randomMemberships } from './random-memberships.ts';
import { chainIn, tree } from './tree.ts';

/** A made-up organisation: who there is, where, and everything that was asked and assigned. */
export interface RandomWorld {
  /** Who can call: people and service principals that are enabled. */
  readonly people: readonly string[];
  /** Of these, who has hardly anything: nothing at all, one custom role, or one eligibility. */
  readonly outsiders: readonly string[];
  /** Everybody and every group, also who is disabled. */
  readonly principals: readonly string[];
  readonly scopes: readonly Scope[];
  readonly groupScopes: readonly Scope[];
  /** Of group roles, which are no part of the ARM wire. */
  readonly memberships: RandomMemberships;
  readonly schedules: readonly Schedule[];
  readonly requests: readonly ScheduleRequest[];
  readonly customRoles: readonly RoleDefinition[];
  readonly denyAssignments: readonly DenyAssignment[];
  readonly extensionIds: readonly string[];
  readonly templateIds: readonly string[];
  /** A directory that provisions some of them. */
  readonly sourceId: string;
  /** Where somebody wrote settings. */
  readonly policies: readonly { readonly roleDefinitionId: string; readonly scope: Scope }[];
  readonly events: readonly DomainEvent[];
}

const resourceRoles = [demoRoles.owner, demoRoles.reader, demoRoles.contributor, demoRoles.userAccessAdministrator];
const directoryRoles = [demoRoles.globalAdministrator, demoRoles.securityOperator];
/** The same world for the same numbers; they are in [0, 1). */
export function randomWorld(random: () => number, now: Temporal.Instant, salt: string): RandomWorld {
  const dice: Dice = diceFor(random, salt);
  const { id, below, one, maybe } = dice;

  const people = Array.from({ length: 9 }, (_, index) => id(`person ${index}`));
  const groups = Array.from({ length: 4 }, (_, index) => id(`group ${index}`));
  const outsiders = [id('outsider 0'), id('outsider 1'), id('outsider 2')];
  const robots = [id('robot 0'), id('robot 1')];
  const scopes = tree.map(([path]) => parseScope(path));
  const governance = randomGovernance(dice, { people, groups, scopes }, now);
  const principals = [...people, ...groups, ...robots];
  const roleAndScope = (): Pick<Schedule, 'roleDefinitionId' | 'scope'> =>
    maybe(0.15) ? { roleDefinitionId: one(directoryRoles), scope: ROOT } : resourceRoleAndScope();
  const resourceRoleAndScope = () => {
    const scope = one(scopes);
    const standing = governance.customRoles.filter(({ assignableScopes }) =>
      assignableScopes.some((assignable) => chainIn(scope).includes(assignable)),
    );
    const roleDefinitionId = standing.length > 0 && maybe(0.5) ? one(standing).id : one(resourceRoles);
    return { roleDefinitionId, scope };
  };

  const created = (kind: PrincipalKind, each: string): DomainEvent => ({
    type: 'principal.created',
    principal: { id: each, kind, displayName: `name of ${each}`, userName: null, email: null, enabled: true },
    issuer: 'https://world.example',
    subject: each,
  });
  const lasting = Array.from({ length: 10 }, (): DomainEvent => {
    const at = below(groups.length);
    // a group contains people and later groups only, so that there is no circle
    const later = groups.slice(at + 1);
    const memberId = later.length > 0 && maybe(0.3) ? one(later) : one(people);
    return { type: 'group.memberAdded', groupId: groups[at] as string, memberId };
  });

  const sourceId = id('source');
  const directory: readonly DomainEvent[] = [
    ...groups.map((groupId): DomainEvent => ({ type: 'group.ownerAdded', groupId, ownerId: one(people) })),
    {
      type: 'provisioningSource.created',
      sourceId,
      issuer: 'https://directory.example',
      mayChangeProtected: false,
      createdById: one(people),
    },
    { type: 'principal.sourceChanged', principalId: one(people), before: null, after: sourceId },
    { type: 'principal.sourceChanged', principalId: one(groups), before: null, after: sourceId },
    { type: 'emergencyAccount.marked', principalId: one(people), markedById: one(people) },
  ];

  const schedules: Schedule[] = [];
  const requests: ScheduleRequest[] = [];
  const history: DomainEvent[] = [];
  const approvers = (): readonly ApproverReference[] =>
    maybe(0.2)
      ? []
      : Array.from({ length: 1 + below(2) }, () => {
          const isGroup = maybe(0.4);
          return { kind: isGroup ? 'group' : 'user', id: one(isGroup ? groups : people), description: null };
        });

  const [groupReader] = governance.customRoles as [RoleDefinition];
  const seesGroupsOnly = { roleDefinitionId: groupReader.id, scope: groupReader.assignableScopes[0] as Scope };
  for (let index = 0; index < 45; index += 1) {
    const start = now.add({ minutes: below(240) - 200 });
    const schedule: Schedule = {
      id: id(`schedule ${index}`),
      requestId: id(`schedule ${index}`),
      kind: index >= 3 && maybe(0.4) ? 'eligible' : 'active',
      assignmentType: 'assigned',
      principalId: one(principals),
      ...roleAndScope(),
      ...(index < 3 ? seesGroupsOnly : {}),
      startAt: start,
      endAt: index < 3 || maybe(0.4) ? null : start.add({ minutes: 5 + below(400) }),
      condition: null,
      linkedEligibilityId: null,
      // few instants, so that there are ties
      createdAt: now.subtract({ minutes: 1 + below(4) }),
    };
    schedules.push(schedule);
    history.push({ type: 'schedule.created', schedule });
    if (schedule.endAt !== null && schedule.endAt.epochMilliseconds <= now.epochMilliseconds && maybe(0.5)) {
      history.push({ type: 'schedule.ended', scheduleId: schedule.id, reason: 'expired', endAt: schedule.endAt });
    }
  }

  const belowRoot = scopes.filter((scope) => scope !== ROOT);
  const given = one(governance.customRoles.slice(1));
  for (const [index, over] of [
    { kind: 'active', roleDefinitionId: given.id, scope: one(given.assignableScopes) } as const,
    { kind: 'eligible', roleDefinitionId: one(resourceRoles), scope: one(belowRoot) } as const,
  ].entries()) {
    const own = { ...(schedules[0] as Schedule), ...over, id: id(`own ${index}`), requestId: id(`own ${index}`) };
    const schedule = { ...own, principalId: outsiders[index + 1] as string };
    schedules.push(schedule);
    history.push({ type: 'schedule.created', schedule });
  }

  for (let index = 0; index < 45; index += 1) {
    const requestId = id(`request ${index}`);
    const asksAs = one([...people, ...people, ...robots]);
    const outcome = one(['pending', 'pending', 'approved', 'denied', 'canceled', 'provisioned'] as const);
    const request: ScheduleRequest = {
      id: requestId,
      kind: maybe(0.8) ? 'active' : 'eligible',
      type: 'selfActivate',
      principalId: maybe(0.7) ? asksAs : one(principals),
      ...roleAndScope(),
      requestorId: asksAs,
      schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT1H' } },
      justification: 'because',
      ticket: null,
      condition: null,
      linkedEligibilityId: null,
      targetScheduleId: null,
      status: outcome === 'provisioned' ? 'provisioned' : 'pendingApproval',
      createdAt: now.subtract({ minutes: 1 + below(4) }),
      resultingScheduleId: requestId,
    };
    // the database holds one open request for each principal, role and scope
    const isSecond = requests.some(
      (other) =>
        other.principalId === request.principalId &&
        other.roleDefinitionId === request.roleDefinitionId &&
        other.scope === request.scope,
    );
    if (isSecond) continue;
    requests.push(request);
    history.push({ type: 'scheduleRequest.submitted', request, policyScope: null });
    if (outcome === 'provisioned') continue;
    history.push({
      type: 'approval.requested',
      requestId,
      stageId: id(`stage ${index}`),
      expiresAt: now.add({ minutes: below(100) - 20 }),
      isApproverJustificationRequired: true,
      approvers: approvers(),
    });
    if (outcome === 'canceled') {
      history.push({ type: 'scheduleRequest.canceled', requestId, canceledById: asksAs, reason: 'requestor' });
    } else if (outcome !== 'pending') {
      const decided = { requestId, stageId: id(`stage ${index}`), result: outcome, decidedById: one(people) };
      const rest = { justification: 'known', grantedDuration: null, grantedScope: null };
      const audited = outcome === 'approved' && maybe(0.7) ? { auditOneIn: 1 } : {};
      history.push({ type: 'approval.decided', ...decided, ...rest, ...audited });
    }
  }

  const memberships = randomMemberships(dice, { people, groups }, now);

  const extensions = governance.extensionsOf(schedules, requests);
  const places = Array.from({ length: 10 }, roleAndScope);
  const policies = places.map(({ roleDefinitionId, scope }): DomainEvent => {
    const before = defaultPolicyRules('resource', 'medium');
    const rule = anApprovalRule({ isRequired: maybe(0.8) });
    const [stage] = rule.stages;
    const changed = { ...rule, stages: [{ ...stage, approvers: approvers() }] as const };
    return {
      type: 'roleManagementPolicy.updated',
      scope,
      roleDefinitionId,
      before,
      after: { ...before, Approval_EndUser_Assignment: changed },
      modifiedById: one(people),
    };
  });

  return {
    people: [...outsiders, ...people.slice(1), ...robots],
    outsiders,
    principals: [...principals, ...outsiders, sourceId],
    scopes,
    schedules,
    requests,
    customRoles: governance.customRoles,
    denyAssignments: governance.denyAssignments,
    extensionIds: extensions.ids,
    templateIds: governance.templateIds,
    sourceId,
    groupScopes: groups.map(groupScope),
    memberships,
    policies: places,
    events: [
      { type: 'organisation.established', name: 'World', tenantId: id('tenant') },
      ...tree.map(
        ([path, parent], index): DomainEvent => ({
          type: 'scope.registered',
          scope: scopes[index] as Scope,
          kind: scopeKind(scopes[index] as Scope),
          path,
          displayName: path,
          parent: parent === null ? null : parseScope(parent),
        }),
      ),
      ...[...people, ...outsiders].map((each) => created('user', each)),
      ...groups.map((each) => created('group', each)),
      ...robots.map((each) => created('servicePrincipal', each)),
      created('servicePrincipal', sourceId),
      ...lasting,
      ...directory,
      { type: 'servicePrincipal.ownerAdded', servicePrincipalId: robots[0] as string, ownerId: one(people) },
      { type: 'servicePrincipal.ownerAdded', servicePrincipalId: robots[1] as string, ownerId: robots[0] as string },
      ...governance.roleEvents,
      ...policies,
      ...governance.templateEvents(places),
      ...history,
      ...memberships.events,
      ...extensions.events,
      ...governance.denyEvents,
      { type: 'principal.disabled', principalId: people[0] as string },
      { type: 'principal.disabled', principalId: groups[3] as string },
    ],
  };
}
