import { expect, it } from 'vitest';
import { anActivation, aRoleDefinition } from '../../test/support/builders.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';
import type { DomainEvent, EventOf } from '../domain/events.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import { accessIndex } from './access-index.ts';
import { AccessState } from './access-state.ts';

const ISSUER = 'https://issuer.example';
const ACTION = 'Microsoft.Compute/virtualMachines/read';
const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 0, 1);
const giving = aRoleDefinition({ id: 'gives', permissions: [permission('*')] });
const idle = aRoleDefinition({ id: 'gives nothing', permissions: [] });
const people = ids('person', 12);
/** So many that somebody gets into more of them than a row has room for. */
const groups = ids('group', 40);
const areas = ids('/providers/microsoft.management/managementgroups/area', 6) as Scope[];
const machines = ids('/providers/microsoft.management/managementgroups/place', 400) as Scope[];
const scopes = [ROOT, ...areas, ...machines];

function ids(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => `${name}-${number}`);
}

function permission(action: string) {
  return {
    actions: [action],
    notActions: [],
    dataActions: [],
    notDataActions: [],
    condition: null,
    conditionVersion: null,
  };
}

interface Held {
  readonly principalId: string;
  readonly roleId: string;
  readonly scope: Scope;
  readonly startMs: number;
  readonly endMs: number;
}

/** The same by looking through everything. */
class Model {
  readonly enabled = new Map<string, boolean>();
  readonly members = new Map<string, Set<string>>();
  readonly parents = new Map<Scope, Scope>();
  readonly held = new Map<string, Held>();

  mayDo(principalId: string, scope: Scope): boolean {
    const around = new Set([principalId]);
    for (const each of around) {
      if (this.enabled.get(each) !== true) around.delete(each);
      else for (const [group, members] of this.members) if (members.has(each)) around.add(group);
    }
    const above = new Set<Scope>([scope, ROOT]);
    for (const each of above) above.add(this.parents.get(each) ?? ROOT);
    return (
      around.has(principalId) &&
      [...this.held.values()].some(
        (each) =>
          around.has(each.principalId) &&
          above.has(each.scope) &&
          each.roleId === giving.id &&
          each.startMs <= NOW_MS &&
          NOW_MS < each.endMs,
      )
    );
  }
}

function at(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}

function created(id: string, kind: PrincipalKind): DomainEvent {
  const principal = { id, kind, displayName: id, userName: null, email: null, enabled: true };
  return { type: 'principal.created', principal, issuer: ISSUER, subject: id };
}

function placed(scope: Scope, parent: Scope | null): DomainEvent {
  return { type: 'scope.registered', scope, kind: 'managementGroup', path: scope, displayName: scope, parent };
}

it.each([1, 2, 3])('answers as a look through everything does, whatever was told last (%i)', (seed) => {
  const next = seededRandom(seed);
  const random = <Element>(list: readonly Element[]) => list[Math.floor(next() * list.length)] as Element;
  const state = new AccessState();
  const index = accessIndex(state);
  const model = new Model();
  const tell = (event: DomainEvent) => state.apply(event);
  for (const role of [giving, idle]) state.defineRole(role);

  const introduce = (id: string) => {
    model.enabled.set(id, true);
    tell(created(id, groups.includes(id) ? 'group' : 'user'));
  };
  const place = (scope: Scope, parent: Scope) => {
    model.parents.set(scope, parent);
    tell(placed(scope, parent));
  };
  /** Ids come back, as they do when somebody reads what they were told of already. */
  const hold = () => {
    const id = `schedule-${Math.floor(next() * 600)}`;
    if (model.held.has(id)) return end(id);
    const principalId = random(next() < 0.5 ? people.slice(0, 4) : [...people, ...groups]);
    const terms = random([
      [-HOUR_MS, HOUR_MS],
      [-HOUR_MS, HOUR_MS],
      [HOUR_MS, 2 * HOUR_MS],
    ] as const);
    const [startMs, endMs] = [NOW_MS + terms[0], NOW_MS + terms[1]];
    const [role, scope] = [random([giving, giving, idle]), random(next() < 0.02 ? areas : machines)];
    model.held.set(id, { principalId, roleId: role.id, scope, startMs, endMs });
    const times = { startAt: at(startMs), endAt: at(endMs) };
    tell({
      type: 'schedule.created',
      schedule: anActivation({ id, principalId, roleDefinitionId: role.id, scope, condition: null, ...times }),
    } as EventOf<'schedule.created'>);
  };
  const end = (id: string) => {
    model.held.delete(id);
    tell({ type: 'schedule.ended', scheduleId: id } as EventOf<'schedule.ended'>);
  };
  const change = () => {
    const [id, held] = random([...model.held]) ?? [];
    if (id === undefined || held === undefined) return;
    const endMs = held.endMs <= NOW_MS ? NOW_MS + HOUR_MS : NOW_MS - 1;
    model.held.set(id, { ...held, endMs });
    const after = { startAt: at(held.startMs), endAt: at(endMs), condition: null };
    tell({ type: 'schedule.changed', scheduleId: id, after } as EventOf<'schedule.changed'>);
  };
  const join = () => {
    const [groupId, memberId] = [random(groups), random(next() < 0.6 ? people : groups)];
    const members = model.members.get(groupId) ?? new Set();
    model.members.set(groupId, members);
    const type = members.has(memberId) ? 'group.memberRemoved' : 'group.memberAdded';
    if (!members.delete(memberId)) members.add(memberId);
    tell({ type, groupId, memberId });
  };
  const turn = () => {
    const principalId = random([...people, ...groups]);
    const enabled = model.enabled.get(principalId);
    if (enabled === undefined) return introduce(principalId);
    model.enabled.set(principalId, !enabled);
    tell({ type: enabled ? 'principal.disabled' : 'principal.enabled', principalId } as DomainEvent);
  };
  const remove = () => {
    const principalId = random([...people, ...groups]);
    model.enabled.delete(principalId);
    model.members.delete(principalId);
    for (const members of model.members.values()) members.delete(principalId);
    tell({ type: 'principal.deleted', principalId } as DomainEvent);
  };

  for (const id of [...people, ...groups]) introduce(id);
  for (const area of areas) place(area, ROOT);
  for (const machine of machines) place(machine, random(areas));
  for (let first = 0; first < 300; first += 1) hold();
  for (let first = 0; first < 120; first += 1) join();
  let allowed = 0;
  let widest = 0;
  for (let step = 0; step < 1500; step += 1) {
    const what = next();
    if (what < 0.55) hold();
    else if (what < 0.7) change();
    else if (what < 0.9) join();
    else if (what < 0.96) turn();
    else if (what < 0.98) remove();
    else place(random(machines), random(areas));
    for (let asked = 0; asked < 8; asked += 1) {
      const principalId = random(people);
      const [{ scope }] = [random([...model.held.values(), { scope: random(scopes) }])];
      const question = { principalId, action: ACTION, scope: next() < 0.3 ? random(scopes) : scope };
      const answer = index.decideAtMs(question, NOW_MS).allowed;
      if (answer !== model.mayDo(principalId, question.scope)) {
        expect.fail(`step ${step}: ${JSON.stringify(question)} is answered with ${answer}`);
      }
      if (answer !== index.decideAtMs(question, NOW_MS, true).allowed) expect.fail(`step ${step}: not alike`);
      if (answer) allowed += 1;
      const circle = state.directory.circleOf(state.directory.numberOf(principalId));
      widest = Math.max(widest, circle.to - circle.from);
    }
  }
  expect(allowed).toBeGreaterThan(500);
  expect(allowed).toBeLessThan(11_000);
  expect(widest).toBeGreaterThan(22);
});
