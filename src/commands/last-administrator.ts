import { heldNoLonger } from '../domain/assignment/held-no-longer.ts';
import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import { groupAccessOf } from '../domain/group/group-roles.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import type { Schedule } from '../domain/schedule.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { type Leaving, standsForSomebody } from '../ledger/facts/people-facts.ts';
import { liveSchedulesOfRole, scheduleById } from '../ledger/facts/schedule-facts.ts';

/** What is about to change. */
export interface Ending {
  readonly endingScheduleIds?: ReadonlySet<string>;
  readonly disabledPrincipalId?: string;
  readonly leaving?: Leaving;
}

/** The roles of which somebody enabled must always be left: Global Administrator and Owner, at the root (BEHAVIOUR §3). */
const guardedRoles = [wellKnownRoles.globalAdministrator, wellKnownRoles.owner];

/**
 * Whether a guarded role would have no enabled person left. Only those who hold it without end count, since the last
 * one must not expire either; where nobody holds it so, everybody who holds it now.
 */
export async function losesLastAdministrator(tx: Reader, now: Temporal.Instant, ending: Ending): Promise<boolean> {
  for (const roleDefinitionId of guardedRoles) {
    const live = (await liveSchedulesOfRole(tx, roleDefinitionId, now)).filter(
      (schedule) => isGuarded(schedule) && schedule.condition === null,
    );
    const permanent = live.filter(({ endAt }) => endAt === null);
    const isPermanentHeld = await isHeld(tx, permanent, {}, now);
    const counting = isPermanentHeld ? permanent : live;
    if ((isPermanentHeld || (await isHeld(tx, live, {}, now))) && !(await isHeld(tx, counting, ending, now)))
      return true;
  }
  return false;
}

/** Refuses events by which a guarded role would have no enabled person left; the same for a dry run. */
export async function keepLastAdministrator(
  tx: Reader,
  now: Temporal.Instant,
  events: readonly DomainEvent[],
): Promise<void> {
  const guarded = new Set<string>();
  for (const id of heldNoLonger(events, now)) {
    const schedule = await scheduleById(tx, id);
    if (schedule !== null && (isGuarded(schedule) || isMembership(schedule))) guarded.add(id);
  }
  if (guarded.size === 0 || !(await losesLastAdministrator(tx, now, { endingScheduleIds: guarded }))) return;
  refuse({
    code: 'lastAdministrator',
    message: 'the last enabled administrator stays, without end and without a condition; assign another first',
  });
}

function isGuarded({ roleDefinitionId, scope, kind }: Schedule): boolean {
  return kind === 'active' && scope === ROOT && (guardedRoles as readonly string[]).includes(roleDefinitionId);
}

/** Whoever has a guarded role through a group loses it with the membership. */
function isMembership({ roleDefinitionId, kind }: Schedule): boolean {
  return kind === 'active' && groupAccessOf(roleDefinitionId) === 'member';
}

/** Whether any enabled person has one of the schedules, once the ending has come. */
async function isHeld(
  tx: Reader,
  schedules: readonly Schedule[],
  ending: Ending,
  now: Temporal.Instant,
): Promise<boolean> {
  const endingScheduleIds = ending.endingScheduleIds ?? new Set<string>();
  const without = {
    principalId: ending.disabledPrincipalId ?? null,
    leaving: ending.leaving ?? null,
    endingScheduleIds,
  };
  for (const { id, principalId } of schedules) {
    if (!endingScheduleIds.has(id) && (await standsForSomebody(tx, principalId, without, now))) return true;
  }
  return false;
}
