import { addGroupMember } from '../../src/commands/change-group-members.ts';
import type { DenyAssignment } from '../../src/domain/access/deny-assignment.ts';
import { EVERYONE } from '../../src/domain/access/deny-assignment.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { DomainEvent } from '../../src/domain/events.ts';
import { groupScope } from '../../src/domain/group/group-scope.ts';
import type { PrincipalKind } from '../../src/domain/principal.ts';
import { wellKnownRoles } from '../../src/domain/role-definition.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { as, type DemoLedger } from '../support/demo-ledger.ts';
import { type Dice, randomCondition, randomPermissions, textOf } from './random-world.ts';
import type { Assignment, Condition, Denied, Membership, Permission, Span, World } from './world.ts';

const HOUR_MS = 3_600_000;
const forGood: Span = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };

/** A world as plain data, and the same in a ledger, changed step by step. */
export interface LivingWorld {
  readonly world: World;
  /** Every scope that can be asked about, registered or not, and those that assignments can stand at. */
  readonly asked: readonly string[];
  /** How many memberships were refused because groups would have contained each other. */
  readonly refusedCircles: () => number;
  change(): Promise<void>;
}

type Mutable<Of> = {
  -readonly [Key in keyof Of]: Of[Key] extends readonly (infer Item)[]
    ? Item[]
    : Of[Key] extends ReadonlyMap<infer K, infer V>
      ? Map<K, V>
      : Of[Key];
};

/** Makes a world in a ledger of the demo organisation, whose own people and assignments are no part of it. */
export async function livingWorld({ ledger, clock }: DemoLedger, random: Dice): Promise<LivingWorld> {
  const { below, chance, pick, some, id } = random;
  const world: Mutable<World> = {
    enabled: new Map(),
    memberships: [],
    parents: new Map(),
    roles: new Map(),
    schedules: [],
    denials: [],
  };
  const users: string[] = [];
  const groups: string[] = [];
  let circles = 0;

  const append = (...events: readonly DomainEvent[]) =>
    ledger.execute({ actorId: null, command: 'referenceWorld', correlationId: id(), origin: null }, (scope) =>
      scope.append(events),
    );
  const permissionsOf = (permissions: readonly Permission[]) =>
    permissions.map((each) => ({
      ...each,
      condition: each.condition === null ? null : textOf(each.condition),
      conditionVersion: each.condition === null ? null : '2.0',
    }));
  const written = (condition: Condition | null) =>
    condition === null ? null : { text: textOf(condition), version: '2.0' };
  const isAbove = (upper: string, lower: string): boolean =>
    upper === lower || (lower !== '/' && isAbove(upper, world.parents.get(lower) ?? '/'));

  async function addPrincipal(kind: PrincipalKind) {
    const principalId = id();
    const names = { displayName: principalId, userName: null, email: null };
    const principal = { id: principalId, kind, ...names, enabled: true };
    await append({ type: 'principal.created', principal, issuer: 'urn:test', subject: principalId });
    world.enabled.set(principalId, true);
    (kind === 'group' ? groups : users).push(principalId);
  }

  async function switchPrincipal() {
    const principalId = pick([...users, ...groups]);
    const isEnabled = world.enabled.get(principalId) !== true;
    await append({ type: isEnabled ? 'principal.enabled' : 'principal.disabled', principalId });
    world.enabled.set(principalId, isEnabled);
  }

  /** Also where groups would contain each other, which must be refused. */
  async function addMember() {
    const groupId = pick(groups);
    const memberId = pick(chance(0.5) ? groups : users);
    const around = new Set([groupId]);
    for (const each of around) {
      for (const { memberId: inner, groupId: outer } of lasting()) if (inner === each) around.add(outer);
    }
    const isCircle = around.has(memberId);
    const refused = await addGroupMember(ledger, as('heidi'), groupId, memberId).then(
      () => false,
      (error) => error instanceof Refusal && error.violation.code === 'membershipCycle',
    );
    if (refused !== isCircle) throw new Error(`a circle of groups was ${refused ? '' : 'not '}refused`);
    if (isCircle) circles += 1;
    else if (!lasting().some((each) => each.groupId === groupId && each.memberId === memberId)) {
      world.memberships.push({ groupId, memberId, ...forGood });
    }
  }

  const lasting = () => world.memberships.filter(({ startMs }) => startMs === forGood.startMs);

  async function removeMember() {
    const gone = pick(lasting());
    if (gone === undefined) return;
    await append({ type: 'group.memberRemoved', groupId: gone.groupId, memberId: gone.memberId });
    world.memberships.splice(world.memberships.indexOf(gone), 1);
  }

  function span(): Span {
    const startMs = clock().epochMilliseconds + (below(49) - 24) * HOUR_MS;
    return { startMs, endMs: chance(0.2) ? Number.POSITIVE_INFINITY : startMs + (1 + below(48)) * HOUR_MS };
  }

  function scheduleOf(given: Assignment): Schedule {
    const { id: scheduleId, principalId, roleId, scope, startMs, endMs, condition } = given;
    return {
      id: scheduleId,
      kind: 'active',
      assignmentType: 'assigned',
      requestId: scheduleId,
      principalId,
      roleDefinitionId: roleId,
      scope: scope as Scope,
      startAt: Temporal.Instant.fromEpochMilliseconds(startMs),
      endAt: Number.isFinite(endMs) ? Temporal.Instant.fromEpochMilliseconds(endMs) : null,
      condition: written(condition),
      linkedEligibilityId: null,
      createdAt: clock(),
    };
  }

  async function assign() {
    const assignment: Assignment = {
      id: id(),
      principalId: pick([...users, ...groups]),
      roleId: pick([...world.roles.keys()]),
      scope: pick(places),
      condition: chance(0.3) ? randomCondition(random) : null,
      ...span(),
    };
    await append({ type: 'schedule.created', schedule: scheduleOf(assignment) });
    world.schedules.push(assignment);
  }

  async function changeAssignment() {
    const before = pick(world.schedules);
    const after = { ...before, ...span(), condition: chance(0.3) ? randomCondition(random) : null };
    const terms = ({ startAt, endAt, condition }: Schedule) => ({ startAt, endAt, condition });
    await append({
      type: 'schedule.changed',
      scheduleId: before.id,
      requestId: before.id,
      before: terms(scheduleOf(before)),
      after: terms(scheduleOf(after)),
    });
    world.schedules[world.schedules.indexOf(before)] = after;
  }

  async function endAssignment() {
    const gone = pick(world.schedules);
    await append({ type: 'schedule.ended', scheduleId: gone.id, reason: 'removed', endAt: clock() });
    world.schedules.splice(world.schedules.indexOf(gone), 1);
  }

  /** In a group for a time, by a schedule of the role that makes its holder a member (ADR 0023). */
  async function join() {
    const groupId = pick(groups);
    const membership: Membership = { groupId, memberId: pick(users), ...span() };
    const { memberId: principalId, startMs, endMs } = membership;
    const made = {
      id: id(),
      principalId,
      roleId: wellKnownRoles.groupMember,
      scope: groupScope(groupId),
      condition: null,
    };
    await append({ type: 'schedule.created', schedule: scheduleOf({ ...made, startMs, endMs }) });
    world.memberships.push(membership);
  }

  async function defineRole(roleId = id()) {
    const permissions = randomPermissions(random);
    const roleDefinition = {
      id: roleId,
      family: 'resource',
      kind: 'custom',
      name: roleId,
      description: '',
      isPrivileged: false,
      permissions: permissionsOf(permissions),
      assignableScopes: ['/' as Scope],
    } as const;
    await append({ type: 'roleDefinition.defined', roleDefinition, definedById: roleId, createdAt: clock() });
    world.roles.set(roleId, permissions);
  }

  async function deny() {
    const everybody = [...users, ...groups];
    const denied: Denied = {
      id: id(),
      principalIds: chance(0.5) ? ['everyone'] : [pick(everybody), ...some(everybody, 2)],
      exceptIds: some(everybody, 2),
      scope: pick(places),
      isForChildren: chance(0.7),
      permissions: randomPermissions(random),
      condition: chance(0.6) ? randomCondition(random, 1) : null,
    };
    await append({ type: 'denyAssignment.created', denyAssignment: denyAssignmentOf(denied) });
    world.denials.push(denied);
  }

  function denyAssignmentOf({
    id: denyId,
    principalIds,
    exceptIds,
    scope,
    isForChildren,
    ...rest
  }: Denied): DenyAssignment {
    const named = (ids: readonly string[]) =>
      [...new Set(ids)].map((each) =>
        each === 'everyone'
          ? ({ id: EVERYONE, kind: 'everyone' } as const)
          : ({ id: each, kind: groups.includes(each) ? 'group' : 'user' } as const),
      );
    return {
      id: denyId,
      name: denyId,
      description: null,
      permissions: permissionsOf(rest.permissions),
      scope: scope as Scope,
      doNotApplyToChildScopes: !isForChildren,
      principals: named(principalIds),
      excludePrincipals: named(exceptIds),
      condition: written(rest.condition),
      createdAt: clock(),
      createdById: denyId,
    };
  }

  async function lift() {
    const gone = pick(world.denials);
    if (gone === undefined) return;
    await append({ type: 'denyAssignment.deleted', denyAssignmentId: gone.id, deletedById: gone.id });
    world.denials.splice(world.denials.indexOf(gone), 1);
  }

  const managementGroups: string[] = [];
  const subscriptions: string[] = [];
  /** Where assignments and denials can stand, and what is below without having been registered. */
  const places: string[] = ['/'];
  const unregistered: string[] = [];

  async function register(
    path: string,
    kind: 'managementGroup' | 'subscription' | 'resourceGroup' | 'resource',
    parent: string,
  ) {
    const scope = path.toLowerCase();
    const above = parent === '/' ? null : (parent as Scope);
    await append({ type: 'scope.registered', scope: scope as Scope, kind, path, displayName: path, parent: above });
    world.parents.set(scope, parent);
    places.push(scope);
    return scope;
  }

  async function plantTree() {
    for (let n = 0; n < 4; n += 1) {
      const path = `/providers/Microsoft.Management/managementGroups/mg-${id()}`;
      managementGroups.push(await register(path, 'managementGroup', pick(['/', ...managementGroups])));
    }
    for (let n = 0; n < 3; n += 1) {
      const subscription = await register(`/subscriptions/${id()}`, 'subscription', pick(['/', ...managementGroups]));
      subscriptions.push(subscription);
      for (const name of ['one', 'One-More']) {
        const group = await register(`${subscription}/resourceGroups/${name}`, 'resourceGroup', subscription);
        const parent = await register(`${group}/providers/App.One/things/first`, 'resource', group);
        const child = `${parent}/parts/inner`;
        world.parents.set(child, parent);
        unregistered.push(child);
      }
    }
  }

  async function moveScope() {
    const scope = pick([...managementGroups, ...subscriptions]);
    const target = pick(['/', ...managementGroups]);
    const before = world.parents.get(scope) ?? '/';
    if (target === before || isAbove(scope, target)) return;
    const nullAtRoot = (path: string) => (path === '/' ? null : (path as Scope));
    await append({ type: 'scope.moved', scope: scope as Scope, before: nullAtRoot(before), after: nullAtRoot(target) });
    world.parents.set(scope, target);
  }

  const times = async (count: number, step: () => Promise<unknown>) => {
    for (let n = 0; n < count; n += 1) await step();
  };
  await plantTree();
  await times(9, () => addPrincipal('user'));
  await times(2, () => addPrincipal('servicePrincipal'));
  await times(6, () => addPrincipal('group'));
  await times(8, () => defineRole());
  await times(18, addMember);
  await times(30, assign);
  await times(5, join);
  await times(4, deny);

  const steps = [
    addMember,
    addMember,
    addMember,
    removeMember,
    assign,
    assign,
    endAssignment,
    endAssignment,
    changeAssignment,
    changeAssignment,
  ];
  const rarer = [switchPrincipal, join, moveScope, () => defineRole(pick([...world.roles.keys()])), deny, lift];
  return {
    world,
    asked: [...places, ...unregistered],
    refusedCircles: () => circles,
    change: () => times(6, () => (chance(0.6) ? pick(steps)() : pick(rarer)())),
  };
}
