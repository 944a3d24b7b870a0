import { Type } from 'typebox';
import { notificationStates } from '../../../queries/notification-list.ts';
import { guid, instant, nullable, paging, strict, text, words } from '../schema.ts';

const id = Type.String({ pattern: '^[0-9a-f]{40}$', description: 'the id of a message: 40 hexadecimal digits' });
const state = words(notificationStates, 'waiting, delivered, or dead: given up');

export const notification = strict({
  id: Type.String({ description: 'the part of its Message-ID before the `@`' }),
  state,
  recipient: Type.String({ description: 'a mail address' }),
  principalId: nullable(Type.String({ description: 'null: an extra address of a role’s settings' })),
  event: Type.String(),
  requestId: nullable(Type.String()),
  subject: Type.String(),
  createdAt: instant('when it was due'),
  deliveredAt: nullable(instant('when the mail server took it')),
  deadAt: nullable(instant('when it was given up')),
  attempts: Type.Integer(),
  nextAttemptAt: nullable(instant('while it waits')),
  lastError: nullable(Type.String({ description: 'what the mail server said last' })),
});

export const notificationQuery = strict({
  state: Type.Optional(state),
  requestId: Type.Optional(guid('messages about this request')),
  recipient: Type.Optional(text('messages to this address', 254)),
  ...paging,
});

export const resendBody = Type.Union([
  strict({ ids: Type.Array(id, { minItems: 1, maxItems: 100 }) }),
  strict({ all: Type.Literal(true, { description: 'all dead letters, of which the oldest 1,000' }) }),
]);
