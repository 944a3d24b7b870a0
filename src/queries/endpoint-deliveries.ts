import type { Reader } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';

/** How it goes with the messages to an endpoint, in short. */
export interface EndpointDeliveries {
  /** null: nothing ever arrived, or what did is not kept any more. */
  readonly lastDeliveredAt: Temporal.Instant | null;
  readonly waiting: number;
  readonly dead: number;
  /** Why the newest message that was tried in vain did not arrive; null: there is none. */
  readonly lastError: string | null;
}

const selectLastDelivered = statement((db, p: { endpointId: string }) =>
  db
    .selectFrom('endpoint_message')
    .select(({ fn }) => fn.max('delivered_at').as('at'))
    .where('endpoint_id', '=', p.endpointId)
    .where('delivered_at', 'is not', null),
);

const countUndelivered = statement((db, p: { endpointId: string }) =>
  db
    .selectFrom('endpoint_message')
    .select(({ fn }) => [fn.countAll<number>().as('all'), fn.count<number>('dead_at').as('dead')])
    .where('endpoint_id', '=', p.endpointId)
    .where('delivered_at', 'is', null),
);

const selectLastError = statement((db, p: { endpointId: string }) =>
  db
    .selectFrom('endpoint_message')
    .select('last_error')
    .where('endpoint_id', '=', p.endpointId)
    .where('delivered_at', 'is', null)
    .where('last_error', 'is not', null)
    .orderBy('sequence', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
);

/** What became of the messages to an endpoint; for who may administer it. */
export async function endpointDeliveries(reader: Reader, endpointId: string): Promise<EndpointDeliveries> {
  const lastDelivered = (await reader.first(selectLastDelivered, { endpointId }))?.at ?? null;
  const undelivered = await reader.first(countUndelivered, { endpointId });
  const dead = Number(undelivered?.dead ?? 0);
  return {
    lastDeliveredAt: lastDelivered === null ? null : Temporal.Instant.fromEpochMilliseconds(Number(lastDelivered)),
    waiting: Number(undelivered?.all ?? 0) - dead,
    dead,
    lastError: (await reader.first(selectLastError, { endpointId }))?.last_error ?? null,
  };
}
