import type {
  EndpointDisabledReason,
  EndpointKind,
  NotificationEndpoint,
} from '../../domain/notification-endpoint/notification-endpoint.ts';
import type { Reader } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

const selectEndpoint = statement((db, p: { id: string }) =>
  db.selectFrom('notification_endpoint').selectAll().where('id', '=', p.id),
);

const selectEndpoints = statement((db, _: Record<never, never>) =>
  db.selectFrom('notification_endpoint').selectAll().orderBy('created_at').orderBy('id'),
);

function toEndpoint(row: Schema['notification_endpoint']): NotificationEndpoint {
  return {
    id: row.id,
    kind: row.kind as EndpointKind,
    displayName: row.display_name,
    origin: row.origin,
    topics: row.topics === null ? null : JSON.parse(row.topics),
    disabled:
      row.disabled_at === null
        ? null
        : {
            reason: row.disabled_reason as EndpointDisabledReason,
            at: Temporal.Instant.fromEpochMilliseconds(row.disabled_at),
          },
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_at),
    createdById: row.created_by_id,
  };
}

export async function endpointById(tx: Reader, id: string): Promise<NotificationEndpoint | null> {
  const row = await tx.first(selectEndpoint, { id });
  return row === undefined ? null : toEndpoint(row);
}

/** All of them, the oldest first; there are few. */
export async function notificationEndpoints(tx: Reader): Promise<readonly NotificationEndpoint[]> {
  return (await tx.all(selectEndpoints, {})).map(toEndpoint);
}
