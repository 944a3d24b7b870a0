import { Type } from 'typebox';
import {
  type EndpointTopic,
  endpointKinds,
  endpointTopicNames,
} from '../../../domain/notification-endpoint/notification-endpoint.ts';
import { notificationStates } from '../../../queries/notification-list.ts';
import { guid, instant, nullable, pageOf, paging, strict, text, words } from '../schema.ts';

const MOST_HOURS = 168;

export const endpointParams = strict({ id: guid('the id of a notification endpoint') });

const kind = words(endpointKinds, 'webhook, slack, teams or mattermost');
const displayName = text('what administrators call it', 120);
/** Checked by the domain, which repeats nothing of it. */
const url = Type.String({
  description: 'where to post to: https, on the public Internet unless the operator allows others; never shown again',
});
const topic = Type.Unsafe<EndpointTopic>({
  type: 'string',
  enum: [...endpointTopicNames],
  description: `one of ${endpointTopicNames.join(', ')}`,
});
const topics = nullable(
  Type.Array(topic, {
    minItems: 1,
    maxItems: endpointTopicNames.length,
    uniqueItems: true,
    description: `what it is told of, each once: ${endpointTopicNames.join(', ')}; null: what is for administrators`,
  }),
);

export const newEndpoint = strict({ kind, displayName, url, topics: Type.Optional(topics) });

export const endpointChanges = strict({
  displayName: Type.Optional(displayName),
  url: Type.Optional(url),
  topics: Type.Optional(topics),
});

const shown = {
  id: Type.String(),
  kind,
  displayName: Type.String(),
  origin: Type.String({ description: 'scheme, host and port of its address; the rest is not shown' }),
  topics: nullable(Type.Array(topic)),
  isEnabled: Type.Boolean(),
  disabledReason: nullable(
    words(['administrator', 'gone', 'failing'], 'gone: it answered 410; failing: nothing arrived there for days'),
  ),
  disabledAt: nullable(instant('since when')),
  createdAt: instant('when it was made'),
  createdById: Type.String(),
  deliveries: strict({
    lastDeliveredAt: nullable(instant('when something arrived there last')),
    waiting: Type.Integer({ description: 'messages that are on their way' }),
    dead: Type.Integer({ description: 'messages that were given up' }),
    lastError: nullable(Type.String({ description: 'why the newest message that did not arrive did not' })),
  }),
};

export const endpointBody = strict(shown);
export const endpointList = strict({ items: Type.Array(endpointBody) });

const signingSecret = nullable(
  Type.String({ description: 'by which receivers verify; shown this once and never again; null: chats have none' }),
);
export const createdEndpoint = strict({ ...shown, signingSecret });

export const rotation = strict({
  overlapHours: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MOST_HOURS,
      description: `for so long messages carry a signature by the secret before too, a whole number from 0 to ${MOST_HOURS}; 24 if left out`,
    }),
  ),
});
export const rotatedSecret = strict({ signingSecret: Type.String({ description: 'shown this once and never again' }) });

export const replayBody = Type.Union([
  strict({ fromSequence: Type.Integer({ minimum: 1, description: 'the entry of the ledger to begin with' }) }),
  strict({ fromTime: instant('everything since then') }),
]);
export const replayAnswer = strict({ fromSequence: Type.Integer({ description: 'the entry that it begins with' }) });

const messageId = Type.String({ pattern: '^[0-9a-f]{40}$', description: 'a `webhook-id`: 40 hexadecimal digits' });
const state = words(notificationStates, 'waiting, delivered, or dead: given up');

export const messageQuery = strict({ state: Type.Optional(state), ...paging });
export const endpointMessage = strict({
  id: Type.String({ description: 'the `webhook-id`' }),
  state,
  sequence: Type.Integer({ description: 'the entry of the ledger that it tells of' }),
  topic: Type.String({ description: 'the `type` of the message' }),
  requestId: nullable(Type.String()),
  subject: Type.String(),
  createdAt: instant('when it was due'),
  deliveredAt: nullable(instant('when the receiver took it')),
  deadAt: nullable(instant('when it was given up')),
  attempts: Type.Integer(),
  nextAttemptAt: nullable(instant('while it waits')),
  lastError: nullable(Type.String({ description: 'what went wrong last' })),
});
export const messagePage = pageOf(endpointMessage);

export const resendBody = Type.Union([
  strict({ ids: Type.Array(messageId, { minItems: 1, maxItems: 100 }) }),
  strict({ all: Type.Literal(true, { description: 'all dead letters of the endpoint, of which the oldest 1,000' }) }),
]);
