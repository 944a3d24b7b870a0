import { invalidField, refuse } from '../domain/errors.ts';
import type { NotificationEndpoint } from '../domain/notification-endpoint/notification-endpoint.ts';
import { readHead } from '../ledger/append-entry.ts';
import type { Reader } from '../ledger/engine.ts';
import {
  deadEndpointMessages,
  followFrom,
  isEndpointMessageDead,
  reviveEndpointMessage,
} from '../ledger/facts/endpoint-messages.ts';
import { firstSequenceAt } from '../ledger/first-sequence-at.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Caller, contextOf } from './caller.ts';
import { requireEndpoint } from './require-endpoint.ts';

/** Dead letters that one call has sent again. */
const MOST_AT_ONCE = 1000;

/** Has a test message posted to an endpoint. */
export function testEndpoint(ledger: Ledger, caller: Caller, endpointId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'testEndpoint', endpointId), async ({ now, tx, append }) => {
    requireEnabled(await requireEndpoint(tx, caller, endpointId, now));
    await append([{ type: 'notificationEndpoint.tested', endpointId, testedById: caller.principalId }]);
  });
}

/**
 * Posts everything to an endpoint once more, from an entry of the ledger or an instant on, under the ids that it had; also what
 * happened before the endpoint was there. Returns the entry.
 */
export function replayToEndpoint(
  ledger: Ledger,
  caller: Caller,
  endpointId: string,
  from: { readonly sequence: number } | { readonly at: Temporal.Instant },
): Promise<number> {
  return ledger.execute(contextOf(caller, 'replayToEndpoint', endpointId), async ({ now, tx, append, vault }) => {
    requireEnabled(await requireEndpoint(tx, caller, endpointId, now));
    const last = (await readHead(tx)).sequence;
    const fromSequence = 'at' in from ? await firstSequenceAt(tx, from.at) : from.sequence;
    if (fromSequence < 1 || fromSequence > last) {
      const [field, given] = 'at' in from ? ['fromTime', from.at.toString()] : ['fromSequence', from.sequence];
      refuse(invalidField(field, given, `nothing later than the last entry of the ledger, \`${last}\``));
    }
    const replayed = { endpointId, fromSequence, replayedById: caller.principalId };
    await append([{ type: 'notificationEndpoint.replayed', ...replayed }]);
    await followFrom(vault, endpointId, fromSequence - 1);
    return fromSequence;
  });
}

/** Has dead letters posted once more, those named or the oldest 1,000, under the ids that they had. Returns how many. */
export function resendToEndpoint(
  ledger: Ledger,
  caller: Caller,
  endpointId: string,
  which: readonly string[] | 'all',
): Promise<number> {
  return ledger.execute(contextOf(caller, 'resendToEndpoint', endpointId), async ({ now, tx, append, vault }) => {
    requireEnabled(await requireEndpoint(tx, caller, endpointId, now));
    const messageIds =
      which === 'all' ? await deadEndpointMessages(tx, endpointId, MOST_AT_ONCE) : await dead(tx, endpointId, which);
    if (messageIds.length === 0) return 0;
    await append([{ type: 'notification.resent', messageIds }]);
    for (const id of messageIds) await reviveEndpointMessage(vault, id, now.epochMilliseconds);
    return messageIds.length;
  });
}

function requireEnabled({ disabled }: NotificationEndpoint): void {
  if (disabled === null) return;
  refuse({ code: 'endpointDisabled', message: 'the endpoint is disabled; enable it first' });
}

async function dead(tx: Reader, endpointId: string, ids: readonly string[]): Promise<readonly string[]> {
  const named = [...new Set(ids)];
  for (const id of named) {
    const isDead = await isEndpointMessageDead(tx, endpointId, id);
    if (isDead === null) refuse({ code: 'notificationNotFound', message: `there is no message \`${id}\`` });
    if (isDead) continue;
    const message = `message \`${id}\` was not given up; it needs no resending`;
    refuse({ code: 'notificationNotDead', given: id, message });
  }
  return named;
}
