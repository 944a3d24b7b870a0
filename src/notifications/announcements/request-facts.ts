import type { Principal } from '../../domain/principal.ts';
import type { ScheduleRequest } from '../../domain/request/request.ts';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import { requestById } from '../../ledger/facts/request-facts.ts';
import { peopleBehind } from '../../queries/people-behind.ts';
import { type RoleAtScope, roleAtScope } from '../role-at-scope.ts';
import type { RequestModel } from '../templates/request-model.ts';
import type { AnnouncementContext } from './announcement.ts';

export interface RequestFacts {
  readonly request: ScheduleRequest;
  readonly at: RoleAtScope;
  readonly model: RequestModel;
  /** The requestor, where it is an enabled person. */
  readonly requestor: readonly Principal[];
}

/** What every message about a request needs. Throws when there is no such request. */
export async function requestFacts(
  { tx, entry, linkTo }: AnnouncementContext,
  requestId: string,
): Promise<RequestFacts> {
  const request = await requestById(tx, requestId);
  if (request === null) throw new Error(`there is no request \`${requestId}\``);
  const at = await roleAtScope(tx, request);
  const { schedule, justification, ticket, requestorId } = request;
  const requestor = await displayName(tx, requestorId);
  return {
    request,
    at,
    model: { requestor, role: at.model, schedule, justification, ticket, link: linkTo(requestId) },
    requestor: await peopleBehind(tx, [requestorId], entry.at),
  };
}

/** What people know a principal by. */
export async function displayName(tx: AnnouncementContext['tx'], principalId: string): Promise<string> {
  return (await principalById(tx, principalId))?.displayName ?? principalId;
}
