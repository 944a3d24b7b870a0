import { expect, inject, it } from 'vitest';
import { compileActionPattern } from '../../src/domain/action-pattern.ts';
import type { DomainEvent } from '../../src/domain/events.ts';
import { type Permission, wellKnownRoles } from '../../src/domain/role-definition.ts';
import { parseScope, ROOT, type Scope } from '../../src/domain/scope.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { pastAccess } from '../../src/queries/past-access.ts';
import { anEligibility, aPrincipal, aRoleDefinition, NOW } from '../support/builders.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { temporaryEngine } from '../support/temporary-engine.ts';

const HISTORIES = 8;
/** So many at most, if what is rare has not been met in fewer. */
const MOST_HISTORIES = 60;
const STEPS = 150;
const QUESTIONS = 16;

/** Each of the six answers is met more often than this, so that it is a test of it. */
const LEAST = { granted: 10, conditional: 0, denied: 0, none: 60, unknown: 0, disabled: 30 };

const AUDITOR = 'auditor';
const USERS = ['u1', 'u2', 'u3', 'u4'];
const GROUPS = ['g1', 'g2', 'g3'];
const GROUP_SCOPES = ['a', 'b'].map((name) => parseScope(`/providers/microsoft.management/managementgroups/${name}`));
const SUBSCRIPTIONS = [1, 2].map((n) => parseScope(`/subscriptions/c0000000-0000-4000-8000-00000000000${n}`));
const SCOPES = [ROOT, ...GROUP_SCOPES, ...SUBSCRIPTIONS, parseScope(`${SUBSCRIPTIONS[0]}/resourcegroups/rg`)];
const ROLES = ['r1', 'r2'];
const ACTIONS = ['x/read', 'x/write', 'y/read'];
const PATTERNS = ['*', '*/read', 'x/*', 'y/read'];

interface Recorded {
  readonly atMs: number;
  readonly event: DomainEvent;
}

const permission = (pattern: string, not: readonly string[]): Permission => ({
  actions: [pattern],
  notActions: not,
  dataActions: [],
  notDataActions: [],
  condition: null,
  conditionVersion: null,
});

/** What could happen next, drawn from what there is; null: nothing this time. */
function randomStep(random: () => number, world: Naive, now: Temporal.Instant, n: number): DomainEvent | null {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const kind = Math.floor(random() * 20);
  const endAt = () => (random() < 0.5 ? null : now.add({ milliseconds: 1 + Math.floor(random() * 80) }));
  const condition = () => (random() < 0.5 ? { text: "@Resource[a:b] StringEquals 'c'", version: '2.0' } : null);
  const startAt = () => now.add({ milliseconds: random() < 0.6 ? 0 : Math.floor(random() * 20) });
  if (kind < 1 || n < USERS.length + GROUPS.length) {
    const id = [...USERS, ...GROUPS][n] ?? pick([...USERS, ...GROUPS]);
    if (world.known.has(id) || world.gone.has(id)) return null;
    const principal = aPrincipal({ id, kind: id.startsWith('g') ? 'group' : 'user', displayName: id });
    return { type: 'principal.created', principal, issuer: 'here', subject: id };
  }
  if (kind < 3) {
    if (random() < 0.6) return null;
    const principalId = pick([...USERS, ...GROUPS]);
    if (!world.known.has(principalId)) return null;
    if (!world.enabled.has(principalId)) return { type: 'principal.enabled', principalId };
    return random() < 0.15 ? { type: 'principal.deleted', principalId } : { type: 'principal.disabled', principalId };
  }
  if (kind < 7) {
    const groupId = pick(GROUPS);
    const memberId = pick([...USERS, ...GROUPS]);
    if (groupId === memberId || !world.known.has(groupId) || !world.known.has(memberId)) return null;
    const isIn = world.members.has(`${groupId} ${memberId}`);
    return { type: isIn ? 'group.memberRemoved' : 'group.memberAdded', groupId, memberId };
  }
  if (kind === 7) {
    const scope = pick([...GROUP_SCOPES, ...SUBSCRIPTIONS]);
    const parent = pick([null, ...(SUBSCRIPTIONS.includes(scope) ? GROUP_SCOPES : [])]);
    const before = world.parents.get(scope);
    if (before === undefined) {
      const place = SUBSCRIPTIONS.includes(scope) ? 'subscription' : 'managementGroup';
      return { type: 'scope.registered', scope, kind: place, path: scope, displayName: scope, parent };
    }
    return random() < 0.2 ? { type: 'scope.deleted', scope } : { type: 'scope.moved', scope, before, after: parent };
  }
  if (kind < 10) {
    const id = pick(ROLES);
    if (world.roles.has(id) && random() < 0.2) {
      return { type: 'roleDefinition.deleted', roleDefinitionId: id, deletedById: AUDITOR };
    }
    const permissions = [permission(pick(PATTERNS), random() < 0.3 ? [pick(PATTERNS.slice(1))] : [])];
    return { type: 'roleDefinition.defined', roleDefinition: aRoleDefinition({ id, kind: 'custom', permissions }) };
  }
  if (kind === 10) {
    const [denied] = world.denials.keys();
    if (denied !== undefined && random() < 0.3)
      return { type: 'denyAssignment.deleted', denyAssignmentId: denied, deletedById: AUDITOR };
    const principal = pick([...USERS, ...GROUPS]);
    return {
      type: 'denyAssignment.created',
      denyAssignment: {
        id: `deny-${n}`,
        name: 'denial',
        description: null,
        permissions: [permission(pick(PATTERNS), [])],
        scope: pick([ROOT, ROOT, ...SCOPES]),
        doNotApplyToChildScopes: random() < 0.2,
        principals: [
          { id: principal, kind: principal.startsWith('g') ? 'group' : 'user' },
          { id: pick(USERS), kind: 'user' },
        ],
        excludePrincipals: [{ id: pick(USERS), kind: 'user' }],
        condition: null,
        createdAt: now,
        createdById: AUDITOR,
      },
    };
  }
  const scheduleId = pick([...world.schedules.keys()].filter((id) => id.startsWith('s-'))) ?? '';
  const schedule = world.schedules.get(scheduleId);
  if (kind < 14 && schedule !== undefined) {
    const after = { startAt: startAt(), endAt: endAt(), condition: condition() };
    const { startAt: began, endAt: ends, condition: written } = schedule;
    const before = { startAt: began, endAt: ends, condition: written };
    if (random() < 0.5) return { type: 'schedule.changed', scheduleId, requestId: `q-${n}`, before, after };
    const isOver = ends !== null && ends.epochMilliseconds <= now.epochMilliseconds;
    return isOver
      ? { type: 'schedule.ended', scheduleId, reason: 'expired', endAt: ends }
      : { type: 'schedule.ended', scheduleId, reason: pick(['removed', 'deactivated']), endAt: now };
  }
  const created = anEligibility({
    id: `s-${n}`,
    requestId: `s-${n}`,
    kind: random() < 0.85 ? 'active' : 'eligible',
    principalId: pick([...USERS, ...GROUPS, ...GROUPS]),
    roleDefinitionId: pick(ROLES),
    scope: pick([ROOT, ...SCOPES]),
    condition: condition(),
    createdAt: now,
    startAt: startAt(),
    endAt: endAt(),
  });
  return { type: 'schedule.created', schedule: created };
}

/** The state as the events up to an instant tell it, one after the other, and brute force over it. */
class Naive {
  readonly known = new Set<string>();
  readonly gone = new Set<string>();
  readonly enabled = new Set<string>();
  readonly members = new Set<string>();
  readonly parents = new Map<Scope, Scope | null>();
  readonly roles = new Map<string, readonly Permission[]>();
  readonly denials = new Map<string, Extract<DomainEvent, { type: 'denyAssignment.created' }>['denyAssignment']>();
  readonly schedules = new Map<string, Extract<DomainEvent, { type: 'schedule.created' }>['schedule']>();

  see(event: DomainEvent): void {
    if (event.type === 'principal.created') {
      this.known.add(event.principal.id);
      this.enabled.add(event.principal.id);
    } else if (event.type === 'principal.disabled') this.enabled.delete(event.principalId);
    else if (event.type === 'principal.enabled') this.enabled.add(event.principalId);
    else if (event.type === 'principal.deleted') {
      for (const set of [this.known, this.enabled]) set.delete(event.principalId);
      this.gone.add(event.principalId);
      for (const link of this.members) if (link.split(' ').includes(event.principalId)) this.members.delete(link);
    } else if (event.type === 'group.memberAdded') this.members.add(`${event.groupId} ${event.memberId}`);
    else if (event.type === 'group.memberRemoved') this.members.delete(`${event.groupId} ${event.memberId}`);
    else if (event.type === 'scope.registered') this.parents.set(event.scope, event.parent);
    else if (event.type === 'scope.moved') this.parents.set(event.scope, event.after);
    else if (event.type === 'scope.deleted') this.parents.delete(event.scope);
    else if (event.type === 'roleDefinition.defined') {
      this.roles.set(event.roleDefinition.id, event.roleDefinition.permissions);
    } else if (event.type === 'roleDefinition.deleted') this.roles.delete(event.roleDefinitionId);
    else if (event.type === 'denyAssignment.created') this.denials.set(event.denyAssignment.id, event.denyAssignment);
    else if (event.type === 'denyAssignment.deleted') this.denials.delete(event.denyAssignmentId);
    else if (event.type === 'schedule.created') this.schedules.set(event.schedule.id, event.schedule);
    else if (event.type === 'schedule.changed') {
      const schedule = this.schedules.get(event.scheduleId);
      if (schedule !== undefined) this.schedules.set(event.scheduleId, { ...schedule, ...event.after });
    } else if (event.type === 'schedule.ended') this.schedules.delete(event.scheduleId);
  }

  chain(scope: Scope): readonly Scope[] {
    if (scope === ROOT) return [ROOT];
    const group = scope.indexOf('/resourcegroups/');
    const up = group === -1 ? (this.parents.get(scope) ?? ROOT) : (scope.slice(0, group) as Scope);
    return [scope, ...this.chain(up)];
  }

  around(id: string, isEnabledOnly: boolean): ReadonlySet<string> {
    const reached = new Set([id]);
    for (const each of reached) {
      for (const group of GROUPS) {
        const counts = !isEnabledOnly || this.enabled.has(group);
        if (counts && this.members.has(`${group} ${each}`)) reached.add(group);
      }
    }
    return reached;
  }

  answer(id: string, scope: Scope, action: string | null, roleId: string, atMs: number): string {
    if (!this.known.has(id)) return 'unknown';
    if (!this.enabled.has(id)) return 'disabled';
    const chain = this.chain(scope);
    const holders = this.around(id, true);
    const allows = (each: Permission) =>
      action !== null &&
      each.actions.some((pattern) => compileActionPattern(pattern)(action)) &&
      !each.notActions.some((pattern) => compileActionPattern(pattern)(action));
    const giving = [...this.schedules.values()].filter(
      (each) =>
        each.kind === 'active' &&
        holders.has(each.principalId) &&
        chain.includes(each.scope) &&
        each.startAt.epochMilliseconds <= atMs &&
        (each.endAt === null || atMs < each.endAt.epochMilliseconds) &&
        this.roles.has(each.roleDefinitionId) &&
        (action === null ? each.roleDefinitionId === roleId : this.roles.get(each.roleDefinitionId)?.some(allows)),
    );
    if (giving.length === 0) return 'none';
    const all = this.around(id, false);
    const isDenied = [...this.denials.values()].some(
      (denial) =>
        denial.permissions.some(allows) &&
        (denial.doNotApplyToChildScopes ? scope === denial.scope : chain.includes(denial.scope)) &&
        denial.principals.some((each) => all.has(each.id)) &&
        !denial.excludePrincipals.some((each) => each.id === id),
    );
    if (isDenied) return 'denied';
    return giving.some(({ condition }) => condition === null) ? 'granted' : 'conditional';
  }
}

it('answers any instant in the past as a replay of the events up to it does', async () => {
  const outcomes: Record<string, number> = {};
  const rare = () => Object.entries(LEAST).filter(([outcome, least]) => (outcomes[outcome] ?? 0) <= least);
  for (let history = 0; history < HISTORIES || (history < MOST_HISTORIES && rare().length > 0); history += 1) {
    const random = seededRandom(inject('seed') + history);
    let now = NOW;
    const engine = await temporaryEngine();
    const ledger = await openLedger({ engine, clock: () => now });
    const recorded: Recorded[] = [];
    const world = new Naive();
    const record = (event: DomainEvent) =>
      ledger.execute({ actorId: null, command: 'c', correlationId: 'c', origin: null }, async ({ append }) => {
        await append([event]);
        recorded.push({ atMs: now.epochMilliseconds, event });
        world.see(event);
      });
    const auditor = aPrincipal({ id: AUDITOR });
    await record({ type: 'principal.created', principal: auditor, issuer: 'here', subject: AUDITOR });
    const id = wellKnownRoles.globalAdministrator;
    await record({ type: 'roleDefinition.defined', roleDefinition: aRoleDefinition({ id, family: 'directory' }) });
    await record({ type: 'roleDefinition.defined', roleDefinition: aRoleDefinition() });
    for (const roleDefinitionId of [id, wellKnownRoles.owner]) {
      const over = { principalId: AUDITOR, roleDefinitionId, scope: ROOT, kind: 'active', endAt: null } as const;
      const schedule = anEligibility({ ...over, id: roleDefinitionId, createdAt: now, startAt: now });
      await record({ type: 'schedule.created', schedule });
    }
    for (let step = 0; step < STEPS; step += 1) {
      // several things happen in one millisecond
      now = now.add({ milliseconds: Math.floor(random() * 4) });
      const event = randomStep(random, world, now, step);
      if (event !== null) await record(event);
    }
    now = now.add({ milliseconds: 10 });
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
    for (let asked = 0; asked < QUESTIONS; asked += 1) {
      const length = now.epochMilliseconds - NOW.epochMilliseconds;
      const at = NOW.add({ milliseconds: Math.floor(random() * (length + 1)) });
      const then = new Naive();
      for (const { atMs, event } of recorded) if (atMs <= at.epochMilliseconds) then.see(event);
      const scope = pick(SCOPES);
      const action = random() < 0.7 ? pick(ACTIONS) : null;
      const roleDefinitionId = pick(ROLES);
      const what = action === null ? { roleDefinitionId } : { action, isDataAction: null };
      const question = { scope, asked: what, at };
      const expected = USERS.map((user) => then.answer(user, scope, action, roleDefinitionId, at.epochMilliseconds));
      const ask = (principalId: string | null) =>
        ledger.read((reader) => pastAccess(reader, AUDITOR, { ...question, principalId }, now));
      const single = await Promise.all(USERS.map(async (user) => (await ask(user)).holders[0]?.outcome));
      expect(single).toEqual(expected);
      const everybody = (await ask(null)).holders.filter((holder) => holder.principalId !== AUDITOR);
      const having = USERS.flatMap((user, index) => {
        const outcome = expected[index] as string;
        return ['granted', 'conditional', 'denied'].includes(outcome) ? [`${user} ${outcome}`] : [];
      });
      expect(everybody.map((holder) => `${holder.principalId} ${holder.outcome}`).sort()).toEqual(having);
      for (const outcome of expected) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    await ledger.close();
  }
  expect(rare()).toEqual([]);
});
