import { endpointById } from '../../ledger/facts/endpoint-facts.ts';
import { allAdministrators } from '../recipients/administrators-of.ts';
import { endpointDisabled } from '../templates/english/endpoint-disabled.ts';
import type { Announce } from './announcement.ts';

/** Tells all administrators that messages reach an endpoint no more; not where one of them wanted it so. */
export const announceEndpointDisabled: Announce<'notificationEndpoint.disabled'> = async (
  { endpointId, reason },
  context,
) => {
  const endpoint = await endpointById(context.tx, endpointId);
  if (endpoint === null || reason === 'administrator') return null;
  const { displayName, kind, origin } = endpoint;
  const letter = endpointDisabled({ endpoint: displayName, kind, host: new URL(origin).host, reason });
  const people = await allAdministrators(context.tx, context.entry.at);
  return { requestId: null, settings: null, parts: { admin: { people, isCritical: true, write: () => letter } } };
};
