import type { Schedule } from '../../domain/schedule.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../../ledger/engine.ts';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import { requestById } from '../../ledger/facts/request-facts.ts';
import { roleDefinitionById } from '../../ledger/facts/role-facts.ts';
import type { AnnouncementContext } from '../announcements/announcement.ts';
import { roleAtScope } from '../role-at-scope.ts';
import type { Json } from './described.ts';

type Data = { readonly [name: string]: Json };

/** Who it is, for programs: never an address or a sign-in name. */
export async function principalData(tx: Reader, id: string): Promise<Data> {
  const principal = await principalById(tx, id);
  return { id, kind: principal?.kind ?? null, displayName: principal?.displayName ?? null };
}

/** A request as it was asked; null where it is not there, or its role is not there any more. */
export async function requestData({ tx, linkTo }: AnnouncementContext, requestId: string): Promise<Data | null> {
  const request = await requestById(tx, requestId);
  const place = request === null ? null : await placeData(tx, request);
  if (request === null || place === null) return null;
  const { type, kind, schedule, justification, ticket, requestorId, principalId, createdAt } = request;
  const { startAt, expiration } = schedule;
  return {
    id: requestId,
    type,
    kind,
    url: linkTo(requestId),
    requestor: await principalData(tx, requestorId),
    principal: await principalData(tx, principalId),
    ...place,
    startAt: startAt?.toString() ?? null,
    duration: expiration?.type === 'afterDuration' ? expiration.duration : null,
    endAt: expiration?.type === 'afterDateTime' ? expiration.endAt.toString() : null,
    justification,
    ticket: ticket === null ? null : { ...ticket },
    requestedAt: createdAt.toString(),
  };
}

/** An assignment or a running activation; null where its role is not there any more. */
export async function scheduleData({ tx, linkTo }: AnnouncementContext, schedule: Schedule): Promise<Data | null> {
  const { id, kind, principalId, requestId, startAt, endAt } = schedule;
  const place = await placeData(tx, schedule);
  if (place === null) return null;
  return {
    id,
    kind,
    requestId,
    url: linkTo(requestId),
    principal: await principalData(tx, principalId),
    ...place,
    startAt: startAt.toString(),
    endAt: endAt?.toString() ?? null,
  };
}

async function placeData(
  tx: Reader,
  place: { readonly roleDefinitionId: string; readonly scope: Scope },
): Promise<Data | null> {
  const { roleDefinitionId: id } = place;
  if ((await roleDefinitionById(tx, id)) === null) return null;
  const { name, risk, scopePath, scopeName } = (await roleAtScope(tx, place)).model;
  return { role: { id, name, risk }, scope: { path: scopePath, displayName: scopeName } };
}
