import type { ScheduleKind } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { type MySchedule, namedSchedules } from './my-schedules.ts';
import { schedules } from './schedules.ts';
import { viewerOf } from './viewer.ts';

const MOST = 200;

/** What a person may activate and holds that reaches the scope: assigned there or above, to them or their groups. */
export async function myAccess(
  reader: Reader,
  principalId: string,
  scope: Scope,
  now: Temporal.Instant,
): Promise<Readonly<Record<ScheduleKind, readonly MySchedule[]>>> {
  const viewer = await viewerOf(reader, principalId, now);
  const [at = scope, ...above] = await scopeChainOf(reader, scope);
  async function of(kind: ScheduleKind) {
    const criteria = {
      kind,
      isLive: true,
      states: null,
      reach: { at, above, below: false },
      hidden: [],
      ownIds: [],
      families: ['resource'],
      principalIds: [principalId, ...viewer.facts.groupIds],
      roleDefinitionId: null,
      scheduleId: null,
    } as const;
    const found = await schedules(reader, criteria, { limit: MOST, after: null }, now);
    return namedSchedules(reader, viewer, found.items);
  }
  return { eligible: await of('eligible'), active: await of('active') };
}
