import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ReceivedMail, type SmtpReceiver, smtpReceiver } from '../../../test/support/smtp-receiver.ts';
import type { Channel } from '../channel.ts';
import { mailChannel } from '../channels/mail.ts';
import { approvalRequested } from './english/approval-requested.ts';
import { defaultReader } from './letter.ts';
import { messageText } from './message-text.ts';

let mail: SmtpReceiver;
let channel: Channel;
beforeAll(async () => {
  mail = await smtpReceiver();
  channel = mailChannel({ url: mail.url, from: 'Brevet <brevet@nordwind.example>' });
});
afterAll(async () => {
  await channel.close();
  await mail.close();
});

const link = 'https://brevet.nordwind.example/requests/r1';

/** A mail in which every field that a person can type says the same. */
async function received(typed: string): Promise<ReceivedMail> {
  mail.clear();
  const letter = approvalRequested(
    {
      requestor: typed,
      role: { name: typed, risk: 'high', scopeName: typed, scopePath: typed },
      schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT2H' } },
      justification: typed,
      ticket: { number: typed, system: typed },
      link,
      expiresAt: Temporal.Instant.from('2026-11-25T08:00:00Z'),
      approvalsNeeded: 1,
    },
    defaultReader,
  );
  const createdAt = Temporal.Instant.from('2026-11-24T08:00:00Z');
  await channel.deliver({
    messageId: '<m1@brevet.invalid>',
    to: 'bob@nordwind.example',
    createdAt,
    ...messageText(letter),
  });
  return mail.messages()[0] as ReceivedMail;
}

const tagsOf = (html: string) => html.match(/<[!/a-z][^>]*>/gi) ?? [];

it.each([
  'x\r\nBcc: eve@evil.example',
  'x\nSubject: hi\n\nbody',
  'x\u2028Bcc: eve@evil.example\u2029y\u0085z',
  '=?utf-8?Q?=0D=0ABcc:_eve@evil.example?=',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title><a href="https://evil.example">Sign in to decide</a>',
  '<!-- --><table>',
  '&lt;b&gt;',
  '{{7*7}} #{7*7} <%= 7*7 %> $& $1',
  '\u202eevil\u202c \u2066x',
  '\u05d0\u05d1\u05d2 \u0645\u062d\u0645\u062f',
  '\u0000\u0007\u001b[31m',
  '\ud800 lone',
  '.\r\n.\r\nMAIL FROM:<eve@evil.example>',
])('gives one set of headers, the same elements and one link, whatever is typed: %j', async (typed) => {
  const plain = await received('plain');
  const mailed = await received(typed);
  expect(mailed.envelope).toEqual({ from: 'brevet@nordwind.example', to: ['bob@nordwind.example'] });
  expect(mailed.headers.map(([name]) => name)).toEqual(plain.headers.map(([name]) => name));
  expect(mailed.subject).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e\p{Cc}]/u);
  expect(tagsOf(mailed.html).filter((tag) => tag !== '<br>')).toEqual(tagsOf(plain.html));
  expect(mailed.html).not.toMatch(/[\u202a-\u202e]/);
  expect(mailed.text).not.toMatch(/[\u202a-\u202e]|(?!\n)\p{Cc}/u);
  const links = mailed.text.split('\n').filter((line) => line.startsWith('http'));
  expect(links).toEqual([link]);
  expect(mailed.html).not.toContain('49');
});
