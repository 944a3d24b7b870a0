import type { FastifyInstance } from 'fastify';
import type { Scope } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { scopeChainOf } from '../../../ledger/facts/scope-facts.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { liveScheduleStarts, namingsOf, visibleSchedule } from '../../../queries/schedules.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { notFound } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import type { Family } from '../family.ts';
import { isGuid } from '../resource-ids.ts';
import { listSchedules } from '../schedules/list-schedules.ts';
import { instanceName } from './instance-name.ts';
import { presentInstance } from './present.ts';

/** What is in force now, of one family: read only, and there only while it lasts (contracts/arm §5.4). */
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
      const viewer = await viewerOf(reader, callerOf(request).principalId, now);
      const id = await scheduleIdOf(reader, request.params.name, scope, now);
      const record = id === null ? null : await visibleSchedule(reader, viewer, family.kind, id, now);
      if (record === null) throw notFound(`Role${family.word}ScheduleInstance`);
      const { principal, groupIds } = viewer.facts;
      const standpoint = {
        scopeChain: await scopeChainOf(reader, scope),
        holderId: groupIds.has(record.schedule.principalId) ? principal.id : null,
      };
      return presentInstance(family, record, await namesOf(reader, namingsOf(record)), standpoint);
    }),
  );

  /** The live schedule at the scope or below whose instance has the name; a name cannot be turned back into an id. */
  async function scheduleIdOf(reader: Reader, name: string, scope: Scope, now: Temporal.Instant) {
    if (!isGuid(name)) return null;
    for await (const start of liveScheduleStarts(reader, family.kind, scope, now)) {
      if (instanceName(start) === name.toLowerCase()) return start.id;
    }
    return null;
  }
}
