import type { DomainEventType, EventOf } from '../../domain/events.ts';
import type { EndpointTopic } from '../../domain/notification-endpoint/notification-endpoint.ts';
import type { AnnouncementContext } from '../announcements/announcement.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What programs outside are told of one event (docs/webhooks.md). */
export interface Described {
  readonly topic: EndpointTopic;
  readonly data: { readonly [name: string]: Json };
}

/** Finds out what an event means outside; null: nothing. */
export type Describe<Type extends DomainEventType> = (
  event: EventOf<Type>,
  context: AnnouncementContext,
) => Promise<Described | null>;
