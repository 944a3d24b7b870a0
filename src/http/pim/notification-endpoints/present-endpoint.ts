import type { NotificationEndpoint } from '../../../domain/notification-endpoint/notification-endpoint.ts';
import type { EndpointDeliveries } from '../../../queries/endpoint-deliveries.ts';
import type { EndpointMessageView } from '../../../queries/endpoint-messages.ts';

export function presentEndpoint(
  { disabled, topics, createdAt, ...endpoint }: NotificationEndpoint,
  { lastDeliveredAt, ...deliveries }: EndpointDeliveries,
) {
  return {
    ...endpoint,
    topics: topics === null ? null : [...topics],
    isEnabled: disabled === null,
    disabledReason: disabled?.reason ?? null,
    disabledAt: disabled?.at.toString() ?? null,
    createdAt: createdAt.toString(),
    deliveries: { ...deliveries, lastDeliveredAt: lastDeliveredAt?.toString() ?? null },
  };
}

export function presentEndpointMessage(message: EndpointMessageView) {
  const { createdAt, deliveredAt, deadAt, nextAttemptAt } = message;
  return {
    ...message,
    createdAt: createdAt.toString(),
    deliveredAt: deliveredAt?.toString() ?? null,
    deadAt: deadAt?.toString() ?? null,
    nextAttemptAt: nextAttemptAt?.toString() ?? null,
  };
}
