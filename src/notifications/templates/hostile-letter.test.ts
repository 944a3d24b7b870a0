import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostileTexts } from '../../../test/support/hostile-texts.ts';
import { type ReceivedMail, type SmtpReceiver, smtpReceiver } from '../../../test/support/smtp-receiver.ts';
import type { Channel } from '../channel.ts';
import { mailChannel } from '../channels/mail.ts';
import { approvalRequested } from './english/approval-requested.ts';
import { digestLetter } from './english/digest.ts';
import { flooded } from './english/flooded.ts';
import { defaultReader } from './letter.ts';
import { messageText } from './message-text.ts';
import { line } from './one-line.ts';

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

/** The same in what is told of many at once, and of what is administered. */
async function listed(typed: string): Promise<readonly ReceivedMail[]> {
  mail.clear();
  const item = { kind: 'active', holder: typed, roleName: typed, scopeName: typed, endAt: null } as const;
  const finding = { count: 1, first: [item] };
  const at = Temporal.Instant.from('2026-11-24T08:00:00Z');
  const trend = { count: 1, before: 0 };
  const subject = line`${typed} asks for ${typed}`;
  const letters = [
    flooded({ event: 'approval.requested', items: [{ text: subject, link }], requestors: [typed, typed] }),
    digestLetter(
      {
        ...{ cadence: 'weekly', date: '2026-11-23', beforeAt: at, sinceAt: at, untilAt: at, pending: 1 },
        ...{ approved: trend, denied: trend, expired: trend, activations: trend },
        ...{ permanent: finding, unused: finding, endingSoon: finding, link, preferencesLink: link },
      },
      defaultReader,
    ),
  ];
  for (const letter of letters) {
    const message = { messageId: '<m1@brevet.invalid>', to: 'bob@nordwind.example', createdAt: at };
    await channel.deliver({ ...message, ...messageText(letter) });
  }
  return mail.messages();
}

const tagsOf = (html: string) => html.match(/<[!/a-z][^>]*>/gi) ?? [];

it.each(hostileTexts)(
  'gives one set of headers, the same elements and one link, whatever is typed: %j',
  async (typed) => {
    const plain = await received('plain');
    const mailed = await received(typed);
    expect(mailed.envelope).toEqual({ from: 'brevet@nordwind.example', to: ['bob@nordwind.example'] });
    expect(mailed.headers.map(([name]) => name)).toEqual(plain.headers.map(([name]) => name));
    expect(mailed.subject).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e\p{Cc}]/u);
    expect(tagsOf(mailed.html).filter((tag) => tag !== '<br>')).toEqual(tagsOf(plain.html));
    expect(mailed.html).not.toMatch(/[\u202a-\u202e]/);
    expect(mailed.text).not.toMatch(/[\u202a-\u202e]|(?!\n)\p{Cc}/u);
    const links = mailed.text.split('\n').filter((each) => /^\s*https?:\S+$/.test(each));
    expect(links).toEqual([link]);
    expect(mailed.html).not.toContain('49');
  },
);

it.each(hostileTexts)('lists what was typed as text, and no link but its own: %j', async (typed) => {
  const plain = await listed('plain');
  const mailed = await listed(typed);
  expect(mailed).toHaveLength(2);
  for (const [index, { headers, envelope, subject, html, text }] of mailed.entries()) {
    expect(envelope.to).toEqual(['bob@nordwind.example']);
    expect(headers.map(([name]) => name)).toEqual(plain[index]?.headers.map(([name]) => name));
    expect(subject).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e\p{Cc}]/u);
    expect(tagsOf(html)).toEqual(tagsOf(plain[index]?.html ?? ''));
    expect(text).not.toMatch(/[\u202a-\u202e]|(?!\n)\p{Cc}/u);
    expect(new Set(text.split('\n').filter((each) => /^\s*https?:\S+$/.test(each)))).toEqual(
      new Set(plain[index]?.text.split('\n').filter((each) => /^\s*https?:\S+$/.test(each))),
    );
  }
});
