import { EVERYONE } from '../../domain/access/deny-assignment.ts';
import type { DomainEvent, EventOf } from '../../domain/events.ts';
import { activationRulesOf } from '../../domain/policy/activation-rules.ts';
import { defaultPolicyRules } from '../../domain/policy/default-policy.ts';
import type { ScheduleRequest } from '../../domain/request/request.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { ROOT, type Scope } from '../../domain/scope.ts';
import { accountEvents } from './sample-account-events.ts';
import { samplePrincipal as principal, sampleDirectoryEvents } from './sample-directory-events.ts';
import { sampleGroupEvents } from './sample-group-events.ts';
import { signInEvents } from './sample-sign-in-events.ts';

const at = Temporal.Instant.from('2026-11-24T08:00:00Z');
const role = 'role-1';
const production = '/subscriptions/c0000000-0000-4000-8000-000000000001' as Scope;

function request(id: string, over: Partial<ScheduleRequest>): DomainEvent {
  const asked: ScheduleRequest = {
    id,
    kind: 'active',
    type: 'selfActivate',
    principalId: 'alice',
    roleDefinitionId: role,
    scope: ROOT,
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT2H' } },
    justification: 'because \u0000 of “this” \ud83d\ude80',
    ticket: { number: 'INC-1', system: 'Jira' },
    condition: null,
    linkedEligibilityId: 'eligibility-1',
    targetScheduleId: null,
    requestorId: 'alice',
    status: 'pendingApproval',
    createdAt: at,
    resultingScheduleId: id,
    ...over,
  };
  return { type: 'scheduleRequest.submitted', request: asked, policyScope: null };
}

function schedule(id: string, over: Partial<Schedule>): DomainEvent {
  const created: Schedule = {
    id,
    kind: 'active',
    assignmentType: 'activated',
    requestId: id,
    principalId: 'alice',
    roleDefinitionId: role,
    scope: ROOT,
    startAt: at,
    endAt: at.add({ hours: 2 }),
    condition: { text: "@Resource[a:b] StringEquals 'c'", version: '2.0' },
    linkedEligibilityId: 'eligibility-1',
    createdAt: at,
    ...over,
  };
  return { type: 'schedule.created', schedule: created };
}

function stage(requestId: string, ordinal = 0): DomainEvent {
  return {
    type: 'approval.requested',
    requestId,
    stageId: `stage-${ordinal}-of-${requestId}`,
    ...(ordinal === 0 ? {} : { ordinal, approvalsNeeded: 2 }),
    expiresAt: at.add({ hours: 24 }),
    isApproverJustificationRequired: true,
    approvers: [{ kind: 'user', id: 'bob', description: null }],
  };
}

function denyAssignment(id: string): DomainEvent {
  const permission = { actions: ['*'], notActions: ['*/read'], dataActions: [], notDataActions: [] };
  return {
    type: 'denyAssignment.created',
    denyAssignment: {
      id,
      name: `Name of ${id}`,
      description: 'frozen',
      permissions: [{ ...permission, condition: null, conditionVersion: null }],
      scope: ROOT,
      doNotApplyToChildScopes: true,
      principals: [{ id: EVERYONE, kind: 'everyone' }],
      excludePrincipals: [{ id: 'bob', kind: 'user' }],
      condition: { text: "@Resource[a:b] StringEquals 'c'", version: '2.0' },
      createdAt: at,
      createdById: 'bob',
    },
  };
}

function approval(
  requestId: string,
  ordinal: number,
  decidedById: string,
  over: Pick<EventOf<'approval.decided'>, 'settles' | 'auditOneIn'>,
): DomainEvent {
  return {
    type: 'approval.decided',
    requestId,
    stageId: `stage-${ordinal}-of-${requestId}`,
    result: 'approved',
    decidedById,
    justification: 'known',
    grantedDuration: 'PT1H',
    grantedScope: ROOT,
    ...over,
  };
}

const rules = defaultPolicyRules('resource', 'medium');

const audited = { SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: 5 } } as const;

function policy(scope: Scope) {
  return { scope, roleDefinitionId: role };
}

function template(id: string, name: string) {
  return { id, name, description: '', rules: audited, version: 1 };
}

function applied(templateId: string, scope: Scope): DomainEvent {
  return {
    type: 'policyTemplate.applied',
    templateId,
    version: 2,
    ...policy(scope),
    rules: audited,
    appliedById: 'bob',
  };
}

/** At least one of every event, so that every table that follows from the ledger has rows. */
export const sampleEvents: readonly DomainEvent[] = [
  { type: 'organisation.established', name: 'Sample', tenantId: 'd0000000-0000-4000-8000-000000000001' },
  { type: 'scope.registered', scope: ROOT, kind: 'root', path: '/', displayName: 'Sample', parent: null },
  {
    type: 'scope.registered',
    scope: production,
    kind: 'subscription',
    path: '/Subscriptions/C0000000-0000-4000-8000-000000000001',
    displayName: 'Production',
    parent: ROOT,
  },
  principal('alice', 'user'),
  principal('bob', 'user'),
  principal('robot', 'servicePrincipal'),
  principal('operators', 'group'),
  { type: 'servicePrincipal.ownerAdded', servicePrincipalId: 'robot', ownerId: 'bob' },
  { type: 'group.memberAdded', groupId: 'operators', memberId: 'alice' },
  { type: 'group.memberAdded', groupId: 'operators', memberId: 'bob' },
  { type: 'group.memberRemoved', groupId: 'operators', memberId: 'bob' },
  { type: 'principal.disabled', principalId: 'robot' },
  { type: 'principal.enabled', principalId: 'robot' },
  ...sampleDirectoryEvents,
  ...sampleGroupEvents,
  {
    type: 'roleDefinition.defined',
    roleDefinition: {
      id: role,
      family: 'resource',
      kind: 'custom',
      name: 'Operator',
      description: 'operates',
      isPrivileged: false,
      permissions: [],
      assignableScopes: [ROOT],
    },
    definedById: 'bob',
    createdAt: at,
  },
  {
    type: 'roleDefinition.defined',
    roleDefinition: {
      id: 'role-2',
      family: 'resource',
      kind: 'custom',
      name: 'Ward',
      description: 'watches',
      isPrivileged: false,
      permissions: [],
      assignableScopes: [ROOT],
    },
    definedById: 'bob',
    createdAt: at,
  },
  { type: 'roleDefinition.deleted', roleDefinitionId: 'role-2', deletedById: 'bob' },
  denyAssignment('deny-1'),
  denyAssignment('deny-2'),
  { type: 'denyAssignment.deleted', denyAssignmentId: 'deny-2', deletedById: 'bob' },
  {
    type: 'roleAssignment.described',
    scheduleId: 'assigned-1',
    name: 'name-1',
    description: 'on call',
    describedById: 'bob',
  },
  {
    type: 'roleManagementPolicy.updated',
    scope: ROOT,
    roleDefinitionId: role,
    before: rules,
    after: rules,
    modifiedById: 'bob',
  },
  { type: 'policyTemplate.created', template: template('guarded', 'Guarded'), createdById: 'bob' },
  { type: 'policyTemplate.created', template: template('spare', 'Spare'), createdById: 'bob' },
  {
    type: 'policyTemplate.updated',
    before: template('guarded', 'Guarded'),
    after: { ...template('guarded', 'Guarded well'), version: 2 },
    updatedById: 'bob',
  },
  applied('guarded', ROOT),
  applied('guarded', production),
  applied('spare', production),
  { type: 'policyTemplate.detached', templateId: 'guarded', ...policy(ROOT), detachedById: 'bob' },
  { type: 'policyTemplate.deleted', template: template('spare', 'Spare'), deletedById: 'bob' },
  {
    type: 'roleManagementPolicy.updated',
    scope: production,
    roleDefinitionId: role,
    before: rules,
    after: { ...rules, SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: 10 } },
    modifiedById: 'bob',
    warnings: [{ code: 'fewApprovers', rule: 'Approval_EndUser_Assignment', message: 'one' }],
  },
  {
    type: 'roleManagementPolicy.removed',
    scope: production,
    roleDefinitionId: role,
    before: rules,
    after: rules,
    removedById: 'bob',
  },
  request('eligibility-1', { kind: 'eligible', type: 'adminAssign', requestorId: 'bob', status: 'provisioned' }),
  schedule('eligibility-1', { kind: 'eligible', assignmentType: 'assigned', endAt: null, linkedEligibilityId: null }),
  request('canceled-1', {
    schedule: { startAt: at, expiration: { type: 'afterDateTime', endAt: at.add({ hours: 3 }) } },
  }),
  stage('canceled-1'),
  { type: 'scheduleRequest.canceled', requestId: 'canceled-1', canceledById: 'alice', reason: 'requestor' },
  request('done-1', {}),
  {
    type: 'approval.begun',
    requestId: 'done-1',
    stageIds: ['stage-0-of-done-1', 'stage-1-of-done-1'],
    rules: activationRulesOf(rules),
  },
  stage('done-1'),
  approval('done-1', 0, 'bob', { settles: 'stage' }),
  stage('done-1', 1),
  approval('done-1', 1, 'carol', { settles: 'nothing' }),
  approval('done-1', 1, 'dave', { auditOneIn: 1 }),
  {
    type: 'spotAudit.reviewed',
    requestId: 'done-1',
    reviewedById: 'erin',
    outcome: 'objected',
    justification: 'not seen',
  },
  { type: 'scheduleRequest.moved', requestId: 'done-1', status: 'pendingScheduleCreation' },
  schedule('done-1', { startAt: at.add({ hours: 1 }) }),
  { type: 'schedule.started', scheduleId: 'done-1' },
  { type: 'schedule.ended', scheduleId: 'done-1', reason: 'deactivated', endAt: at.add({ hours: 1 }) },
  request('late-1', {}),
  stage('late-1'),
  { type: 'approval.timedOut', requestId: 'late-1', stageId: 'stage-0-of-late-1' },
  {
    type: 'scope.registered',
    scope: '/providers/microsoft.management/managementgroups/sample' as Scope,
    kind: 'managementGroup',
    path: '/providers/Microsoft.Management/managementGroups/Sample',
    displayName: 'Group',
    parent: null,
  },
  {
    type: 'scope.registered',
    scope: '/subscriptions/c0000000-0000-4000-8000-000000000001/providers/microsoft.storage/storageaccounts/s' as Scope,
    kind: 'resource',
    path: '/subscriptions/c0000000-0000-4000-8000-000000000001/providers/Microsoft.Storage/storageAccounts/s',
    displayName: 's',
    parent: '/subscriptions/c0000000-0000-4000-8000-000000000001' as Scope,
    location: 'westeurope',
  },
  {
    type: 'scope.registered',
    scope: '/subscriptions/c0000000-0000-4000-8000-000000000002' as Scope,
    kind: 'subscription',
    path: '/subscriptions/c0000000-0000-4000-8000-000000000002',
    displayName: 'Gone soon',
    parent: null,
  },
  {
    type: 'scope.renamed',
    scope: '/subscriptions/c0000000-0000-4000-8000-000000000001' as Scope,
    before: 'Production',
    after: 'Prod',
  },
  {
    type: 'scope.moved',
    scope: '/subscriptions/c0000000-0000-4000-8000-000000000001' as Scope,
    before: null,
    after: '/providers/microsoft.management/managementgroups/sample' as Scope,
  },
  { type: 'scope.deleted', scope: '/subscriptions/c0000000-0000-4000-8000-000000000002' as Scope },
  { type: 'access.elevated', principalId: 'alice', scheduleId: 'done-1' },
  { type: 'access.elevated', principalId: 'alice', scheduleId: 'approved-1' },
  request('extend-1', {
    kind: 'eligible',
    type: 'selfExtend',
    status: 'pendingAdminDecision',
    targetScheduleId: 'e-1',
  }),
  { type: 'extension.requested', requestId: 'extend-1', scheduleId: 'eligibility-1', expiresAt: at.add({ hours: 24 }) },
  {
    type: 'extension.decided',
    requestId: 'extend-1',
    result: 'approved',
    decidedById: 'bob',
    justification: 'still needed',
    granted: { kind: 'eligible', scheduleId: 'eligibility-1', startAt: at, endAt: null, condition: null },
  },
  {
    type: 'schedule.changed',
    scheduleId: 'eligibility-1',
    requestId: 'extend-1',
    before: { startAt: at, endAt: null, condition: null },
    after: { startAt: at.add({ hours: 1 }), endAt: at.add({ hours: 9 }), condition: { text: 'x', version: '2.0' } },
  },
  request('extend-2', {
    kind: 'eligible',
    type: 'selfExtend',
    status: 'pendingAdminDecision',
    targetScheduleId: 'e-2',
  }),
  { type: 'extension.requested', requestId: 'extend-2', scheduleId: 'eligibility-2', expiresAt: at.add({ hours: 24 }) },
  { type: 'extension.timedOut', requestId: 'extend-2' },
  {
    type: 'digest.recorded',
    principalId: 'alice',
    cadence: 'weekly',
    date: '2026-11-23',
    beforeAt: at.subtract({ hours: 336 }),
    sinceAt: at.subtract({ hours: 168 }),
    untilAt: at,
    figures: null,
  },
  ...accountEvents,
  ...signInEvents,
  { type: 'command.refused', command: 'selfActivate', code: 'notPermitted', message: 'no', target: null },
];

/** A further event that changes a table, one for each number. */
export function anotherEvent(number: number): DomainEvent {
  return principal(`person-${number}`, 'user');
}
