// Signs in with the official libraries, unmodified, and calls ARM; a process of its own, since Node reads the trusted
// certificates when it starts. Prints what it saw as JSON.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ClientAssertionCredential, ClientSecretCredential, DeviceCodeCredential } from '@azure/identity';
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';
import { type JWK, SignJWT } from 'jose';
import { DEMO_PASSWORD } from '../../../src/demo/demo-accounts.ts';
import { confirmDeviceCode } from '../../support/confirm-device-code.ts';

const url = process.env['TEST_URL'] ?? '';
const tenantId = process.env['TEST_TENANT_ID'] ?? '';
const administrator = process.env['TEST_TOKEN'] ?? '';
const scope = `${url}/.default`;
const options = { authorityHost: url, disableInstanceDiscovery: true, retryOptions: { maxRetries: 0 } };

async function call(token: string, method: string, path: string, body?: unknown) {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const pim = (method: string, path: string, body?: unknown) =>
  call(administrator, method, `/api/security/pim/service-principals${path}`, body);

/** What ARM answers to the bearer of the token. */
const armStatus = async (token: string) =>
  (
    await call(
      token,
      'GET',
      '/providers/Microsoft.Authorization/roleAssignmentSchedules?$filter=asTarget()&api-version=2020-10-01',
    )
  ).status;

/** `accepted`, or the error by its code of OAuth. */
async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'accepted';
  } catch (error) {
    return /invalid_client|unauthorized_client|invalid_grant/.exec(String(error))?.[0] ?? String(error);
  }
}

function assertionBy(key: KeyObject, clientId: string, header: { readonly jwk?: JWK } = {}) {
  return () =>
    new SignJWT({ iss: clientId, sub: clientId, aud: `${url}/${tenantId}/v2.0`, jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: 'ES256', ...header })
      .setIssuedAt()
      .setExpirationTime('2m')
      .sign(key);
}

const client = (await pim('POST', '', { displayName: 'Deployment robot' })).body;
const added = (await pim('POST', `/${client.id}/credentials`, { displayName: 'first secret' })).body;
const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = own.publicKey.export({ format: 'jwk' });
const key = await pim('POST', `/${client.id}/credentials`, { displayName: 'a key', publicKey });
const privateKey = await pim('POST', `/${client.id}/credentials`, {
  displayName: 'a private key by mistake',
  publicKey: own.privateKey.export({ format: 'jwk' }),
});

const secretOf = (secret: string) => new ClientSecretCredential(tenantId, client.id, secret, options);
const bySecret = await secretOf(added.secret).getToken(scope);
const auth = { clientId: client.id, clientSecret: added.secret };
const byMsal = await new ConfidentialClientApplication({
  auth: { ...auth, authority: `${url}/${tenantId}`, knownAuthorities: [new URL(url).host] },
}).acquireTokenByClientCredential({ scopes: [scope] });
const withKey = new ClientAssertionCredential(tenantId, client.id, assertionBy(own.privateKey, client.id), options);
const byKey = await withKey.getToken(scope);

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = stranger.publicKey.export({ format: 'jwk' }) as JWK;
const forged = assertionBy(stranger.privateKey, client.id, { jwk });

const pages: string[] = [];
/** A person with a browser, wherever a library shows a code. */
async function atBrowser(verificationUri: string, userCode: string) {
  pages.push(await confirmDeviceCode({ verificationUri, userCode, name: 'alice', password: DEMO_PASSWORD }));
}
const byDevice = new DeviceCodeCredential({
  ...options,
  tenantId,
  userPromptCallback: ({ verificationUri, userCode }) => void atBrowser(verificationUri, userCode),
});
const deviceToken = await byDevice.getToken(scope);
const renewed = await byDevice.getToken(scope, { claims: '{"access_token":{"nbf":{"essential":true}}}' });

const person = new PublicClientApplication({
  auth: {
    clientId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    authority: `${url}/${tenantId}`,
    knownAuthorities: [new URL(url).host],
  },
});
const byMsalDevice = await person.acquireTokenByDeviceCode({
  scopes: [scope],
  deviceCodeCallback: ({ verificationUri, userCode }) => void atBrowser(verificationUri, userCode),
});
const silent = await person.acquireTokenSilent({
  scopes: [scope],
  account: byMsalDevice?.account ?? fail('no account'),
  forceRefresh: true,
});

function fail(message: string): never {
  throw new Error(message);
}

const seen = {
  pages,
  byDevice: await armStatus(deviceToken.token),
  byDeviceAgain: await armStatus(renewed.token),
  byMsalDevice: await armStatus(byMsalDevice?.accessToken ?? ''),
  silent: await armStatus(silent.accessToken),
  username: byMsalDevice?.account?.username,
  deviceToken: deviceToken.token,
  added: { status: key.status, secret: key.body.secret, listed: (await pim('GET', `/${client.id}/credentials`)).body },
  privateKey: privateKey.status,
  bySecret: await armStatus(bySecret.token),
  byMsal: await armStatus(byMsal?.accessToken ?? ''),
  byKey: await armStatus(byKey.token),
  wrongSecret: await outcomeOf(secretOf(`${added.secret}x`).getToken(scope)),
  digestAsSecret: await outcomeOf(secretOf('kept-as-digest').getToken(scope)),
  unknownClient: await outcomeOf(
    new ClientSecretCredential(tenantId, crypto.randomUUID(), added.secret, options).getToken(scope),
  ),
  embeddedKey: await outcomeOf(new ClientAssertionCredential(tenantId, client.id, forged, options).getToken(scope)),
  removed: (await pim('DELETE', `/${client.id}/credentials/${added.id}`)).status,
  removedSecret: await outcomeOf(secretOf(added.secret).getToken(scope)),
  keyAfterwards: await outcomeOf(
    new ClientAssertionCredential(tenantId, client.id, assertionBy(own.privateKey, client.id), options).getToken(scope),
  ),
  token: bySecret.token,
  secret: added.secret,
  clientId: client.id,
};
process.stdout.write(JSON.stringify(seen));
