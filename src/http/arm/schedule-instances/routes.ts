import type { FastifyInstance } from 'fastify';
import { isBefore } from '../../../domain/time.ts';
import { scopeChainOf } from '../../../ledger/facts/scope-facts.ts';
import { isToldWithin } from '../../../queries/known-scope.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { namingsOf, visibleSchedule } from '../../../queries/schedules.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { notFound } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import type { Family } from '../family.ts';
import { isGuid } from '../resource-ids.ts';
import { listSchedules } from '../schedules/list-schedules.ts';
import { presentInstance } from './present.ts';

/**
 * What is in force now, of one family: read only, and there only while it lasts. An instance has the name of its
 * schedule, which has one interval (contracts/arm §5.4).
 */
export function instanceRoutes(instance: FastifyInstance, { ledger, clock }: Services, family: Family): void {
  const path = `/:scope/role${family.word}ScheduleInstances`;
  const settings = {
    functions: ['asTarget', 'atScope', 'assignedTo'],
    properties: ['principalId', 'roleDefinitionId', 'status', `role${family.word}ScheduleId`],
    isInherited: true,
  };
  const listing = {
    family,
    isLive: true,
    settings,
    present: presentInstance.bind(null, family),
  };

  instance.get(path, (request) => ledger.read((reader) => listSchedules(reader, request, listing, clock())));

  instance.get<{ Params: { name: string } }>(`${path}/:name`, (request) =>
    ledger.read(async (reader) => {
      const now = clock();
      const scope = scopeOf(request);
      const { name } = request.params;
      const viewer = await viewerOf(reader, callerOf(request).principalId, now);
      const record = isGuid(name) ? await visibleSchedule(reader, viewer, family.kind, name.toLowerCase(), now) : null;
      const isThere =
        record !== null &&
        !isBefore(now, record.schedule.startAt) &&
        (await isToldWithin(reader, viewer.facts.principal.id, { scope: record.schedule.scope, at: scope }, now));
      if (!isThere) throw notFound(`Role${family.word}ScheduleInstance`);
      const { principal, groupIds } = viewer.facts;
      const standpoint = {
        scopeChain: await scopeChainOf(reader, scope),
        holderId: groupIds.has(record.schedule.principalId) ? principal.id : null,
      };
      return presentInstance(family, record, await namesOf(reader, namingsOf(record)), standpoint);
    }),
  );
}
