import { renewalClosesAt } from '../domain/extension/extension-window.ts';
import { type RoleRisk, roleRisk } from '../domain/role-risk.ts';
import type { Schedule } from '../domain/schedule.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { type AssignmentNarrowing, allOf, isOf, isReadBy, isWithin, narrowedBy } from './assignment-filter.ts';
import { administers } from './assignment-sight.ts';
import { expiredAssignments } from './expired-assignments.ts';
import { tellsBelow } from './known-scope.ts';
import { type NamedPrincipal, type NamedRole, type Names, namesOf } from './names-of.ts';
import type { Page, PageRequest } from './page.ts';
import { schedules } from './schedules.ts';
import { type Viewer, viewerOf } from './viewer.ts';

export interface AssignmentQuestion extends AssignmentNarrowing {
  readonly state: 'eligible' | 'active' | 'expired';
  /** Of one schedule. */
  readonly id: string | null;
  readonly principalId: string | null;
  readonly roleDefinitionId: string | null;
  /** At this scope and below it. */
  readonly scope: Scope | null;
}

/** Somebody's assignment or activation, for who administers. */
export interface AssignmentItem {
  readonly schedule: Schedule;
  readonly principal: NamedPrincipal;
  readonly role: NamedRole & { readonly risk: RoleRisk };
  readonly scope: ReturnType<Names['scope']>;
  readonly isPlanned: boolean;
  /** Of what has expired: until when it can be renewed. */
  readonly renewableUntil: Temporal.Instant | null;
  /** Whether the viewer may give and take roles there. */
  readonly isAdministered: boolean;
}

/**
 * A page of the assignments at the scopes where the person reads them, the newest first; of what has expired and can be
 * renewed, the latest first. Refuses an unknown or disabled person.
 */
export async function assignments(
  reader: Reader,
  personId: string,
  question: AssignmentQuestion,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<AssignmentItem>> {
  const viewer = await viewerOf(reader, personId, now);
  const found = await schedulesOf(reader, viewer, question, page, now);
  return { items: await named(reader, viewer, found.items, now), next: found.next };
}

async function schedulesOf(
  reader: Reader,
  viewer: Viewer,
  question: AssignmentQuestion,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<Schedule>> {
  const { state, id, principalId, roleDefinitionId, scope } = question;
  const at = scope ?? ROOT;
  const reach = { at, above: [], below: await tellsBelow(reader, viewer.facts.principal.id, at, now) };
  const narrowing = narrowedBy(question, now.epochMilliseconds);
  if (state === 'expired') {
    const further = allOf([
      isWithin(reach),
      narrowing,
      ...(id === null ? [] : [isOf('id', id)]),
      ...(principalId === null ? [] : [isOf('principal_id', principalId)]),
      ...(roleDefinitionId === null ? [] : [isOf('role_definition_id', roleDefinitionId)]),
    ]);
    const { items, next } = await expiredAssignments(reader, viewer, page, now, { isReadOnly: true, further });
    return { items: items.map(({ schedule }) => schedule), next };
  }
  const criteria = {
    kind: state,
    isLive: false,
    states: null,
    reach,
    hidden: [],
    ownIds: [],
    families: null,
    principalIds: principalId === null ? null : [principalId],
    roleDefinitionId,
    scheduleId: id,
    further: allOf([isReadBy(viewer), narrowing]),
  };
  const { items, next } = await schedules(reader, criteria, page, now);
  return { items: items.map(({ schedule }) => schedule), next };
}

async function named(
  reader: Reader,
  viewer: Viewer,
  found: readonly Schedule[],
  now: Temporal.Instant,
): Promise<readonly AssignmentItem[]> {
  const names = await namesOf(reader, found);
  const items: AssignmentItem[] = [];
  for (const schedule of found) {
    const role = names.role(schedule.roleDefinitionId);
    const definition = await roleDefinitionById(reader, role.id);
    const chain = await scopeChainOf(reader, schedule.scope);
    const { endAt } = schedule;
    items.push({
      schedule,
      principal: names.principal(schedule.principalId),
      // a role that was deleted gives nothing
      role: { ...role, risk: definition === null ? 'low' : roleRisk(definition, schedule.scope) },
      scope: names.scope(schedule.scope),
      isPlanned: isBefore(now, schedule.startAt),
      renewableUntil: endAt === null || isBefore(now, endAt) ? null : renewalClosesAt({ endAt }),
      isAdministered: administers(viewer, role.family, chain),
    });
  }
  return items;
}
