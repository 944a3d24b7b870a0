import { EVERYONE } from '../../../src/domain/access/deny-assignment.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import { groupIdOf, groupScope } from '../../../src/domain/group/group-scope.ts';
import type { ApproverReference } from '../../../src/domain/policy/policy.ts';
import { wellKnownRoles } from '../../../src/domain/role-definition.ts';
import type { Schedule } from '../../../src/domain/schedule.ts';
import { ROOT, type Scope } from '../../../src/domain/scope.ts';
import { ownedBy, ownIdsOf, peopleIn, servicePrincipalsOf, withMembers } from './people-in.ts';
import type { RandomWorld } from './random-world.ts';
import { chainIn } from './tree.ts';

/** What gets answer somebody, by id; scopes by path, settings by role and scope. */
export interface Seen {
  readonly scopes: ReadonlySet<string>;
  readonly schedules: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  readonly denials: ReadonlySet<string>;
  readonly principals: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
  /** Where they may give roles: what they ask for there is held against the settings, read or not. */
  readonly givesAt: ReadonlySet<Scope>;
  /** Where they read who is assigned: there they read the record. */
  readonly readsAt: ReadonlySet<Scope>;
  /** Whether they read what is on record of the organisation itself: of its scopes, roles, denials and people. */
  readonly readsRecord: boolean;
  /** Where they give or take roles and do not read who has them: whoever does it again is told (ADR 0016). */
  readonly changesUnreadAt: ReadonlySet<Scope>;
}

/** By default these decide, and whoever asks is told who can. */
const deciders: readonly string[] = [
  wellKnownRoles.owner,
  wellKnownRoles.userAccessAdministrator,
  wellKnownRoles.globalAdministrator,
  wellKnownRoles.privilegedRoleAdministrator,
  wellKnownRoles.groupOwner,
];

type Timed = RandomWorld & { readonly now: Temporal.Instant };

/** Everything that is kept; what kept things name is kept with them. */
function keptOf({ memberships, ...world }: Timed, person: string, seen: Seen) {
  const own = ownIdsOf(world.events, person);
  // whoever owns a group is told whether it has power (ADR 0016)
  const owned = new Set(ownedBy(world.events, own).flatMap((group) => [...ownIdsOf(world.events, group)]));
  const givesPower = (approvers: readonly ApproverReference[]) => approvers.some(({ id }) => owned.has(id));
  const empowering = new Set(
    world.events.flatMap((event) => {
      if (event.type === 'approval.requested') return givesPower(event.approvers) ? [event.requestId] : [];
      if (event.type !== 'roleManagementPolicy.updated') return [];
      const { stages } = event.after.Approval_EndUser_Assignment;
      return givesPower(stages.flatMap(({ approvers }) => approvers))
        ? [`${event.roleDefinitionId} ${event.scope}`]
        : [];
    }),
  );
  const all = world.events.flatMap((event) => (event.type === 'scheduleRequest.submitted' ? [event.request] : []));
  // whoever sees a request is told how often its principal asked for the role, and had it
  const sheets = all.filter(({ id }) => seen.requests.has(id) || empowering.has(id));
  const isOnSheet = (of: Pick<Schedule, 'principalId' | 'roleDefinitionId'>) =>
    sheets.some((each) => each.principalId === of.principalId && each.roleDefinitionId === of.roleDefinitionId);
  const requestOf = new Map(all.filter(isOnSheet).map((request) => [request.id, request]));
  const requests = [...requestOf.values()];
  const targets = new Set(requests.map(({ targetScheduleId }) => targetScheduleId));
  const isAsked = (scope: Scope) => requests.some((request) => chainIn(request.scope).includes(scope));
  const decide = ({ roleDefinitionId, scope }: Schedule) => deciders.includes(roleDefinitionId) && isAsked(scope);
  // whoever sees a request is told who can decide it, also who is in a group for a time that can
  const named = [
    ...world.events.flatMap((event) =>
      event.type === 'approval.requested' && requestOf.has(event.requestId) ? event.approvers.map(({ id }) => id) : [],
    ),
    ...world.schedules.filter(decide).map(({ principalId }) => principalId),
  ];
  const deciding = withMembers(world.events, named, world.now);
  const schedules = [...world.schedules, ...memberships.schedules].filter((schedule) => {
    const { id, principalId, roleDefinitionId, scope } = schedule;
    return (
      seen.schedules.has(id) ||
      own.has(principalId) ||
      owned.has(principalId) ||
      targets.has(id) ||
      isOnSheet({ principalId, roleDefinitionId }) ||
      decide(schedule) ||
      (roleDefinitionId === wellKnownRoles.groupMember && deciding.has(groupIdOf(scope) as string)) ||
      // an approver is told in which groups the requestor is
      (roleDefinitionId === wellKnownRoles.groupMember &&
        requests.some((each) => [each.principalId, each.requestorId].includes(principalId)))
    );
  });
  const ownAt = new Set(schedules.filter(({ principalId }) => own.has(principalId)).map(({ scope }) => scope));
  // whoever may decide may grant less, at any scope below
  for (const { status, scope } of requests) if (status === 'pendingApproval') ownAt.add(scope);
  const denials = world.denyAssignments.filter(
    ({ id, principals }) =>
      seen.denials.has(id) || principals.some((each) => each.id === EVERYONE || own.has(each.id) || owned.has(each.id)),
  );
  const written = [...world.policies, ...memberships.policies];
  const policies = new Set(
    written
      .filter(({ roleDefinitionId, scope }) => {
        const below = [...world.scopes, ...world.groupScopes].filter((each) => chainIn(each).includes(scope));
        return (
          empowering.has(`${roleDefinitionId} ${scope}`) ||
          below.some((each) => seen.policies.has(`${roleDefinitionId} ${each}`) || seen.givesAt.has(each)) ||
          [...requests, ...schedules.filter(({ principalId }) => own.has(principalId))].some(
            (about) => about.roleDefinitionId === roleDefinitionId,
          )
        );
      })
      .map(({ roleDefinitionId, scope }) => `${roleDefinitionId} ${scope}`),
  );
  const roles = new Set([
    ...seen.roles,
    ...[...schedules, ...requests].map(({ roleDefinitionId }) => roleDefinitionId),
    ...written
      .filter(({ roleDefinitionId, scope }) => policies.has(`${roleDefinitionId} ${scope}`))
      .map(({ roleDefinitionId }) => roleDefinitionId),
  ]);
  const places = [
    ROOT,
    ...world.scopes.filter((scope) => seen.scopes.has(scope)),
    // what one may do oneself, or grant, tells where a scope stands
    ...world.scopes.filter((scope) => chainIn(scope).some((around) => around !== ROOT && ownAt.has(around))),
    ...[...schedules, ...requests, ...denials].map(({ scope }) => scope),
    ...written
      .filter(({ roleDefinitionId, scope }) => policies.has(`${roleDefinitionId} ${scope}`))
      .map(({ scope }) => scope),
    ...world.customRoles.filter(({ id }) => roles.has(id)).flatMap(({ assignableScopes }) => assignableScopes),
  ];
  // where a scope stands is told to whoever sees it
  const scopes = new Set(places.flatMap((scope) => chainIn(scope)));
  // what is on record where one reads assignments says which template was applied there
  const recorded = new Set([...seen.readsAt].flatMap((scope) => chainIn(scope)));
  const applied = world.events.filter((event) => event.type === 'policyTemplate.applied');
  const templates = new Set([
    ...seen.templates,
    ...applied.filter(({ scope }) => recorded.has(scope)).map(({ templateId }) => templateId),
  ]);
  return {
    own,
    requestOf,
    templates,
    schedules: new Set(schedules.map(({ id }) => id)),
    denials,
    policies,
    roles,
    scopes,
  };
}

/** What is on record of the organisation is whole to whoever reads it (ADR 0016). */
const onRecordOfAll: readonly DomainEvent['type'][] = [
  'scope.registered',
  'roleDefinition.defined',
  'policyTemplate.created',
  'denyAssignment.created',
];

/** The events of the same world without what gets refuse a person, as far as nothing that is left needs it. */
export function lesserWorld(world: Timed, person: string, seen: Seen): readonly DomainEvent[] {
  const kept = keptOf(world, person, seen);
  const denials = new Set(kept.denials.map(({ id }) => id));
  const isKept = (event: DomainEvent): boolean => {
    if (seen.readsRecord && onRecordOfAll.includes(event.type)) return true;
    switch (event.type) {
      case 'scope.registered':
        return kept.scopes.has(event.scope);
      case 'roleDefinition.defined':
        return kept.roles.has(event.roleDefinition.id);
      case 'roleManagementPolicy.updated':
        return kept.policies.has(`${event.roleDefinitionId} ${event.scope}`);
      case 'policyTemplate.created':
        return kept.templates.has(event.template.id);
      case 'policyTemplate.applied':
        return kept.templates.has(event.templateId) && kept.policies.has(`${event.roleDefinitionId} ${event.scope}`);
      case 'schedule.created':
        return kept.schedules.has(event.schedule.id);
      case 'schedule.ended':
        return kept.schedules.has(event.scheduleId);
      case 'scheduleRequest.submitted':
        return kept.requestOf.has(event.request.id);
      case 'scheduleRequest.canceled':
      case 'approval.requested':
      case 'approval.decided':
      case 'extension.requested':
      case 'extension.decided':
        return kept.requestOf.has(event.requestId);
      case 'denyAssignment.created':
        return denials.has(event.denyAssignment.id);
      default:
        return true;
    }
  };
  const things = world.events.filter(isKept);
  // the owners of a group decide about it where nobody else is named
  const askedAt = new Set([...kept.requestOf.values()].map(({ scope }) => scope));
  const ownersAsked = world.events.flatMap((event) =>
    event.type === 'group.ownerAdded' && askedAt.has(groupScope(event.groupId)) ? [event.ownerId] : [],
  );
  // where a group decides, its members are named
  const named = withMembers(world.events, [...things.flatMap(peopleIn), ...ownersAsked], world.now);
  const people = new Set([...seen.principals, ...servicePrincipalsOf(world.events, kept.own), ...named]);
  return things.filter((event) => peopleOf(event).every((id) => people.has(id)));
}

/** Who an event of the directory is about: it is left out where one of them is. */
function peopleOf(event: DomainEvent): readonly string[] {
  switch (event.type) {
    case 'principal.created':
      return [event.principal.id];
    case 'principal.disabled':
    case 'principal.sourceChanged':
    case 'emergencyAccount.marked':
      return [event.principalId];
    case 'provisioningSource.created':
      return [event.sourceId];
    case 'group.memberAdded':
      return [event.groupId, event.memberId];
    case 'group.ownerAdded':
      return [event.groupId, event.ownerId];
    case 'servicePrincipal.ownerAdded':
      return [event.servicePrincipalId, event.ownerId];
    default:
      return [];
  }
}
