import type { EndpointTerms } from '../../domain/notification-endpoint/notification-endpoint.ts';
import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

type Terms = { displayName: string; origin: string; topics: string | null };

const insertEndpoint = statement((db, p: { id: string; kind: string; at: number; createdById: string } & Terms) =>
  db.insertInto('notification_endpoint').values({
    id: p.id,
    kind: p.kind,
    display_name: p.displayName,
    origin: p.origin,
    topics: p.topics,
    created_at: p.at,
    created_by_id: p.createdById,
    disabled_reason: null,
    disabled_at: null,
  }),
);

const updateTerms = statement((db, p: { id: string } & Terms) =>
  db
    .updateTable('notification_endpoint')
    .set({ display_name: p.displayName, origin: p.origin, topics: p.topics })
    .where('id', '=', p.id),
);

const setDisabled = statement((db, p: { id: string; reason: string | null; at: number | null }) =>
  db.updateTable('notification_endpoint').set({ disabled_reason: p.reason, disabled_at: p.at }).where('id', '=', p.id),
);

const deleteEndpoint = statement((db, p: { id: string }) =>
  db.deleteFrom('notification_endpoint').where('id', '=', p.id),
);

function columnsOf({ displayName, origin, topics }: EndpointTerms): Terms {
  return { displayName, origin, topics: topics === null ? null : JSON.stringify(topics) };
}

export const projectEndpointCreated: Projection<'notificationEndpoint.created'> = (event, at, tx) => {
  const { endpointId: id, kind, createdById } = event;
  return tx.run(insertEndpoint, { id, kind, at, createdById, ...columnsOf(event) });
};

export const projectEndpointChanged: Projection<'notificationEndpoint.changed'> = (event, _at, tx) =>
  tx.run(updateTerms, { id: event.endpointId, ...columnsOf(event.after) });

export const projectEndpointEnabled: Projection<'notificationEndpoint.enabled'> = (event, _at, tx) =>
  tx.run(setDisabled, { id: event.endpointId, reason: null, at: null });

export const projectEndpointDisabled: Projection<'notificationEndpoint.disabled'> = (event, at, tx) =>
  tx.run(setDisabled, { id: event.endpointId, reason: event.reason, at });

export const projectEndpointDeleted: Projection<'notificationEndpoint.deleted'> = (event, _at, tx) =>
  tx.run(deleteEndpoint, { id: event.endpointId });
