import { wellKnownRoles } from '../domain/role-definition.ts';
import type { Schedule } from '../domain/schedule.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { type GroupMembership, peopleIn } from '../ledger/facts/principal-facts.ts';
import { liveSchedulesOfRole } from '../ledger/facts/schedule-facts.ts';

/** What is about to change. */
export interface Ending {
  readonly endingScheduleIds?: ReadonlySet<string>;
  readonly disabledPrincipalId?: string;
  readonly leaving?: GroupMembership;
}

/** The roles of which somebody enabled must always be left: Global Administrator and Owner, at the root (BEHAVIOUR §3). */
const guardedRoles = [wellKnownRoles.globalAdministrator, wellKnownRoles.owner];

/**
 * Whether a guarded role would have no enabled person left. Only those who hold it without end count, since the last
 * one must not expire either; where nobody holds it so, everybody who holds it now.
 */
export async function losesLastAdministrator(tx: Reader, now: Temporal.Instant, ending: Ending): Promise<boolean> {
  for (const roleDefinitionId of guardedRoles) {
    const live = (await liveSchedulesOfRole(tx, roleDefinitionId, now)).filter(({ scope }) => scope === ROOT);
    const permanent = live.filter(({ endAt }) => endAt === null);
    const isPermanentHeld = await isHeld(tx, permanent, {});
    const counting = isPermanentHeld ? permanent : live;
    if ((isPermanentHeld || (await isHeld(tx, live, {}))) && !(await isHeld(tx, counting, ending))) return true;
  }
  return false;
}

/** Whether any enabled person has one of the schedules, once the ending has come. */
async function isHeld(tx: Reader, schedules: readonly Schedule[], ending: Ending): Promise<boolean> {
  const without = { principalId: ending.disabledPrincipalId ?? null, membership: ending.leaving ?? null };
  for (const { id, principalId } of schedules) {
    if (ending.endingScheduleIds?.has(id)) continue;
    if ((await peopleIn(tx, principalId, without)).length > 0) return true;
  }
  return false;
}
