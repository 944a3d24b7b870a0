import type { EndpointKind } from '../domain/notification-endpoint/notification-endpoint.ts';
import type { Reader } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';

/** A message about a request, to whom and by which way, and how far it has come. */
export interface Told {
  /** The entry of the ledger that it tells of. */
  readonly sequence: number;
  readonly channel: 'mail' | 'bell' | EndpointKind;
  /** A person or, outside, what administrators call the place; null: an address that is nobody's here. */
  readonly displayName: string | null;
  /** What happened; of what is told outside its topic. */
  readonly event: string;
  readonly at: Temporal.Instant;
  readonly deliveredAt: Temporal.Instant | null;
  /** It was given up. */
  readonly isDead: boolean;
}

const selectMail = statement((db, p: { requestId: string }) =>
  db
    .selectFrom('notification')
    .leftJoin('principal', 'principal.id', 'notification.principal_id')
    .select([
      'notification.sequence',
      'notification.event',
      'notification.created_at',
      'notification.delivered_at',
      'notification.dead_at',
      'principal.display_name',
    ])
    .where('notification.request_id', '=', p.requestId)
    .orderBy('notification.sequence')
    .orderBy('notification.message_id'),
);

const selectBell = statement((db, p: { requestId: string }) =>
  db
    .selectFrom('bell_item')
    .innerJoin('principal', 'principal.id', 'bell_item.principal_id')
    .select(['bell_item.sequence', 'bell_item.event', 'bell_item.created_at', 'principal.display_name'])
    .where('bell_item.request_id', '=', p.requestId)
    .orderBy('bell_item.sequence')
    .orderBy('principal.display_name')
    .orderBy('bell_item.principal_id'),
);

const selectPosted = statement((db, p: { requestId: string }) =>
  db
    .selectFrom('endpoint_message')
    .innerJoin('notification_endpoint', 'notification_endpoint.id', 'endpoint_message.endpoint_id')
    .select([
      'endpoint_message.sequence',
      'endpoint_message.topic',
      'endpoint_message.created_at',
      'endpoint_message.delivered_at',
      'endpoint_message.dead_at',
      'notification_endpoint.display_name',
      'notification_endpoint.kind',
    ])
    .where('endpoint_message.request_id', '=', p.requestId)
    .orderBy('endpoint_message.sequence')
    .orderBy('endpoint_message.id'),
);

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

/**
 * Everybody and everything that was told of a request, by mail, in the bell and outside, as long as messages are kept. Where places
 * outside are is for who may administer them: others are not shown that there are any.
 */
export async function toldOfRequest(
  reader: Reader,
  requestId: string,
  { seesEndpoints }: { readonly seesEndpoints: boolean },
): Promise<readonly Told[]> {
  const mail = await reader.all(selectMail, { requestId });
  const bell = await reader.all(selectBell, { requestId });
  const posted = seesEndpoints ? await reader.all(selectPosted, { requestId }) : [];
  return [
    ...mail.map(
      (row): Told => ({
        sequence: row.sequence,
        channel: 'mail',
        displayName: row.display_name,
        event: row.event,
        at: instant(row.created_at),
        deliveredAt: row.delivered_at === null ? null : instant(row.delivered_at),
        isDead: row.dead_at !== null,
      }),
    ),
    ...bell.map(
      (row): Told => ({
        sequence: row.sequence,
        channel: 'bell',
        displayName: row.display_name,
        event: row.event,
        at: instant(row.created_at),
        // it is in the same database: what is recorded has arrived
        deliveredAt: instant(row.created_at),
        isDead: false,
      }),
    ),
    ...posted.map(
      (row): Told => ({
        sequence: row.sequence,
        channel: row.kind as EndpointKind,
        displayName: row.display_name,
        event: row.topic,
        at: instant(row.created_at),
        deliveredAt: row.delivered_at === null ? null : instant(row.delivered_at),
        isDead: row.dead_at !== null,
      }),
    ),
  ];
}
