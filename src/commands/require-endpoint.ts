import { refuse } from '../domain/errors.ts';
import type { NotificationEndpoint } from '../domain/notification-endpoint/notification-endpoint.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { endpointById } from '../ledger/facts/endpoint-facts.ts';
import { authorise } from './authorise.ts';
import type { Caller } from './caller.ts';

/** Refuses unless the caller says where messages go outside. */
export async function requireEndpointAdministrator(tx: Reader, caller: Caller, now: Temporal.Instant): Promise<void> {
  await authorise(tx, caller, 'administerNotificationEndpoints', { family: 'directory', scopeChain: [ROOT] }, now);
}

/** The endpoint, for somebody who may administer it. */
export async function requireEndpoint(
  tx: Reader,
  caller: Caller,
  endpointId: string,
  now: Temporal.Instant,
): Promise<NotificationEndpoint> {
  await requireEndpointAdministrator(tx, caller, now);
  const endpoint = await endpointById(tx, endpointId);
  if (endpoint !== null) return endpoint;
  return refuse({ code: 'endpointNotFound', message: `there is no notification endpoint \`${endpointId}\`` });
}
