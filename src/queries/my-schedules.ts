import { eligibilityFor } from '../domain/eligibility/eligibility-for.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import { type RoleRisk, roleRisk } from '../domain/role-risk.ts';
import type { Schedule, ScheduleKind } from '../domain/schedule.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { type NamedPrincipal, type NamedRole, type Names, namesOf } from './names-of.ts';
import type { Page, PageRequest } from './page.ts';
import { schedules } from './schedules.ts';
import { type Viewer, viewerOf } from './viewer.ts';

/** A schedule of a person with its names: what they may activate, or hold. */
export interface MySchedule {
  readonly schedule: Schedule;
  readonly role: NamedRole & { readonly risk: RoleRisk };
  readonly scope: ReturnType<Names['scope']>;
  /** The group that it is assigned to; null: to the person. */
  readonly through: NamedPrincipal | null;
  readonly place: { readonly role: RoleDefinition; readonly scopeChain: readonly Scope[] };
}

/** A page of what a person may activate or holds, directly or through groups, the newest first. */
export async function mySchedules(
  reader: Reader,
  principalId: string,
  kind: ScheduleKind,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<MySchedule>> {
  const viewer = await viewerOf(reader, principalId, now);
  const criteria = {
    kind,
    isLive: false,
    states: null,
    reach: { at: ROOT, above: [], below: true },
    hidden: [],
    ownIds: [],
    families: null,
    principalIds: [principalId, ...viewer.facts.groupIds],
    roleDefinitionId: null,
    scheduleId: null,
  };
  const found = await schedules(reader, criteria, page, now);
  return { items: await namedSchedules(reader, viewer, found.items), next: found.next };
}

/** Schedules of the viewer with their names; those of roles that were deleted are left out. */
export async function namedSchedules(
  reader: Reader,
  { facts }: Viewer,
  records: readonly { readonly schedule: Schedule }[],
): Promise<readonly MySchedule[]> {
  const names = await namesOf(
    reader,
    records.map(({ schedule }) => schedule),
  );
  const items: MySchedule[] = [];
  for (const record of records) {
    // what one has through a group that one is in for a time ends with that time
    const schedule = eligibilityFor(facts, record.schedule) ?? record.schedule;
    const definition = await roleDefinitionById(reader, schedule.roleDefinitionId);
    // a role that was deleted gives nothing
    if (definition === null) continue;
    const isDirect = schedule.principalId === facts.principal.id;
    items.push({
      schedule,
      role: { ...names.role(definition.id), risk: roleRisk(definition, schedule.scope) },
      scope: names.scope(schedule.scope),
      through: isDirect ? null : names.principal(schedule.principalId),
      place: { role: definition, scopeChain: await scopeChainOf(reader, schedule.scope) },
    });
  }
  return items;
}
