import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import type { DomainEvent } from '../../src/domain/events.ts';
import type { PrincipalKind } from '../../src/domain/principal.ts';
import type { RoleDefinition } from '../../src/domain/role-definition.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { aSchedule } from '../fixture/a-schedule.ts';
import { ORGANISATION_ISSUER } from '../fixture/organisation.ts';
import { at, type ScopeTree, scopeTree } from '../fixture/scope-tree.ts';
import { stableId } from '../fixture/stable-id.ts';

export interface CompanyPlan {
  readonly people: number;
  readonly groups: number;
  readonly scopes: number;
  readonly roles: number;
}

/** An active assignment, by the numbers of its parts. */
export interface CompanyAssignment {
  readonly principalId: string;
  readonly role: RoleDefinition;
  readonly scope: Scope;
  /** Some end in the coming months, some begin then. */
  readonly startAt: Temporal.Instant;
  readonly endAt: Temporal.Instant | null;
}

/** People in groups in groups, up to ten deep, and what they and the groups are assigned. */
export interface Company {
  readonly people: readonly string[];
  /** A service principal that asks about everybody; its subject is its id. */
  readonly gatewayId: string;
  readonly tree: ScopeTree;
  /** What makes it, without any assignment. */
  readonly events: readonly DomainEvent[];
  /** The groups around a person, from the nearest outwards. */
  groupsOf(person: number): readonly string[];
  /** The assignment with that index: always the same one. */
  assignment(index: number): CompanyAssignment;
}

/** How many of a hundred groups stand at each depth, from the outermost inwards. */
const GROUPS_AT_DEPTH = [1, 2, 4, 7, 10, 13, 15, 16, 16, 16];
/** Each person is directly in so many. */
const GROUPS_OF_PERSON = 2;
/** One in so many assignments is a group's. */
const GROUP_ASSIGNMENT_EVERY = 10;

/** Designs a company at an instant. */
export function company(
  { people: count, groups: groupCount, scopes, roles: roleCount }: CompanyPlan,
  now: Temporal.Instant,
): Company {
  const tree = scopeTree(scopes);
  const roles = builtInRoles.filter(({ family }) => family === 'resource').slice(0, roleCount);
  const people = Array.from({ length: count }, (_, index) => stableId(`employee ${index}`));
  const groups = Array.from({ length: groupCount }, (_, index) => stableId(`circle ${index}`));
  const gatewayId = stableId('company gateway');
  const around = outerGroups(groupCount);
  const direct = (person: number) =>
    Array.from({ length: GROUPS_OF_PERSON }, (_, nth) => spread(person, nth) % groupCount);
  const before = now.subtract({ hours: 24 * 30 });
  const inThreeMonths = now.add({ hours: 24 * 90 });
  const inFourMonths = now.add({ hours: 24 * 120 });

  function assignment(index: number): CompanyAssignment {
    const isOfGroup = index % GROUP_ASSIGNMENT_EVERY === 0;
    const holders = isOfGroup ? groups : people;
    const place = spread(index, 5) % 100;
    const scopesThere =
      place < 2
        ? tree.managementGroups
        : place < 15
          ? tree.subscriptions
          : place < 65
            ? tree.resourceGroups
            : tree.resources;
    const when = spread(index, 6) % 16;
    return {
      principalId: at(holders, spread(index, 7)),
      role: at(roles, spread(index, 8)),
      scope: at(scopesThere, spread(index, 9)),
      startAt: when === 0 ? inThreeMonths : before.add({ milliseconds: index }),
      endAt: when < 4 ? inFourMonths : null,
    };
  }

  return {
    people,
    gatewayId,
    tree,
    assignment,
    groupsOf(person) {
      const found = new Set(direct(person));
      for (const group of found) for (const outer of around[group] ?? []) found.add(outer);
      return [...found].map((group) => at(groups, group));
    },
    events: [
      ...tree.events,
      ...roles.map((roleDefinition) => ({ type: 'roleDefinition.defined', roleDefinition }) as const),
      created('servicePrincipal', gatewayId),
      ...people.map((id) => created('user', id)),
      ...groups.map((id) => created('group', id)),
      ...around.flatMap((outer, group) => outer.map((each) => joined(at(groups, each), at(groups, group)))),
      ...people.flatMap((id, person) => [...new Set(direct(person))].map((group) => joined(at(groups, group), id))),
    ],
  };
}

/** As events, from one index up to before another. */
export function* assignmentEvents({ assignment }: Company, from: number, to: number): Iterable<DomainEvent> {
  for (let index = from; index < to; index += 1) {
    const { role, ...rest } = assignment(index);
    const event = aSchedule({ kind: 'active', roleDefinitionId: role.id, ...rest });
    const id = stableId(`company assignment ${index}`);
    yield { ...event, schedule: { ...event.schedule, id, requestId: id } };
  }
}

/** Of each group the one that it is directly in, one level further out. */
function outerGroups(count: number): readonly (readonly number[])[] {
  const total = GROUPS_AT_DEPTH.reduce((sum, share) => sum + share);
  const firstAt = GROUPS_AT_DEPTH.map((_, depth) =>
    Math.round((count * GROUPS_AT_DEPTH.slice(0, depth).reduce((sum, share) => sum + share, 0)) / total),
  );
  return Array.from({ length: count }, (_, group) => {
    const depth = firstAt.findLastIndex((first) => first <= group);
    const from = firstAt[depth - 1];
    return from === undefined ? [] : [from + (spread(group, 11) % Math.max(1, (firstAt[depth] ?? count) - from))];
  });
}

/** A number that is the same in every run, and has nothing to do with those of other indexes and uses. */
function spread(index: number, use: number): number {
  let mixed = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(use + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function created(kind: PrincipalKind, id: string): DomainEvent {
  const principal = { id, kind, displayName: `${kind} ${id.slice(0, 8)}`, userName: null, email: null, enabled: true };
  return { type: 'principal.created', principal, issuer: ORGANISATION_ISSUER, subject: id };
}

function joined(groupId: string, memberId: string): DomainEvent {
  return { type: 'group.memberAdded', groupId, memberId };
}
