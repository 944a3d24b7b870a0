import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD, demoSeeds } from '../../src/demo/demo-accounts.ts';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { codeAt } from '../../src/identity/accounts/one-time-codes.ts';
import { mailChannel } from '../../src/notifications/channels/mail.ts';
import { type Notifications, startNotifications } from '../../src/notifications/notifications.ts';
import { type SmtpReceiver, smtpReceiver } from '../support/smtp-receiver.ts';
import { softwarePasskey } from '../support/software-passkey.ts';
import { type AccountServer, API, accountServer, person, said } from './account-server.ts';

const PASSWORD = 'four quiet words here';

let server: AccountServer;
let mail: SmtpReceiver;
let notifications: Notifications;
beforeAll(async () => {
  server = await accountServer();
  mail = await smtpReceiver();
  notifications = startNotifications({
    ledger: server.demo.ledger,
    clock: server.demo.clock,
    publicUrl: server.url,
    channel: mailChannel({ url: mail.url, from: 'brevet@nordwind.example' }),
    onError: (error) => expect.unreachable(String(error)),
  });
  // how the demo organisation came to be; its accounts are no news to its people
  expect((await told()).filter((line) => line.includes('account'))).toEqual([]);
});
afterAll(async () => {
  await notifications.stop();
  await mail.close();
  await server.close();
});

const code = (name: string) => codeAt(demoSeeds[name] ?? '', server.demo.clock());

/** Who was told what since it was asked last, in the order of what happened. */
async function told(): Promise<readonly string[]> {
  await notifications.settle();
  const lines = mail.messages().map(({ envelope, subject }) => `${envelope.to.join()}: ${subject}`);
  mail.clear();
  return lines;
}

it('tells a person by mail of each change of how they sign in, once, and nobody else', async () => {
  const account = `${server.url}/account`;
  const erin = person(server);
  const base = await erin.begin('&acrValues=mfa');
  await erin.send(base, '/password', { name: 'erin', password: DEMO_PASSWORD });
  await erin.send(base, '/code', { code: code('erin') });
  expect(await told()).toEqual([]);

  expect(said(await erin.send(account, '/recovery-codes', {}))).toBe('200 Keep your recovery codes');
  expect(await told()).toEqual(['erin@nordwind.example: Your recovery codes were replaced']);

  const credential = JSON.stringify(softwarePasskey(server.url).create(await erin.ask(account, '/passkey-creation')));
  await erin.send(account, '/new-passkey', { credential, displayName: 'Safe' });
  expect(await told()).toEqual(['erin@nordwind.example: A passkey was added to your account']);

  const { body } = await erin.browser.visit(account);
  const seed = (/<code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1] ?? '').replaceAll(' ', '');
  const sealed = /name="sealed" value="([^"]+)"/.exec(body)?.[1] ?? '';
  await erin.send(account, '/app', { sealed, code: codeAt(seed, server.demo.clock()) });
  expect(await told(), 'in place of the one before').toEqual([
    'erin@nordwind.example: An authenticator app was added to your account',
  ]);

  const added = (await server.eventsOf('credential.added')).filter(({ principalId }) => principalId === demoIds.erin);
  const passkey = added.find(({ kind }) => kind === 'passkey')?.credentialId ?? '';
  expect((await erin.send(account, '/remove', { id: passkey })).body).toContain('Removed.');
  expect(await told()).toEqual(['erin@nordwind.example: A passkey was removed from your account']);

  await erin.send(account, '/password', { password: PASSWORD, again: PASSWORD });
  await notifications.settle();
  const [changed, ...others] = mail.messages();
  expect(others).toEqual([]);
  expect(changed?.subject).toBe('Your password was changed');
  expect(changed?.text).toContain('If that was not you, tell your administrators at once');
  for (const secret of [PASSWORD, seed, sealed]) expect(changed?.raw).not.toContain(secret);
  mail.clear();
});

it('tells of the first factor and the codes that come with it by one mail, and of a reset by one', async () => {
  const oscar = person(server);
  const base = await oscar.begin('&acrValues=phr');
  await oscar.send(base, '/password', { name: 'oscar', password: DEMO_PASSWORD });
  const credential = JSON.stringify(softwarePasskey(server.url).create(await oscar.ask(base, '/passkey-creation')));
  expect(said(await oscar.send(base, '/new-passkey', { credential, displayName: 'Key' }))).toBe(
    '200 Keep your recovery codes',
  );
  expect(await told()).toEqual(['oscar@nordwind.example: A passkey was added to your account']);

  const link = await fetch(`${server.url}${API}/people/${demoIds.oscar}/enrolment-link`, {
    method: 'POST',
    headers: { authorization: 'Bearer test:grace' },
  });
  const { url } = (await link.json()) as { url: string };
  const again = person(server);
  await again.browser.visit(url);
  await again.send(server.url, '/enrol', { password: PASSWORD, again: PASSWORD });
  expect(await told()).toEqual(['oscar@nordwind.example: Your credentials were reset']);
});
