import { Type } from 'typebox';
import { endpointKinds } from '../../../domain/notification-endpoint/notification-endpoint.ts';
import { historyItem, instant, nullable, strict, words } from '../schema.ts';

const person = strict({ id: nullable(Type.String()), displayName: Type.String() });

const step = strict({
  kind: words(
    ['asked', 'told', 'decided', 'waits', 'canceled', 'expired', 'starts', 'started', 'ends', 'ended'],
    'what happened; `waits`, `starts` and `ends` are to come',
  ),
  at: nullable(instant('when it happened or is to happen; for `waits` until when; null: not known')),
  by: nullable(person),
  result: nullable(words(['approved', 'denied'], 'of a decision')),
  text: nullable(Type.String({ description: 'the justification' })),
  reason: nullable(Type.String({ description: 'why it was canceled, or how it ended; of a message, what about' })),
  granted: nullable(strict({ duration: nullable(Type.String()), scope: nullable(Type.String()) })),
  people: Type.Array(
    strict({
      displayName: nullable(
        Type.String({ description: 'a person, or a place outside; null: an address that is nobody’s here' }),
      ),
      channel: nullable(
        words(
          ['mail', 'bell', ...endpointKinds],
          'the way of the message; those to places outside are for who may administer them; null: no message',
        ),
      ),
      delivery: nullable(
        words(['waiting', 'delivered', 'failed'], 'how far the message has come; failed: given up; null: no message'),
      ),
      deliveredAt: nullable(instant('when the message left; null: not yet')),
    }),
    { description: 'who was told, or who can decide' },
  ),
});

/** One request with everything around it. */
export const requestLifeBody = strict({
  request: historyItem,
  steps: Type.Array(step, { description: 'in the order of time, what is to come at the end' }),
  needsApproval: Type.Boolean({ description: 'whether there is a decision sheet' }),
  mayCancel: Type.Boolean(),
  whyNotCancel: nullable(strict({ code: Type.String(), detail: Type.String() })),
  asOf: instant('the instant of the answer'),
});
