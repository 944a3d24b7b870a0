import { groupScope } from '../../src/domain/group/group-scope.ts';
import { wellKnownRoles } from '../../src/domain/role-definition.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { randomCondition, randomPermissions } from './random-world.ts';
import type { Workshop } from './workshop.ts';
import type { Assignment, Membership } from './world.ts';
import { permissionsOf, randomSpan, written } from './written.ts';

/** Roles, who has them where and when, and who is in a group for a time. */
export function assignmentSteps({ world, users, groups, places, random, demo, append }: Workshop) {
  const { chance, pick, id } = random;
  const span = () => randomSpan(random, demo.clock());

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
      createdAt: demo.clock(),
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
    await append({ type: 'schedule.ended', scheduleId: gone.id, reason: 'removed', endAt: demo.clock() });
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
    await append({ type: 'roleDefinition.defined', roleDefinition, definedById: roleId, createdAt: demo.clock() });
    world.roles.set(roleId, permissions);
  }

  return { assign, changeAssignment, endAssignment, join, defineRole };
}
