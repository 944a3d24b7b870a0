import type { FastifyRequest } from 'fastify';
import type { Reader } from '../../../ledger/engine.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { byRequestor } from '../../../queries/request-narrowings.ts';
import {
  decidableNow,
  matching,
  narrowedTo,
  narrowingsFor,
  type RequestList,
  scheduleRequests,
} from '../../../queries/schedule-requests.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Family } from '../family.ts';
import { type ListQuestion, listQuestion, statusesIn } from '../filter/list-question.ts';
import { PAGE_SIZE, positionOf, presentPage } from '../paging.ts';
import { parseGuid } from '../resource-ids.ts';
import { presentScheduleRequest } from './present.ts';

const settings = {
  functions: ['asTarget', 'asRequestor', 'asApprover', 'atScope', 'assignedTo'],
  properties: ['principalId', 'roleDefinitionId', 'requestorId', 'status'],
  isInherited: false,
};

/** A page of requests, narrowed by the filters of contracts/arm §3. */
export async function listScheduleRequests(
  reader: Reader,
  request: FastifyRequest,
  family: Family,
  now: Temporal.Instant,
) {
  const question = await listQuestion(reader, request, callerOf(request).principalId, settings, now);
  const list = await listFor(reader, question, family, now);
  const page = { limit: PAGE_SIZE, after: positionOf(request) };
  const { items, next } = await scheduleRequests(reader, list, page, now);
  const asked = items.map((item) => item.request);
  const names = await namesOf(reader, asked);
  const shown = items.map((item) => presentScheduleRequest(family, item, names));
  return presentPage(request, shown, next);
}

async function listFor(
  reader: Reader,
  question: ListQuestion,
  { kind }: Family,
  now: Temporal.Instant,
): Promise<RequestList> {
  const { viewer, filter } = question;
  const named = filter.properties.get('requestorid');
  const requestorId = named === undefined ? null : parseGuid(named, 'requestorId');
  const criteria = { ...question, kind, requestorId, statuses: statusesIn(filter), withApproval: false };
  const wanted = { filter: matching(criteria, now), narrowings: await narrowingsFor(reader, criteria) };
  if (filter.call?.name === 'asapprover') return narrowedTo(wanted, await decidableNow(reader, viewer, now));
  if (filter.call?.name !== 'asrequestor') return wanted;
  const own = byRequestor(viewer.facts.principal.id);
  return narrowedTo(wanted, { filter: own, narrowing: own });
}
