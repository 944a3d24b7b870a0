import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmtpReceiver, smtpReceiver } from '../../../test/support/smtp-receiver.ts';
import type { Channel, OutgoingMessage } from '../channel.ts';
import { mailChannel } from './mail.ts';
import { mailboxChannel } from './mailbox.ts';

let mail: SmtpReceiver;
beforeAll(async () => {
  mail = await smtpReceiver();
});
afterAll(() => mail.close());

function aMessage(over: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    messageId: '<one@brevet.invalid>',
    to: 'bob@nordwind.example',
    subject: 'Alice Meyer asks for Owner on Production, 2 h',
    text: 'Grüße\n> from Zoë\n',
    createdAt: Temporal.Instant.from('2026-11-24T08:00:00Z'),
    ...over,
  };
}

const channels: ReadonlyArray<readonly [name: string, open: () => Channel]> = [
  ['mail', () => mailChannel({ url: mail.url, from: 'Brevet <brevet@nordwind.example>' })],
  ['mailbox', mailboxChannel],
];

describe.each(channels)('channel %s', (_name, open) => {
  it('takes a message, and the same one again', async () => {
    const channel = open();
    await channel.deliver(aMessage());
    await channel.deliver(aMessage());
    await channel.close();
  });

  it('takes many messages at once', async () => {
    const channel = open();
    const many = Array.from({ length: 40 }, (_, index) => aMessage({ messageId: `<${index}@brevet.invalid>` }));
    await Promise.all(many.map((message) => channel.deliver(message)));
    await channel.close();
  });

  it('closes without having been used', async () => {
    await open().close();
  });
});

describe('the mail channel', () => {
  it('sends what it was given, to this address alone', async () => {
    mail.clear();
    const channel = mailChannel({ url: mail.url, from: 'Brevet <brevet@nordwind.example>' });
    await channel.deliver(aMessage({ subject: `Zoë Müller asks for Owner on Production, 2 h ${'ü'.repeat(120)}` }));
    await channel.close();
    const [received] = mail.messages();
    expect(received).toMatchObject({
      envelope: { from: 'brevet@nordwind.example', to: ['bob@nordwind.example'] },
      messageId: '<one@brevet.invalid>',
      subject: `Zoë Müller asks for Owner on Production, 2 h ${'ü'.repeat(120)}`,
      text: 'Grüße\n> from Zoë\n',
    });
    const headers = new Map(received?.headers);
    expect(headers.get('from')).toBe('Brevet <brevet@nordwind.example>');
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('date')).toBe('Tue, 24 Nov 2026 08:00:00 +0000');
  });

  it('says what is final, what is not, and what is about the server', async () => {
    mail.refuse('carol@nordwind.example');
    mail.defer('dave@nordwind.example');
    const channel = mailChannel({ url: mail.url, from: 'brevet@nordwind.example' });
    const gone = mailChannel({ url: 'smtp://127.0.0.1:1', from: 'brevet@nordwind.example' });
    await expect(channel.deliver(aMessage({ to: 'carol@nordwind.example' }))).rejects.toMatchObject({ why: 'refused' });
    await expect(channel.deliver(aMessage({ to: 'dave@nordwind.example' }))).rejects.toMatchObject({ why: 'deferred' });
    await expect(gone.deliver(aMessage())).rejects.toMatchObject({ why: 'unreachable' });
    await channel.close();
    await gone.close();
    mail.refuse();
    mail.defer();
  });

  it('sends nothing without TLS to another machine unless it is told to', async () => {
    mail.clear();
    // a name for this machine that does not say so
    const url = mail.url.replace('127.0.0.1', '127.1');
    const strict = mailChannel({ url, from: 'brevet@nordwind.example' });
    const lax = mailChannel({ url, from: 'brevet@nordwind.example', mayBePlain: true });
    const withPassword = mailChannel({
      url: url.replace('//', '//brevet:s3cret-word@'),
      from: 'brevet@nordwind.example',
      mayBePlain: true,
    });
    await expect(strict.deliver(aMessage())).rejects.toMatchObject({ why: 'unreachable' });
    await expect(withPassword.deliver(aMessage())).rejects.toMatchObject({ why: 'unreachable' });
    expect(mail.messages()).toEqual([]);
    await lax.deliver(aMessage());
    expect(mail.messages()).toHaveLength(1);
    for (const channel of [strict, lax, withPassword]) await channel.close();
  });

  it('rejects when the address is refused, and takes the next message', async () => {
    mail.refuse('carol@nordwind.example');
    const channel = mailChannel({ url: mail.url, from: 'brevet@nordwind.example' });
    await expect(channel.deliver(aMessage({ to: 'carol@nordwind.example' }))).rejects.toThrow('550');
    await channel.deliver(aMessage());
    await channel.close();
    mail.refuse();
  });

  it('rejects without the credentials when the server cannot be reached', async () => {
    const gone = await smtpReceiver();
    await gone.close();
    const url = gone.url.replace('//', '//brevet:s3cret-word@');
    const channel = mailChannel({ url, from: 'brevet@nordwind.example' });
    const error: Error = await channel.deliver(aMessage()).then(
      () => new Error('taken'),
      (reason) => reason,
    );
    await channel.close();
    expect(error.message).toContain('ECONNREFUSED');
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain('s3cret-word');
  });
});
