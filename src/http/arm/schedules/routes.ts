import type { FastifyInstance } from 'fastify';
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
import { listSchedules } from './list-schedules.ts';
import { presentSchedule } from './present.ts';

const settings = {
  functions: ['asTarget', 'atScope', 'assignedTo'],
  properties: ['principalId', 'roleDefinitionId', 'status'],
  isInherited: true,
};

/** Schedules of one family, to be read only: they change through requests (contracts/arm §2). */
export function scheduleRoutes(instance: FastifyInstance, { ledger, clock }: Services, family: Family): void {
  const path = `/:scope/role${family.word}Schedules`;

  instance.get(path, (request) =>
    ledger.read((reader) => {
      const now = clock();
      return listSchedules(
        reader,
        request,
        {
          family,
          isLive: false,
          settings,
          present: (record, names, standpoint) => presentSchedule(family, record, names, standpoint, now),
        },
        now,
      );
    }),
  );

  instance.get<{ Params: { name: string } }>(`${path}/:name`, (request) =>
    ledger.read(async (reader) => {
      const now = clock();
      const scope = scopeOf(request);
      const { name } = request.params;
      const viewer = await viewerOf(reader, callerOf(request).principalId, now);
      const record = isGuid(name) ? await visibleSchedule(reader, viewer, family.kind, name.toLowerCase(), now) : null;
      const isThere =
        record !== null &&
        (await isToldWithin(reader, viewer.facts.principal.id, { scope: record.schedule.scope, at: scope }, now));
      if (!isThere) throw notFound(`Role${family.word}Schedule`);
      const { principal, groupIds } = viewer.facts;
      const standpoint = {
        scopeChain: await scopeChainOf(reader, scope),
        holderId: groupIds.has(record.schedule.principalId) ? principal.id : null,
      };
      return presentSchedule(family, record, await namesOf(reader, namingsOf(record)), standpoint, now);
    }),
  );
}
