import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMO_TENANT_ID } from '../../src/demo/demo-organisation.ts';
import { codeAt } from '../../src/identity/accounts/one-time-codes.ts';
import { httpBrowser, type Visit } from '../support/http-browser.ts';
import { smtpReceiver } from '../support/smtp-receiver.ts';
import { type RawDatabase, type ServerStore, serverStore } from '../support/stores/server-store.ts';
import { type StrangerProvider, strangerProvider } from '../support/stranger-provider.ts';
import { type Canary, seenIn, spellings } from './canaries.ts';
import { type RawRequest, sendRaw } from './raw-request.ts';
import { API, SAME_ORIGIN } from './signed-in.ts';
import { readyMain, type SpawnedMain, spawnMain } from './spawn-main.ts';
import { watchState } from './watch-state.ts';

const PASSWORD = 'canary "p&ss" word+wörd 81';
const WRONG_PASSWORD = 'canary wr"ng p&ss word 82';
const SMTP_PASSWORD = 'canary+smtp/83=x';
const CLIENT_SECRET = 'canary-client-secret/84+x';
const TYPED = 'canary-typed-into-anything-85';
/** In the address of an endpoint. */
const HOOK_SECRET = 'canary-in-an-address-86';
const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

it('knows a secret in every spelling', () => {
  const canary = { name: 'it', value: PASSWORD };
  for (const text of spellings(PASSWORD)) expect(seenIn(`a ${text} b`, [canary])).toEqual(['it']);
  for (const before of ['', 'x', 'xy', 'xyz']) {
    const header = Buffer.from(`${before}:${PASSWORD}:y`).toString('base64');
    expect(seenIn(header, [canary])).toEqual(['it']);
  }
  expect(seenIn(`${PASSWORD.slice(1)}`, [canary])).toEqual([]);
});

describe.each(['on', 'off'])('with the demo %s', (demo) => {
  let store: ServerStore;
  let database: RawDatabase;
  let main: SpawnedMain;
  let refusing: StrangerProvider;
  const canaries: Canary[] = [
    { name: 'password', value: PASSWORD },
    { name: 'wrong password', value: WRONG_PASSWORD },
    { name: 'SMTP password', value: SMTP_PASSWORD },
    { name: 'client secret', value: CLIENT_SECRET },
    { name: 'what was typed where it does not belong', value: TYPED },
  ];
  /** Every answer but those that show a person their own secret, which is what they are for. */
  const answers: string[] = [];
  const visited: string[] = [];

  const know = (name: string, value: string | undefined) => {
    expect(value?.length ?? 0, name).toBeGreaterThan(7);
    canaries.push({ name, value: value ?? '' });
  };
  const note = ({ status, headers, body }: Visit) => {
    const told = [...headers].filter(([name]) => name !== 'set-cookie' && name !== 'location');
    answers.push(`${status} ${JSON.stringify(told)} ${body}`);
  };

  beforeAll(async () => {
    store = await serverStore();
    const smtp = await smtpReceiver({ refusesPasswords: true });
    refusing = await strangerProvider([]);
    const provider = (id: string, issuer: string) => ({
      id,
      name: id,
      issuer,
      client_id: 'brevet',
      client_secret: CLIENT_SECRET,
    });
    const gone = await strangerProvider([]);
    await gone.close();
    main = spawnMain({
      BREVET_PORT: '0',
      ...store.settings,
      BREVET_DEMO: demo,
      BREVET_LOG_LEVEL: 'trace',
      BREVET_MAIL_FROM: 'brevet@example.org',
      BREVET_SMTP_URL: smtp.url.replace('//', `//canary-user:${encodeURIComponent(SMTP_PASSWORD)}@`),
      BREVET_SIGN_IN_PROVIDERS: JSON.stringify([provider('gone', gone.issuer), provider('refusing', refusing.issuer)]),
      ...(demo === 'on' ? {} : { BREVET_AUDIENCE: 'https://brevet.local' }),
    });
    const { url, setUp } = await readyMain(main);
    database = await store.openRaw();
    await play(url, setUp);
    await vi.waitUntil(() => main.stderr().includes('request completed'));
    await smtp.close();
  });
  afterAll(async () => {
    await database.close();
    await main.end();
    await refusing.close();
    await store.remove();
  });

  /** Everything in which a secret goes through the server, right and wrong. */
  async function play(url: string, setUp: string): Promise<void> {
    const browser = httpBrowser();
    const post = (at: string, fields: Readonly<Record<string, string>>) =>
      browser.visit(at, { method: 'POST', headers: form, body: new URLSearchParams(fields).toString() });
    const send = async (request: RawRequest) => {
      const { status, headers, text } = await sendRaw(url, request);
      const { 'set-cookie': _cookie, location: _location, ...told } = headers;
      return { status, text, all: `${status} ${JSON.stringify(told)} ${text}` };
    };
    const sent = async (request: RawRequest) => {
      const { all, ...answer } = await send(request);
      answers.push(all);
      return answer;
    };

    // a person is set up: password, authenticator app, recovery codes
    know('set-up token', new URL(setUp).searchParams.get('token') ?? undefined);
    note(await browser.visit(setUp));
    const owner = { organisation: 'Contoso', displayName: 'Olga Own', name: 'olga', email: 'olga@example.org' };
    note(await post(`${url}/enrol`, { ...owner, password: PASSWORD, again: WRONG_PASSWORD }));
    const signIn = await post(`${url}/enrol`, { ...owner, password: PASSWORD, again: PASSWORD });
    note(signIn);
    const protect = await post(`${signIn.url}/password`, { name: 'olga', password: PASSWORD });
    const seed = (/<code>([A-Z2-7 ]+)<\/code>/.exec(protect.body)?.[1] ?? '').replaceAll(' ', '');
    know('TOTP seed', seed);
    const sealed = /name="sealed" value="([^"]+)"/.exec(protect.body)?.[1] ?? '';
    note(await post(`${signIn.url}/app`, { sealed, code: '000000' }));
    const codes = await post(`${signIn.url}/app`, { sealed, code: codeAt(seed, Temporal.Now.instant()) });
    const [recovery, ...others] = [...codes.body.matchAll(/<(?:li|code)[^>]*>([a-z0-9]{4,}(?:-[a-z0-9]{3,})+)</gi)].map(
      ([, code]) => code,
    );
    know('recovery code', recovery);
    know('another recovery code', others.at(-1));
    note(await post(`${signIn.url}/continue`, {}));
    know('session cookie', browser.cookie(url, '__Host-brevet'));
    visited.push(...browser.visited);

    // failing sign-ins; the password where the name belongs
    const stranger = httpBrowser();
    const begun = await stranger.visit(`${url}/sign-in/start/brevet`);
    const at = begun.url;
    const tried = async (path: string, fields: Readonly<Record<string, string>>) =>
      note(
        await stranger.visit(`${at}${path}`, {
          method: 'POST',
          headers: form,
          body: new URLSearchParams(fields).toString(),
        }),
      );
    await tried('/password', { name: 'olga', password: WRONG_PASSWORD });
    const swapped = new URLSearchParams({ name: TYPED, password: TYPED }).toString();
    // the page shows the name again to who typed it
    await stranger.visit(`${at}/password`, { method: 'POST', headers: form, body: swapped });
    await tried('/password', { name: 'olga', password: PASSWORD });
    await tried('/code', { code: '000000' });
    await tried('/code', { code: TYPED });
    await tried('/recovery', { code: TYPED });
    await tried('/recovery', { code: recovery ?? '' });
    know('session cookie after a recovery code', stranger.cookie(url, '__Host-brevet'));
    visited.push(...stranger.visited);

    // providers that fail
    for (const id of ['gone', 'refusing'])
      note(await httpBrowser().visit(`${url}/sign-in/start/${id}`, { isManual: true }));
    await failingExchange(url);

    // a program with a secret, and its tokens
    const own = [['Cookie', `__Host-brevet=${browser.cookie(url, '__Host-brevet')}`], SAME_ORIGIN] as const;
    const hook = { kind: 'webhook', displayName: 'SIEM', url: `https://siem.example.org/${HOOK_SECRET}` };
    const endpoint = JSON.parse(
      (await send({ method: 'POST', path: `${API}/notification-endpoints`, headers: own, body: hook })).text,
    );
    know('address of an endpoint', HOOK_SECRET);
    know('signing secret of an endpoint', endpoint.signingSecret);
    await sent({ path: `${API}/notification-endpoints/${endpoint.id}`, headers: own });
    const wrong = { ...hook, url: `http://10.0.0.1/${HOOK_SECRET}` };
    await sent({ method: 'POST', path: `${API}/notification-endpoints`, headers: own, body: wrong });
    await sent({ method: 'DELETE', path: `${API}/notification-endpoints/${endpoint.id}`, headers: own });
    const program = JSON.parse(
      (await sent({ method: 'POST', path: `${API}/service-principals`, headers: own, body: { displayName: 'robot' } }))
        .text,
    );
    const path = `${API}/service-principals/${program.id}/credentials`;
    const made = {
      method: 'POST',
      path,
      headers: [...own, ['Idempotency-Key', 'k1'] as const],
      body: { displayName: 'secret' },
    };
    const secret = JSON.parse((await send(made)).text).secret;
    know('secret of a program', secret);
    expect(JSON.parse((await send(made)).text).secret).toBe(secret);
    await sent({ path, headers: own });
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    know('private key', pair.d);
    await sent({ method: 'POST', path, headers: own, body: { displayName: 'key', publicKey: pair } });
    const tenant = /\/([0-9a-f-]{36})\/interaction/.exec(at)?.[1] ?? DEMO_TENANT_ID;
    const token = (fields: Readonly<Record<string, string>>, headers: RawRequest['headers'] = []) => ({
      method: 'POST',
      path: `/${tenant}/oauth2/v2.0/token`,
      headers: [['Content-Type', 'application/x-www-form-urlencoded'] as const, ...(headers ?? [])],
      body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }).toString(),
    });
    const given = JSON.parse((await send(token({ client_id: program.id, client_secret: secret }))).text).access_token;
    know('access token', given);
    await sent(token({ client_id: program.id, client_secret: TYPED }));
    await sent(token({}, [['Authorization', `Basic ${btoa(`${program.id}:${TYPED}`)}`]]));
    await sent({ ...token({ client_id: program.id }), path: `/${tenant}/oauth2/v2.0/token?client_secret=${secret}` });
    const source = JSON.parse(
      (
        await sent({
          method: 'POST',
          path: `${API}/provisioning-sources`,
          headers: own,
          body: { displayName: 'HR', issuer: 'https://hr.example' },
        })
      ).text,
    );
    const provisioning = JSON.parse(
      (await send({ method: 'POST', path: `${API}/provisioning-sources/${source.id}/tokens`, headers: own, body: {} }))
        .text,
    ).token;
    know('provisioning token', provisioning);
    await sent({ path: '/scim/v2/Users', headers: [['Authorization', `Bearer ${provisioning}`]] });
    await sent({ path: '/scim/v2/Users', headers: [['Authorization', `Bearer ${provisioning.slice(0, -1)}`]] });

    // secrets where they do not belong: addresses, headers and bodies that are wrong
    const bearer = [['Authorization', `Bearer ${given}`]] as const;
    for (const headers of [own, bearer, []]) {
      await sent({ path: `${API}/my-requests?access_token=${given}`, headers });
      await sent({
        path: `/nothing?password=${encodeURIComponent(PASSWORD)}&client_secret=${secret}&code=${recovery}`,
        headers,
      });
      await sent({ path: `/subscriptions?api-version=2022-12-01&$skiptoken=${TYPED}`, headers });
      await sent({ path: `${API}/my-requests?cursor=${TYPED}`, headers });
      await sent({ method: 'POST', path: `${API}/requests`, headers, body: `{"password":"${TYPED}` });
      await sent({
        method: 'POST',
        path: `${API}/people`,
        headers,
        body: { displayName: 'Zoe', password: TYPED, identity: { issuer: 'x', subject: 'y', secret: TYPED } },
      });
      await sent({
        method: 'PUT',
        path: `/providers/Microsoft.Authorization/roleAssignments/x?api-version=2022-04-01`,
        headers,
        body: `{"password":"${TYPED}`,
      });
    }
    await sent({ path: `${API}/my-requests`, headers: [['Authorization', `Bearer ${TYPED}`]] });
    await sent({
      path: `${API}/my-requests`,
      headers: [['Authorization', `Basic ${btoa(`olga:${PASSWORD.replace('ö', 'o')}`)}`]],
    });
    await sent({ path: `${API}/my-requests`, headers: [['Cookie', `__Host-brevet=${TYPED}`]] });
    await sent({
      method: 'POST',
      path: '/sign-in/backchannel-logout/refusing',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: `logout_token=${TYPED}`,
    });
    await sent({ path: `/sign-in/frontchannel-logout/refusing?iss=x&sid=${TYPED}` });
    await sent({ path: `/sign-in/callback/refusing?code=${TYPED}&state=${TYPED}` });
    await sent({ path: `/%?password=${TYPED}` });

    // mail that fails
    await vi.waitUntil(async () => (await failedMails()) > 0, { timeout: 20_000, interval: 200 });
  }

  /** Comes back from a provider that does not know the secret with which the code is exchanged. */
  async function failingExchange(url: string): Promise<void> {
    const browser = httpBrowser();
    const left = await browser.visit(`${url}/sign-in/start/refusing`, { isManual: true });
    const asked = new URL(left.headers.get('location') ?? '');
    const back = new URL(`${url}/sign-in/callback/refusing`);
    back.searchParams.set('state', asked.searchParams.get('state') ?? '');
    back.searchParams.set('iss', refusing.issuer);
    back.searchParams.set('code', TYPED);
    const answer = await browser.visit(back.href, { isManual: true });
    expect(answer.status).toBe(400);
    note(answer);
  }

  async function failedMails(): Promise<number> {
    const rows = await database.run('select * from notification');
    return rows.filter((row) => JSON.stringify(row).includes('EAUTH') || JSON.stringify(row).includes('uthentication'))
      .length;
  }

  it('has played all of it', () => {
    expect(canaries.length).toBeGreaterThan(12);
    expect(answers.length).toBeGreaterThan(50);
    expect(main.stderr()).toContain('signInFailed');
  });

  it('no secret is in a line of the log', () => {
    const lines = main.stderr().split('\n');
    expect(lines.length).toBeGreaterThan(60);
    expect(lines.flatMap((line) => seenIn(line, canaries).map((name) => `${name}: ${line.slice(0, 1500)}`))).toEqual(
      [],
    );
  });

  it('only the set-up link is printed', () => {
    expect(seenIn(main.stdout(), canaries)).toEqual(['set-up token']);
  });

  it('no secret is in an answer but that which is there to show it', () => {
    expect(
      answers.flatMap((answer) => seenIn(answer, canaries).map((name) => `${name}: ${answer.slice(0, 1500)}`)),
    ).toEqual([]);
  });

  it('no secret is in an address to which a browser is led', () => {
    const led = visited.filter((address) => !address.includes('/enrol?token='));
    expect(led.flatMap((address) => seenIn(address, canaries).map((name) => `${name}: ${address}`))).toEqual([]);
  });

  it('no secret is in a table: neither in the record, nor in mail, nor beside it', async () => {
    const { tables } = await watchState(database);
    const rows = [...(await tables())].flatMap(([name, all]) => all.map((row) => `${name} ${JSON.stringify(row)}`));
    expect(rows.some((row) => row.startsWith('notification '))).toBe(true);
    expect(rows.flatMap((row) => seenIn(row, canaries).map((name) => `${name}: ${row.slice(0, 1500)}`))).toEqual([]);
  });

  it('no secret is in a file of the data folder, nor in what was erased from one', async () => {
    for (const name of await readdir(store.dataDir)) {
      const text = (await readFile(join(store.dataDir, name))).toString('latin1');
      const asBytes = canaries.map((each) => ({ ...each, value: Buffer.from(each.value).toString('latin1') }));
      expect(seenIn(text, asBytes), name).toEqual([]);
    }
  });
});

it('a start that is refused shows nothing of a key or a setting that is secret', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-canary-'));
  const path = (name: string) => join(folder, name);
  await writeFile(path('cert.pem'), `-----BEGIN CERTIFICATE-----\n${TYPED}\n-----END CERTIFICATE-----\n`);
  await writeFile(path('key.pem'), `-----BEGIN PRIVATE KEY-----\n${TYPED}\n-----END PRIVATE KEY-----\n`);
  const tls = { BREVET_TLS_CERT: path('cert.pem'), BREVET_TLS_KEY: path('key.pem') };
  for (const settings of [
    tls,
    { BREVET_SMTP_URL: `http://user:${TYPED}@mail.example.org` },
    { BREVET_SIGN_IN_PROVIDERS: `[{"client_secret":"${TYPED}"}]` },
    { BREVET_PUBLIC_URL: `https://user:${TYPED}@pim.example.org` },
  ]) {
    const main = spawnMain({ BREVET_PORT: '0', BREVET_DATA_DIR: folder, BREVET_LOG_LEVEL: 'trace', ...settings });
    expect(await main.ended).toBe(1);
    expect(main.stderr().length).toBeGreaterThan(20);
    expect(seenIn(`${main.stdout()}${main.stderr()}`, [{ name: 'typed', value: TYPED }])).toEqual([]);
  }
  await rm(folder, { recursive: true, force: true });
});
