import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate } from '../../test/scenarios/story.ts';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { endpointRoom } from '../../test/support/endpoint-room.ts';
import { httpReceiver } from '../../test/support/http-receiver.ts';
import { demoIds } from '../demo/demo-organisation.ts';
import { endpointTopicNames } from '../domain/notification-endpoint/notification-endpoint.ts';
import { installationSecret } from '../ledger/installation-secret.ts';
import { authenticatorAppOf, keepAuthenticatorApp } from '../ledger/vault/authenticator-app.ts';
import { keepAnswer, takeCall } from '../ledger/vault/idempotent-call.ts';
import { countPassing } from '../ledger/vault/sealed-secrets.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { exchangeSecrets } from './exchange-secrets.ts';
import { signingKeys } from './provider/signing-keys.ts';
import { sealer } from './sealer.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const secrets = async () => {
  const names = ['vault', 'providerCookies', 'portalClient', 'pageTokens', 'tenantId'];
  const found = [];
  for (const name of names) found.push((await installationSecret(demo.ledger, name)).toString('hex'));
  return found;
};

it('seals anew what is kept, which stays what it was, and forgets what signs', async () => {
  const { ledger, engine, clock } = demo;
  const before = await secrets();
  const old = sealer(await installationSecret(ledger, 'vault'));
  const receiver = await httpReceiver();
  const { secret } = await (await endpointRoom(demo)).create('webhook', receiver.url, endpointTopicNames);
  const app = { id: 'app', principalId: demoIds.alice, lastStep: 0, createdAt: 0 };
  await ledger.writeFollower((tx) => keepAuthenticatorApp(tx, { ...app, sealedSeed: old.seal('the seed', 'app') }));
  const key = 'call';
  const answer = { status: 201, contentType: null, body: old.seal('as it was', key) };
  await ledger.writeFollower(async (tx) => {
    await takeCall(tx, { key, bodyDigest: 'digest', createdAt: 1 });
    await keepAnswer(tx, key, answer);
  });
  const [signed] = await signingKeys({ ledger, clock, sealer: old });

  expect(await exchangeSecrets(engine)).toBe(2);

  const after = await secrets();
  expect(after.slice(0, 4).filter((value) => before.includes(value))).toEqual([]);
  expect(after[4]).toBe(before[4]);
  const fresh = sealer(await installationSecret(ledger, 'vault'));
  const kept = await ledger.read((reader) => authenticatorAppOf(reader, demoIds.alice));
  expect(fresh.open(kept?.sealedSeed ?? '', 'app')).toBe('the seed');
  expect(() => old.open(kept?.sealedSeed ?? '', 'app')).toThrow();
  expect(await ledger.read(countPassing)).toBe(0);
  const again = { key, bodyDigest: 'digest', createdAt: 2 };
  const found = await ledger.writeFollower((tx) => takeCall(tx, again));
  expect(fresh.open(found?.answer?.body ?? '', key)).toBe('as it was');
  const [signs] = await signingKeys({ ledger, clock, sealer: fresh });
  expect(signs?.kid).not.toBe(signed?.kid);

  // a message goes where it went, signed by the secret that its receiver knows
  const outside = (await endpointRoom(demo)).start();
  await activate(ledger);
  await outside.settle();
  await outside.stop();
  const [call] = receiver.calls();
  expect(call).toBeDefined();
  const at = new Date(Number(call?.headers['webhook-timestamp']) * 1000);
  const signature = new Webhook(secret).sign(String(call?.headers['webhook-id']), at, call?.body ?? '');
  expect(call?.headers['webhook-signature']).toBe(signature);
  await receiver.close();
  expect((await verifyLedger(engine)).problems).toEqual([]);
});

it('leaves everything as it was where something cannot be opened', async () => {
  const { ledger, engine } = demo;
  const before = await secrets();
  const app = { id: 'app', principalId: demoIds.alice, lastStep: 0, createdAt: 0, sealedSeed: 'not sealed at all' };
  await ledger.writeFollower((tx) => keepAuthenticatorApp(tx, app));
  await expect(exchangeSecrets(engine)).rejects.toThrow();
  expect(await secrets()).toEqual(before);
});
