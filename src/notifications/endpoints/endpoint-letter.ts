import type { DomainEventType } from '../../domain/events.ts';
import { isToldOf, type NotificationEndpoint } from '../../domain/notification-endpoint/notification-endpoint.ts';
import type { Announce, AnnouncementContext } from '../announcements/announcement.ts';
import { announcements } from '../announcements/announcements.ts';
import { displayName } from '../announcements/request-facts.ts';
import { endpointTested } from '../templates/english/endpoint-tested.ts';
import { defaultReader, type Letter } from '../templates/letter.ts';
import { describeEvent } from './describe-event.ts';
import type { Json } from './described.ts';
import { principalData } from './request-data.ts';

/** What one entry tells one endpoint: in words, and for programs. */
export interface EndpointLetter {
  readonly topic: string;
  readonly requestId: string | null;
  readonly letter: Letter;
  readonly data: { readonly [name: string]: Json };
}

/** What an endpoint is told of an entry, if it wants to be; the words are those for administrators, else for approvers. */
export async function endpointLetter(
  endpoint: NotificationEndpoint,
  context: AnnouncementContext,
): Promise<EndpointLetter | null> {
  const { event } = context.entry;
  if (event.type === 'notificationEndpoint.tested') {
    return event.endpointId === endpoint.id ? testLetter(endpoint, event.testedById, context) : null;
  }
  const described = await describeEvent(context);
  if (described === null || !isToldOf(endpoint, described.topic)) return null;
  const announce = announcements[event.type] as Announce<DomainEventType> | 'nobody';
  const announcement = announce === 'nobody' ? null : await announce(event, context);
  const part = announcement?.parts.admin ?? announcement?.parts.approver;
  if (announcement === null || part === undefined) return null;
  return { ...described, requestId: announcement.requestId, letter: part.write(defaultReader) };
}

async function testLetter(
  { id, displayName: name, kind }: NotificationEndpoint,
  testedById: string,
  { tx }: AnnouncementContext,
): Promise<EndpointLetter> {
  const letter = endpointTested({ endpoint: name, tester: await displayName(tx, testedById) });
  const testedBy = await principalData(tx, testedById);
  const data = { endpoint: { id, displayName: name, kind }, testedBy };
  return { topic: 'endpoint.tested', requestId: null, letter, data };
}
