import type { FastifyRequest } from 'fastify';
import type { Reader } from '../../../ledger/engine.ts';
import { type Names, namesOf } from '../../../queries/names-of.ts';
import { namingsOf, type ScheduleRecord, schedules } from '../../../queries/schedules.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Family } from '../family.ts';
import { type ListSettings, listQuestion, statusesIn } from '../filter/list-question.ts';
import { PAGE_SIZE, positionOf, presentPage } from '../paging.ts';
import { parseTrailingGuid } from '../resource-ids.ts';
import type { Standpoint } from './standpoint.ts';

export interface ScheduleListing {
  readonly family: Family;
  /** Instances: only what has begun. */
  readonly isLive: boolean;
  readonly settings: ListSettings;
  present(record: ScheduleRecord, names: Names, standpoint: Standpoint): unknown;
}

/** A page of schedules or of instances, narrowed by the filters of contracts/arm §3. */
export async function listSchedules(
  reader: Reader,
  request: FastifyRequest,
  { family, isLive, settings, present }: ScheduleListing,
  now: Temporal.Instant,
) {
  const question = await listQuestion(reader, request, callerOf(request).principalId, settings, now);
  const { scopeChain, holderId, filter } = question;
  const scheduleId = filter.properties.get(`role${family.word}ScheduleId`.toLowerCase());
  const { items, next } = await schedules(
    reader,
    {
      ...question,
      kind: family.kind,
      isLive,
      states: statesOf(statusesIn(filter)),
      scheduleId: scheduleId === undefined ? null : parseTrailingGuid(scheduleId, `role${family.word}ScheduleId`),
    },
    { limit: PAGE_SIZE, after: positionOf(request) },
    now,
  );
  const names = await namesOf(reader, items.flatMap(namingsOf));
  const shown = items.map((item) => present(item, names, { scopeChain, holderId }));
  return presentPage(request, shown, next);
}

/** A schedule is planned or it has begun; other states are of requests and match no schedule. */
function statesOf(statuses: ReturnType<typeof statusesIn>): ReadonlyArray<'planned' | 'begun'> | null {
  if (statuses === null) return null;
  return statuses.flatMap((status) => {
    if (status === 'provisioned') return ['begun'];
    return status === 'pendingScheduleCreation' ? ['planned'] : [];
  });
}
