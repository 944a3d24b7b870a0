import { wellKnownRoles } from '../domain/role-definition.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { peopleIn } from '../ledger/facts/principal-facts.ts';
import { liveSchedulesOfRole } from '../ledger/facts/schedule-facts.ts';

/** What is about to end. */
export interface Ending {
  readonly endingScheduleIds: ReadonlySet<string>;
  readonly disabledPrincipalId: string | null;
}

/** The roles of which somebody enabled must always be left: Global Administrator and Owner, at the root (BEHAVIOUR §3). */
const guardedRoles = [wellKnownRoles.globalAdministrator, wellKnownRoles.owner];

/** Whether a guarded role that somebody holds now would have no enabled person left. */
export async function losesLastAdministrator(tx: Reader, now: Temporal.Instant, ending: Ending): Promise<boolean> {
  for (const roleDefinitionId of guardedRoles) {
    const schedules = (await liveSchedulesOfRole(tx, roleDefinitionId, now)).filter(({ scope }) => scope === ROOT);
    const before = new Set<string>();
    const after = new Set<string>();
    for (const schedule of schedules) {
      for (const { id } of await peopleIn(tx, schedule.principalId)) {
        before.add(id);
        if (!ending.endingScheduleIds.has(schedule.id) && id !== ending.disabledPrincipalId) after.add(id);
      }
    }
    if (before.size > 0 && after.size === 0) return true;
  }
  return false;
}
