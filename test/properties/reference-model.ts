import type { ScheduleRequest } from '../../src/domain/request/request.ts';
import type { RoleDefinition } from '../../src/domain/role-definition.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import type { LedgerEntry } from '../../src/ledger/entry.ts';

const GROUP_MEMBER = '5fdaef21-366a-4d44-876a-f74c9453fe68';

function isRunning({ startAt, endAt }: Pick<Schedule, 'startAt' | 'endAt'>, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(startAt, at) <= 0 && (endAt === null || Temporal.Instant.compare(at, endAt) < 0);
}

/** Who may do what, told in the plainest way from the events alone: no index, no SQL, no cache. */
export class ReferenceModel {
  readonly enabled = new Map<string, boolean>();
  /** In the order in which they came to be. */
  readonly schedules = new Map<string, Schedule>();
  readonly requests = new Map<string, ScheduleRequest>();
  readonly #members = new Map<string, { groupId: string; memberId: string }>();
  readonly #parents = new Map<string, string | null>();
  readonly #roles = new Map<string, RoleDefinition>();
  readonly #patterns = new Map<string, RegExp>();

  learn({ event }: LedgerEntry): void {
    if (event.type === 'principal.created') this.enabled.set(event.principal.id, true);
    if (event.type === 'principal.disabled') this.enabled.set(event.principalId, false);
    if (event.type === 'principal.enabled') this.enabled.set(event.principalId, true);
    if (event.type === 'group.memberAdded') this.#members.set(`${event.groupId} ${event.memberId}`, event);
    if (event.type === 'group.memberRemoved') this.#members.delete(`${event.groupId} ${event.memberId}`);
    if (event.type === 'scope.registered') this.#parents.set(event.scope, event.parent);
    if (event.type === 'roleDefinition.defined') this.#roles.set(event.roleDefinition.id, event.roleDefinition);
    if (event.type === 'scheduleRequest.submitted') this.requests.set(event.request.id, event.request);
    if (event.type === 'schedule.created') this.schedules.set(event.schedule.id, event.schedule);
    const changed = event.type === 'schedule.changed' ? this.schedules.get(event.scheduleId) : undefined;
    if (changed && event.type === 'schedule.changed') this.schedules.set(changed.id, { ...changed, ...event.after });
    const ended = event.type === 'schedule.ended' ? this.schedules.get(event.scheduleId) : undefined;
    if (ended && event.type === 'schedule.ended') this.schedules.set(ended.id, { ...ended, endAt: event.endAt });
  }

  /** The principal itself and every group that it is in at the instant through enabled groups; nothing for a disabled one. */
  isAlso(id: string, at: Temporal.Instant): readonly string[] {
    if (!this.enabled.get(id)) return [];
    const lasting = [...this.#members.values()].filter(({ memberId }) => memberId === id).map(({ groupId }) => groupId);
    return [id, ...[...lasting, ...this.#joined(id, at)].flatMap((groupId) => this.isAlso(groupId, at))];
  }

  /** The groups that the principal is in for a time, and at the instant. */
  #joined(id: string, at: Temporal.Instant): readonly string[] {
    return [...this.schedules.values()]
      .filter((each) => each.kind === 'active' && each.principalId === id && each.roleDefinitionId === GROUP_MEMBER)
      .filter((each) => isRunning(each, at))
      .map(({ scope }) => scope.slice('/groups/'.length));
  }

  isIn(scope: string, above: string): boolean {
    return above === '/' || scope === above || (scope !== '/' && this.isIn(this.#parents.get(scope) ?? '/', above));
  }

  mayDo(id: string, action: string, scope: string, at: Temporal.Instant): boolean {
    const holders = this.isAlso(id, at);
    return [...this.schedules.values()].some(
      ({ kind, principalId, roleDefinitionId, scope: above, condition, ...interval }) =>
        kind === 'active' &&
        // nothing is known of what is asked about, so that no condition is met
        condition === null &&
        holders.includes(principalId) &&
        this.isIn(scope, above) &&
        isRunning(interval, at) &&
        this.#roles
          .get(roleDefinitionId)
          ?.permissions.some((p) => this.#anyMatches(p.actions, action) && !this.#anyMatches(p.notActions, action)),
    );
  }

  #anyMatches(patterns: readonly string[], action: string): boolean {
    return patterns.some((pattern) => {
      const known = this.#patterns.get(pattern);
      const expression = known ?? new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 'i');
      this.#patterns.set(pattern, expression);
      return expression.test(action);
    });
  }
}
