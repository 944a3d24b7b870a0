import { compileCondition } from '../domain/access/compile-condition.ts';
import { type CompiledRole, compileRole } from '../domain/access/compiled-role.ts';
import {
  type AccessDecision,
  type AccessQuestion,
  decideAccess,
  type Grant,
  type Holder,
} from '../domain/access/decide-access.ts';
import { decideRole } from '../domain/access/decide-role.ts';
import { compileDenial, type Denial } from '../domain/access/denial.ts';
import type { DomainEvent } from '../domain/events.ts';
import { groupIdOf } from '../domain/group/group-scope.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Schedule, ScheduleTerms } from '../domain/schedule.ts';
import { type Scope, scopeChain } from '../domain/scope.ts';
import { allDenyAssignments } from '../ledger/facts/deny-facts.ts';
import { toGrant } from '../ledger/facts/holder-facts.ts';
import { toRoleDefinition } from '../ledger/facts/role-facts.ts';
import { toSchedule } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { followIdentities, type Identities } from './identities.ts';
import { type Membership, membershipsBy, stretchesOf, within } from './memberships.ts';
import { followResources, type NamedResources } from './named-resources.ts';
import { withStanding } from './standing-in-group.ts';

/** Who wants to do what, where. */
export interface AccessRequest {
  readonly principalId: string;
  readonly action: string;
  /** Left out: a data action where the built-in roles know it as one, else a control action. */
  readonly isDataAction?: boolean;
  readonly scope: Scope;
  readonly attributes?: AccessQuestion['attributes'];
}

/** Who wants to know whether a role is held, where. */
export interface RoleRequest {
  readonly principalId: string;
  readonly roleDefinitionIds: readonly string[];
  readonly scope: Scope;
}

/** Answers from memory, after everything that was acknowledged. */
export interface AccessIndex {
  decide(request: AccessRequest, at: Temporal.Instant, explain?: boolean): AccessDecision;
  /** The same with the instant in milliseconds since the epoch, for gateways that ask very often. */
  decideAtMs(request: AccessRequest, atMs: number, explain?: boolean): AccessDecision;
  /** Whether the principal holds one of the roles at the scope or above it; a conditional one does not count. */
  decideRoleAtMs(request: RoleRequest, atMs: number, explain?: boolean): AccessDecision;
  /** What the principal is; undefined for an unknown one. */
  principal(id: string): { readonly kind: PrincipalKind; readonly enabled: boolean } | undefined;
  /** Whether the built-in roles know the operation as one on data. */
  isDataAction(action: string): boolean;
  /** From the scope up to the root, as scopes are placed now. */
  scopeChain(scope: Scope): readonly Scope[];
  readonly identities: Identities;
  readonly resources: NamedResources;
}

const NO_DENIALS: readonly Denial[] = [];
const NO_MEMBERSHIPS: readonly Membership[] = [];
const REMEMBERED_CHAINS = 50_000;

/** Reads the present state and follows the ledger from there. */
export async function openAccessIndex(ledger: Ledger): Promise<AccessIndex> {
  const enabled = new Map<string, boolean>();
  const kinds = new Map<string, PrincipalKind>();
  const groupsOf = new Map<string, Set<string>>();
  const roles = new Map<string, CompiledRole>();
  const dataActions = new Set<string>();
  const parents = new Map<Scope, Scope | null>();
  const schedules = new Map<string, Grant>();
  const grantsOf = new Map<string, Map<string, Grant>>();
  const denials = new Map<string, Denial>();
  const ownersOf = new Map<string, Set<string>>();
  /** Made on first use, forgotten when anything about the principal changes. */
  const holders = new Map<string, Holder>();
  const chains = new Map<string, readonly Scope[]>();
  const identities = followIdentities();
  const resources = followResources();

  function addRole(role: RoleDefinition) {
    roles.set(role.id, compileRole(role));
    // what somebody writes into a custom role must not change how others are asked about
    if (role.kind !== 'builtIn') return;
    for (const { dataActions: named } of role.permissions) {
      for (const action of named) if (!action.includes('*')) dataActions.add(action.toLowerCase());
    }
  }

  function addSchedule(schedule: Schedule) {
    const role = roles.get(schedule.roleDefinitionId);
    if (schedule.kind !== 'active' || role === undefined) return;
    setGrant(toGrant(schedule, role));
  }

  function setGrant(grant: Grant) {
    schedules.set(grant.scheduleId, grant);
    const own = grantsOf.get(grant.principalId) ?? new Map<string, Grant>();
    grantsOf.set(grant.principalId, own.set(grant.scheduleId, grant));
    forget(grant.principalId);
  }

  function changeGrant(scheduleId: string, { startAt, endAt, condition }: ScheduleTerms) {
    const grant = schedules.get(scheduleId);
    if (grant === undefined) return;
    setGrant({
      ...grant,
      startMs: startAt.epochMilliseconds,
      endMs: endAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      condition: compileCondition(condition?.text ?? null),
    });
  }

  function removeGrant(scheduleId: string) {
    const grant = schedules.get(scheduleId);
    if (grant === undefined) return;
    schedules.delete(scheduleId);
    grantsOf.get(grant.principalId)?.delete(scheduleId);
    forget(grant.principalId);
  }

  /** A group's change may concern anybody in it. */
  function forget(principalId: string) {
    if (kinds.get(principalId) === 'group') holders.clear();
    else holders.delete(principalId);
  }

  function holderOf(principalId: string): Holder | undefined {
    const known = holders.get(principalId);
    if (known !== undefined) return known;
    const isEnabled = enabled.get(principalId);
    if (isEnabled === undefined) return undefined;
    const own = grantsOf.get(principalId);
    const memberships = own === undefined ? NO_MEMBERSHIPS : membershipsBy(own.values());
    const grants = grantsThrough(principalId);
    for (const { groupId, startMs, endMs } of memberships)
      grants.push(...within(grantsThrough(groupId), startMs, endMs));
    const holder = { enabled: isEnabled, grants, ...denialsFor(principalId, memberships) };
    holders.set(principalId, holder);
    return holder;
  }

  /** What somebody has by themselves and by the groups that they are in for good. */
  function grantsThrough(principalId: string): Grant[] {
    const grants: Grant[] = [];
    for (const id of enabledAround(principalId)) grants.push(...(grantsOf.get(id)?.values() ?? []));
    return grants;
  }

  /** Somebody and the groups around them, as far as they are enabled: a disabled one gives nothing and leads nowhere. */
  function enabledAround(principalId: string): ReadonlySet<string> {
    const reached = new Set([principalId]);
    for (const id of reached) {
      if (enabled.get(id) !== true) reached.delete(id);
      else for (const groupId of groupsOf.get(id) ?? []) reached.add(groupId);
    }
    return reached;
  }

  function allAround(principalId: string): ReadonlySet<string> {
    const reached = new Set([principalId]);
    for (const id of reached) for (const groupId of groupsOf.get(id) ?? []) reached.add(groupId);
    return reached;
  }

  /** The denials that are about somebody; where they are in groups for a time, each with the time in which it is. */
  function denialsFor(
    principalId: string,
    memberships: readonly Membership[],
  ): Pick<Holder, 'denials' | 'denialsInTime'> {
    if (denials.size === 0) return { denials: NO_DENIALS };
    const namingDuring = (groupIds: readonly string[]) => {
      const roots = [principalId, ...groupIds];
      const allIds = new Set(roots.flatMap((id) => [...allAround(id)]));
      // a disabled group excepts nobody; somebody disabled is denied everything
      const enabledIds = new Set([principalId, ...roots.flatMap((id) => [...enabledAround(id)])]);
      return [...denials.values()].filter((denial) => denial.names({ allIds, enabledIds }));
    };
    if (memberships.length === 0) return { denials: namingDuring([]) };
    return {
      denials: NO_DENIALS,
      denialsInTime: stretchesOf(memberships).flatMap(({ startMs, endMs, groupIds }) =>
        namingDuring(groupIds).map((denial) => ({ denial, startMs, endMs })),
      ),
    };
  }

  /** With what makes somebody a member or an owner of the group at a scope by no schedule. */
  function holderAt(principalId: string, scope: Scope): Holder | undefined {
    const holder = holderOf(principalId);
    const groupId = groupIdOf(scope);
    if (holder === undefined || groupId === null || principalId === groupId) return holder;
    const around = (id: string) => enabledAround(id).has(groupId);
    const joined = membershipsBy(grantsOf.get(principalId)?.values() ?? []);
    const stretches = around(principalId)
      ? [{ startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }]
      : joined.filter((each) => each.groupId !== groupId && around(each.groupId));
    const isOwner = ownersOf.get(groupId)?.has(principalId) === true;
    return withStanding(holder, principalId, { groupId, isOwner, stretches });
  }

  function chainOf(scope: Scope): readonly Scope[] {
    const known = chains.get(scope);
    if (known !== undefined) return known;
    const chain = scopeChain(scope, (child) => parents.get(child) ?? null);
    if (chains.size >= REMEMBERED_CHAINS) chains.clear();
    chains.set(scope, chain);
    return chain;
  }

  function apply(event: DomainEvent) {
    identities.apply(event);
    resources.apply(event);
    switch (event.type) {
      case 'principal.created':
        kinds.set(event.principal.id, event.principal.kind);
        enabled.set(event.principal.id, event.principal.enabled);
        return holders.delete(event.principal.id);
      case 'principal.disabled':
      case 'principal.enabled':
        enabled.set(event.principalId, event.type === 'principal.enabled');
        return forget(event.principalId);
      case 'principal.deleted':
        return removePrincipal(event.principalId);
      case 'group.memberAdded':
        groupsOf.set(event.memberId, (groupsOf.get(event.memberId) ?? new Set()).add(event.groupId));
        return holders.clear();
      case 'group.memberRemoved':
        groupsOf.get(event.memberId)?.delete(event.groupId);
        return holders.clear();
      case 'group.ownerAdded':
        return ownersOf.set(event.groupId, (ownersOf.get(event.groupId) ?? new Set()).add(event.ownerId));
      case 'group.ownerRemoved':
        return ownersOf.get(event.groupId)?.delete(event.ownerId);
      case 'scope.registered':
        parents.set(event.scope, event.parent);
        return chains.clear();
      case 'scope.moved':
        parents.set(event.scope, event.after);
        return chains.clear();
      case 'scope.deleted':
        parents.delete(event.scope);
        return chains.clear();
      case 'roleDefinition.defined':
        addRole(event.roleDefinition);
        return replaceRole(event.roleDefinition.id);
      case 'roleDefinition.deleted':
        roles.delete(event.roleDefinitionId);
        return removeGrantsOf(event.roleDefinitionId);
      case 'denyAssignment.created':
        denials.set(event.denyAssignment.id, compileDenial(event.denyAssignment));
        return holders.clear();
      case 'denyAssignment.deleted':
        denials.delete(event.denyAssignmentId);
        return holders.clear();
      case 'schedule.created':
        return addSchedule(event.schedule);
      case 'schedule.changed':
        return changeGrant(event.scheduleId, event.after);
      case 'schedule.ended':
        return removeGrant(event.scheduleId);
    }
  }

  function removePrincipal(principalId: string) {
    kinds.delete(principalId);
    enabled.delete(principalId);
    groupsOf.delete(principalId);
    for (const groups of groupsOf.values()) groups.delete(principalId);
    ownersOf.delete(principalId);
    for (const owners of ownersOf.values()) owners.delete(principalId);
    holders.clear();
  }

  function replaceRole(roleDefinitionId: string) {
    const role = roles.get(roleDefinitionId);
    if (role === undefined) return;
    for (const grant of schedules.values()) if (grant.role.id === roleDefinitionId) setGrant({ ...grant, role });
  }

  /** A role that is in use is not deleted; should one be all the same, it gives nothing. */
  function removeGrantsOf(roleDefinitionId: string) {
    const ofRole = [...schedules.values()].filter(({ role }) => role.id === roleDefinitionId);
    for (const { scheduleId } of ofRole) removeGrant(scheduleId);
  }

  async function load() {
    await ledger.read(async (reader) => {
      const known = await reader.query((db) =>
        db.selectFrom('principal').select(['id', 'kind', 'enabled']).where('deleted_at', 'is', null),
      );
      for (const row of known) {
        enabled.set(row.id, row.enabled === 1);
        kinds.set(row.id, row.kind as PrincipalKind);
      }
      for (const row of await reader.query((db) => db.selectFrom('group_member').selectAll())) {
        groupsOf.set(row.member_id, (groupsOf.get(row.member_id) ?? new Set()).add(row.group_id));
      }
      for (const row of await reader.query((db) => db.selectFrom('group_owner').selectAll())) {
        ownersOf.set(row.group_id, (ownersOf.get(row.group_id) ?? new Set()).add(row.owner_id));
      }
      for (const row of await reader.query((db) => db.selectFrom('scope').select(['path', 'parent']))) {
        parents.set(row.path as Scope, row.parent as Scope | null);
        resources.add(row.path as Scope);
      }
      await identities.load(reader);
      for (const row of await reader.query((db) =>
        db.selectFrom('role_definition').selectAll().where('deleted_at', 'is', null),
      )) {
        addRole(toRoleDefinition(row));
      }
      for (const denyAssignment of await allDenyAssignments(reader)) {
        denials.set(denyAssignment.id, compileDenial(denyAssignment));
      }
      const active = await reader.query((db) =>
        db.selectFrom('schedule').selectAll().where('kind', '=', 'active').where('ended_at', 'is', null),
      );
      for (const row of active) addSchedule(toSchedule(row));
    });
  }

  function isKnownOnData(action: string): boolean {
    return dataActions.has(action.toLowerCase());
  }

  function decideAtMs(request: AccessRequest, atMs: number, explain?: boolean): AccessDecision {
    const { action, scope, attributes = null } = request;
    const isDataAction = request.isDataAction === true || isKnownOnData(action);
    const question = { action, isDataAction, scopeChain: chainOf(scope), attributes };
    return decideAccess(holderOf(request.principalId), question, atMs, explain);
  }

  // what is committed while the state is read waits; applying what was read already changes nothing
  let waiting: DomainEvent[] | null = [];
  ledger.onCommitted((entries) => {
    for (const { event } of entries) waiting === null ? apply(event) : waiting.push(event);
  });
  await load();
  for (const event of waiting) apply(event);
  waiting = null;
  return {
    decide: (request, at, explain) => decideAtMs(request, at.epochMilliseconds, explain),
    decideAtMs,
    decideRoleAtMs: ({ principalId, roleDefinitionIds, scope }, atMs, explain) =>
      decideRole(holderAt(principalId, scope), roleDefinitionIds, chainOf(scope), atMs, explain),
    principal(id) {
      const kind = kinds.get(id);
      return kind === undefined ? undefined : { kind, enabled: enabled.get(id) === true };
    },
    isDataAction: isKnownOnData,
    scopeChain: chainOf,
    identities,
    resources,
  };
}
