import type { EndpointDisabledReason } from '../domain/notification-endpoint/notification-endpoint.ts';
import { readHead } from '../ledger/append-entry.ts';
import type { Writer } from '../ledger/engine.ts';
import { endpointById } from '../ledger/facts/endpoint-facts.ts';
import { followFrom, giveUpEndpointMessages } from '../ledger/facts/endpoint-messages.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { type Caller, contextOf } from './caller.ts';
import { requireEndpoint } from './require-endpoint.ts';

/** Tells an endpoint of what happens from now on; what it missed is for a replay. */
export function enableEndpoint(ledger: Ledger, caller: Caller, endpointId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'enableEndpoint', endpointId), async ({ now, tx, append, vault }) => {
    const { disabled } = await requireEndpoint(tx, caller, endpointId, now);
    if (disabled === null) return;
    await append([{ type: 'notificationEndpoint.enabled', endpointId, enabledById: caller.principalId }]);
    await followFrom(vault, endpointId, (await readHead(tx)).sequence);
  });
}

/** Tells an endpoint nothing more; what waits for it becomes dead letters. */
export function disableEndpoint(ledger: Ledger, caller: Caller, endpointId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'disableEndpoint', endpointId), async (scope) => {
    const { disabled } = await requireEndpoint(scope.tx, caller, endpointId, scope.now);
    if (disabled === null) await disable(scope, endpointId, 'administrator', caller.principalId);
  });
}

/** The same by Brevet itself, where nothing arrives; administrators are told (BEHAVIOUR §6). */
export function disableFailingEndpoint(
  ledger: Ledger,
  endpointId: string,
  reason: Exclude<EndpointDisabledReason, 'administrator'>,
): Promise<void> {
  const context = { actorId: null, command: 'disableFailingEndpoint', origin: null, target: endpointId };
  return ledger.execute({ ...context, correlationId: endpointId }, async (scope) => {
    const endpoint = await endpointById(scope.tx, endpointId);
    if (endpoint?.disabled === null) await disable(scope, endpointId, reason, null);
  });
}

async function disable(
  { now, append, vault }: Pick<CommandScope, 'now' | 'append'> & { readonly vault: Writer },
  endpointId: string,
  reason: EndpointDisabledReason,
  disabledById: string | null,
): Promise<void> {
  await append([{ type: 'notificationEndpoint.disabled', endpointId, reason, disabledById }]);
  await giveUpEndpointMessages(vault, endpointId, now.epochMilliseconds, 'the endpoint was disabled');
}
