import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { codeAt } from '../../src/identity/accounts/one-time-codes.ts';
import { type HttpBrowser, httpBrowser } from '../support/http-browser.ts';
import { type SmtpReceiver, smtpReceiver } from '../support/smtp-receiver.ts';
import { type ServerStore, serverStore } from '../support/stores/server-store.ts';
import { type Canary, seenIn } from './canaries.ts';
import { type RawRequest, sendRaw } from './raw-request.ts';
import { API, SAME_ORIGIN } from './signed-in.ts';
import { readyMain, type SpawnedMain, spawnMain } from './spawn-main.ts';

const PASSWORD = 'canary "p&ss" word+wörd 91';
const SECOND_PASSWORD = 'canary another word+wörd 92';
const SMTP_PASSWORD = 'canary+smtp/93=x';
const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

const canaries: Canary[] = [
  { name: 'password', value: PASSWORD },
  { name: 'another password', value: SECOND_PASSWORD },
  { name: 'SMTP password', value: SMTP_PASSWORD },
];
/** Tables that are away when the server is to break. */
const GONE = ['principal', 'local_account', 'enrolment_link', 'oidc_artifact'];

let store: ServerStore;
let url: string;
let smtp: SmtpReceiver;
let main: SpawnedMain;
let browser: HttpBrowser;

function know(name: string, value: string | undefined): string {
  expect(value?.length ?? 0, name).toBeGreaterThan(7);
  canaries.push({ name, value: value ?? '' });
  return value ?? '';
}

const post = (at: string, fields: Readonly<Record<string, string>>, from = browser) =>
  from.visit(at, { method: 'POST', headers: form, body: new URLSearchParams(fields).toString() });
const own = () => [['Cookie', `__Host-brevet=${browser.cookie(url, '__Host-brevet')}`], SAME_ORIGIN] as const;
const api = async (path: string, body: object = {}) =>
  JSON.parse((await sendRaw(url, { method: 'POST', path: `${API}${path}`, headers: own(), body })).text);

/** Follows a one-time link to its end, with an app as the second factor; the page at which everything can be changed. */
async function enrol(link: string, fields: Readonly<Record<string, string>>, name: string, from: HttpBrowser) {
  know(`token of ${name}`, new URL(link).searchParams.get('token') ?? undefined);
  await from.visit(link);
  const { password = '' } = fields;
  const signIn = await post(`${url}/enrol`, { ...fields, again: password }, from);
  const protect = await post(`${signIn.url}/password`, { name, password }, from);
  const seed = know(`seed of ${name}`, /<code>([A-Z2-7 ]+)<\/code>/.exec(protect.body)?.[1]?.replaceAll(' ', ''));
  const sealed = /name="sealed" value="([^"]+)"/.exec(protect.body)?.[1] ?? '';
  await post(`${signIn.url}/app`, { sealed, code: codeAt(seed, Temporal.Now.instant()) }, from);
  await post(`${signIn.url}/continue`, {}, from);
  know(`session of ${name}`, from.cookie(url, '__Host-brevet'));
}

beforeAll(async () => {
  store = await serverStore();
  smtp = await smtpReceiver({ password: SMTP_PASSWORD });
  main = spawnMain({
    BREVET_PORT: '0',
    ...store.settings,
    BREVET_DEMO: 'off',
    BREVET_AUDIENCE: 'https://brevet.local',
    BREVET_LOG_LEVEL: 'trace',
    BREVET_MAIL_FROM: 'brevet@example.org',
    BREVET_SMTP_URL: smtp.url.replace('//', `//canary-user:${encodeURIComponent(SMTP_PASSWORD)}@`),
  });
  const ready = await readyMain(main);
  ({ url } = ready);
  browser = httpBrowser();
  const owner = { organisation: 'Contoso', displayName: 'Olga Own', name: 'olga', email: 'olga@example.org' };
  await enrol(ready.setUp, { ...owner, password: PASSWORD }, 'olga', browser);
});
afterAll(async () => {
  await main.end();
  await smtp.close();
  // another test may have the same database
  const database = await store.openRaw();
  for (const table of GONE) await database.run(`alter table gone_${table} rename to ${table}`);
  await database.close();
  await store.remove();
});

it('no secret is in a mail', async () => {
  const codes = await post(`${url}/account/recovery-codes`, {});
  know('recovery code', /<li[^>]*>(?:<code>)?([a-z0-9]{4,}(?:-[a-z0-9]{3,})+)/i.exec(codes.body)?.[1]);
  await post(`${url}/account/password`, { password: SECOND_PASSWORD, again: SECOND_PASSWORD });
  const identity = { issuer: 'urn:brevet:local', subject: 'zoe' };
  const person = { displayName: 'Zoe', userName: 'zoe@example.org', email: 'zoe@example.org', identity };
  const { id } = await api('/people', person);
  const first = await api(`/people/${id}/enrolment-link`);
  await enrol(first.url, { password: PASSWORD }, 'zoe@example.org', httpBrowser());
  const reset = await api(`/people/${id}/enrolment-link`);
  know('token of the reset', new URL(reset.url).searchParams.get('token') ?? undefined);
  const zoe = httpBrowser();
  await zoe.visit(reset.url);
  await post(`${url}/enrol`, { password: SECOND_PASSWORD, again: SECOND_PASSWORD }, zoe);
  const program = await api('/service-principals', { displayName: 'robot' });
  know(
    'secret of a program',
    (await api(`/service-principals/${program.id}/credentials`, { displayName: 'x' })).secret,
  );

  const subjects = [
    'olga@example.org: An authenticator app was added to your account',
    'olga@example.org: Your recovery codes were replaced',
    'olga@example.org: Your password was changed',
    'zoe@example.org: An authenticator app was added to your account',
    'zoe@example.org: Your credentials were reset',
  ];
  const received = () => smtp.messages().map(({ envelope, subject }) => `${envelope.to.join()}: ${subject}`);
  await vi.waitUntil(() => subjects.every((subject) => received().includes(subject)), { timeout: 20_000 });
  for (const { raw, text, html, headers, subject } of smtp.messages()) {
    const whole = [raw, text, html, JSON.stringify(headers), subject].join('\n');
    expect(seenIn(whole, canaries), subject).toEqual([]);
  }
});

it('no secret is in an answer where the server breaks, nor in what it logs of it', async () => {
  const { id } = await api('/service-principals', { displayName: 'robot' });
  const secret = know('secret', (await api(`/service-principals/${id}/credentials`, { displayName: 'x' })).secret);
  const begun = await httpBrowser().visit(`${url}/sign-in/start/brevet`, { isManual: true });
  const tenant = /\/([0-9a-f-]{36}|brevet)\/oauth2/.exec(begun.headers.get('location') ?? '')?.[1] ?? '';
  const grant = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  const ask: RawRequest = {
    method: 'POST',
    path: `/${tenant}/oauth2/v2.0/token`,
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: grant.toString(),
  };
  const token = know('access token', JSON.parse((await sendRaw(url, ask)).text).access_token);
  const thief = httpBrowser();
  const signIn = await thief.visit(`${url}/sign-in/start/brevet`);

  const cookie = own();
  const database = await store.openRaw();
  for (const table of GONE) await database.run(`alter table ${table} rename to gone_${table}`);
  await database.close();

  const bearer = [['Authorization', `Bearer ${token}x`]] as const;
  const answers = [
    await sendRaw(url, { path: `${API}/my-requests?password=${encodeURIComponent(PASSWORD)}`, headers: cookie }),
    await sendRaw(url, { method: 'POST', path: `${API}/people`, headers: cookie, body: { displayName: PASSWORD } }),
    await sendRaw(url, { path: '/scim/v2/Users', headers: bearer }),
    await sendRaw(url, ask),
  ].map(({ status, headers, text }) => ({ status, all: `${JSON.stringify(headers)} ${text}` }));
  const forms = [
    await post(`${signIn.url}/password`, { name: 'olga', password: SECOND_PASSWORD }, thief),
    await post(`${url}/account/password`, { password: PASSWORD, again: PASSWORD }),
    await browser.visit(`${url}/enrol?token=${'A'.repeat(43)}`),
  ].map(({ status, headers, body }) => ({ status, all: `${JSON.stringify([...headers])} ${body}` }));
  const all = [...answers, ...forms];
  expect(all.filter(({ status }) => status === 500).length).toBeGreaterThanOrEqual(4);
  for (const { status, all: whole } of all) {
    expect(seenIn(whole, canaries), `${status}`).toEqual([]);
    expect(whole).not.toMatch(/no such table|relation "|SQLITE|\n\s+at |node_modules/i);
  }

  await vi.waitUntil(() => /no such table|relation .+ does not exist/.test(main.stderr()));
  const lines = main.stderr().split('\n');
  // one for each call
  expect(lines.length).toBeGreaterThan(45);
  expect(lines.flatMap((line) => seenIn(line, canaries).map((name) => `${name}: ${line.slice(0, 1500)}`))).toEqual([]);
});
