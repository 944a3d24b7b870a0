import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import type { PolicyRules, Rule, RuleId } from '../../src/domain/policy/policy.ts';
import { later } from '../../src/domain/time.ts';
import type { AuthenticationContexts } from '../../src/identity/authentication-contexts.ts';
import { context, enablement, proofAge } from '../scenarios/play/settings.ts';
import { assign, mayDo, production, setRule } from '../scenarios/story.ts';
import { type HttpBrowser, httpBrowser, type Visit } from '../support/http-browser.ts';
import type { StrangerAccount } from '../support/stranger-provider.ts';
import { type SignInServer, signInServer } from './sign-in-server.ts';

const API = '/api/security/pim';
const SESSION = '__Host-brevet';
const PAGE = `${API}/my-requests?limit=3`;
const contexts: AuthenticationContexts = new Map([['c1', { acr: ['strong'], amr: [], maximumAge: 'PT1H' }]]);
const off = {
  ...enablement(),
  ...proofAge(null),
  AuthenticationContext_EndUser_Assignment: { kind: 'authenticationContext', isEnabled: false, claimValue: '' },
} as const;

let server: SignInServer;
let browser: HttpBrowser;
let number = 0;

beforeAll(async () => {
  server = await signInServer({ contexts });
});
afterAll(() => server.close());
beforeEach(async () => {
  browser = httpBrowser();
  // never back, as the ledger does not go back either
  server.demo.clock.set(later(Temporal.Now.instant(), server.demo.clock()));
  await rules({});
});

/** What Contributor on Production asks for. */
async function rules(changed: Partial<PolicyRules>) {
  for (const [id, rule] of Object.entries({ ...off, ...changed }) as [RuleId, Rule][]) {
    await setRule(server.demo.ledger, demoRoles.contributor, production, id, rule);
  }
}

/** A person at `one` who is eligible for Contributor on Production. */
async function person() {
  number += 1;
  const subject = `person-${number}`;
  const id = await server.person(server.one.issuer, subject);
  await assign(server.demo.ledger, { kind: 'eligible', principalId: id });
  return { id, subject };
}

const weak = { amr: ['pwd'] };
const strong = { amr: ['pwd', 'otp'] };
type Proven = Pick<StrangerAccount, 'amr' | 'acr'>;

async function signedIn(proven: Proven = weak) {
  const somebody = await person();
  server.one.nextAccount({ subject: somebody.subject, ...proven });
  await browser.visit(`${server.url}/sign-in/start/one?returnTo=${encodeURIComponent(PAGE)}`);
  return somebody;
}

const body = (over: object = {}) => ({
  type: 'selfActivate',
  roleDefinitionId: demoRoles.contributor,
  scope: demoScopes.production,
  duration: 'PT2H',
  justification: 'Triage of IR-2026-0142',
  ...over,
});

/** From a page of this site, with the session of the browser. */
async function post(path: string, sent: object, from: HttpBrowser = browser) {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const answer = await from.visit(`${server.url}${API}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(sent),
    isManual: true,
  });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.body) };
}

async function byToken(authorization: string, method: string, path: string, sent?: object, headers: object = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}

const titleOf = ({ body: page }: Visit) => /<h1>(.*)<\/h1>/.exec(page)?.[1];
const cookie = () => browser.cookie(server.url, SESSION);
const stepUp = (query: string) => browser.visit(`${server.url}/sign-in/step-up?${query}`);
const returning = `returnTo=${encodeURIComponent(PAGE)}`;
const rulesIn = (problem: { rules: { rule: string }[] }) => problem.rules.map(({ rule }) => rule);

async function events(type: string) {
  const entries = await server.demo.ledger.entriesAfter(0, 1_000_000);
  return entries.map(({ event }) => event).filter((event) => event.type === type);
}

/** Where the provider is asked, with what. */
async function askedOf(query: string) {
  const left = await browser.visit(`${server.url}/sign-in/step-up?${query}`, { isManual: true });
  return new URL(left.headers.get('location') ?? '', server.url);
}

/** Asks for it in the browser and gives it. */
async function given(subject: string, sent = body()) {
  const { status, body: proof } = await post('/proofs', sent);
  expect(status).toBe(201);
  server.one.nextAccount({ subject, ...strong });
  const page = `${API}/proofs/${proof.id}`;
  const back = await browser.visit(`${proof.url}&returnTo=${encodeURIComponent(page)}`);
  expect(back).toMatchObject({ status: 200, url: `${server.url}${page}` });
  return proof.id as string;
}
const read = async (id: string, from = browser) => {
  const { status, body: text } = await from.visit(`${server.url}${API}/proofs/${id}`);
  return { status, body: JSON.parse(text) };
};

/** As a program with the person's token. */
const ask = (id: string) => byToken(`Bearer test:${id}`, 'POST', `${API}/proofs`, body());

describe('a role that requires a second factor', () => {
  it('refuses a session without one, and accepts it after a step-up that leads back to the page', async () => {
    await rules(enablement('multiFactorAuthentication'));
    const { id, subject } = await signedIn();
    const before = cookie() ?? '';
    const refused = await post('/requests', body());
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer error="insufficient_user_authentication"/);
    expect(refused.body).toMatchObject({ code: 'policyRulesUnmet', rules: [{ rule: 'mfa' }] });
    expect(await mayDo(server.demo, id)).toBe(false);

    server.one.nextAccount({ subject, ...strong });
    const back = await browser.visit(`${server.url}${refused.body.stepUp.url}&${returning}`);
    expect(back).toMatchObject({ status: 200, url: `${server.url}${PAGE}` });
    expect(cookie()).not.toBe(before);
    expect((await post('/requests', body())).status).toBe(201);
    expect(await mayDo(server.demo, id)).toBe(true);

    const old = httpBrowser();
    old.setCookie(server.url, SESSION, before);
    expect((await old.visit(`${server.url}${API}/sessions`)).status, 'the cookie from before').toBe(401);
    expect(await events('session.strengthened')).toContainEqual(
      expect.objectContaining({ principalId: id, methods: ['pwd', 'otp'] }),
    );
  });

  it('leaves the session its name and its end', async () => {
    const { subject } = await signedIn();
    const mine = async () => JSON.parse((await browser.visit(`${server.url}${API}/sessions`)).body).items;
    const [first] = await mine();
    server.demo.clock.advance('PT2S');
    server.one.nextAccount({ subject, ...strong });
    await stepUp(returning);
    const [second, ...others] = await mine();
    expect(others).toEqual([]);
    expect(second).toMatchObject({ id: first.id, createdAt: first.createdAt, expiresAt: first.expiresAt });
  });

  it('is answered by a named call again after the step-up, as nothing was done before', async () => {
    await rules(enablement('multiFactorAuthentication'));
    const { id } = await person();
    const key = { 'idempotency-key': randomUUID() };
    const ask = (words: string) => byToken(`Bearer test:${id}${words}`, 'POST', `${API}/requests`, body(), key);
    expect((await ask('')).status).toBe(401);
    expect((await ask('+mfa')).status).toBe(201);
    expect((await ask('')).headers.get('idempotency-replayed')).toBe('true');
  });
});

describe('a step-up changes nothing', () => {
  async function expectUnchanged(before: string | undefined) {
    expect(cookie()).toBe(before);
    expect((await post('/requests/validate', body())).status).toBe(401);
  }

  it('when another person signs in', async () => {
    await rules(enablement('multiFactorAuthentication'));
    await signedIn();
    const other = await person();
    const before = cookie();
    // somebody else at the same desk, signed out at the provider
    browser.setCookie(server.one.issuer, '_session', '');
    server.one.nextAccount({ subject: other.subject, ...strong });
    const page = await stepUp(returning);
    expect([page.status, titleOf(page)]).toEqual([403, 'Another person signed in']);
    await expectUnchanged(before);
  });

  it.each<[string, Proven]>([
    ['the same first factor', weak],
    ['no methods at all', {}],
    ['another acr', { acr: 'weak' }],
  ])('when the provider tells of %s', async (_title, proven) => {
    await rules(enablement('multiFactorAuthentication'));
    const { subject } = await signedIn();
    const before = cookie();
    server.one.nextAccount({ subject, ...proven });
    const page = await stepUp(returning);
    expect([page.status, titleOf(page)]).toEqual([403, 'This sign-in does not prove enough']);
    await expectUnchanged(before);
  });

  it('when the person declines', async () => {
    await rules(enablement('multiFactorAuthentication'));
    await signedIn();
    const before = cookie();
    server.one.nextAccount(null);
    expect((await stepUp(returning)).status).toBe(400);
    await expectUnchanged(before);
  });

  /** Up to the address that the provider sends the browser back to. */
  async function wayBack(subject: string): Promise<string> {
    server.one.nextAccount({ subject, ...strong });
    let next: string | null = `${server.url}/sign-in/step-up?${returning}`;
    let at = next;
    while (next !== null && !next.startsWith(`${server.url}/sign-in/callback/`)) {
      at = new URL(next, at).href;
      next = (await browser.visit(at, { isManual: true })).headers.get('location');
    }
    return next ?? '';
  }

  it('when it comes back to another session than it was begun in, or to none', async () => {
    const { subject } = await signedIn();
    const callback = await wayBack(subject);
    const mine = cookie() ?? '';
    browser.setCookie(server.url, SESSION, 'A'.repeat(43));
    expect((await browser.visit(callback)).status).toBe(400);
    browser.setCookie(server.url, SESSION, mine);
    await rules(enablement('multiFactorAuthentication'));
    await expectUnchanged(mine);
  });

  it('when the session was ended meanwhile', async () => {
    const { id, subject } = await signedIn();
    const callback = await wayBack(subject);
    const [session] = JSON.parse((await browser.visit(`${server.url}${API}/sessions`)).body).items;
    const ended = await fetch(`${server.url}${API}/sessions/${session.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer test:${id}` },
    });
    expect(ended.status).toBe(204);
    expect((await browser.visit(callback)).status).toBe(400);
    expect((await browser.visit(`${server.url}${API}/sessions`)).status).toBe(401);
  });

  it('when its answer comes twice', async () => {
    const { subject } = await signedIn();
    const callback = await wayBack(subject);
    const kept = browser.cookie(server.url, '__Host-brevet-sign-in') ?? '';
    expect((await browser.visit(callback, { isManual: true })).status).toBe(303);
    const after = cookie();
    browser.setCookie(server.url, '__Host-brevet-sign-in', kept);
    expect((await browser.visit(callback, { isManual: true })).status).toBe(400);
    expect(cookie()).toBe(after);
  });
});

describe('a step-up asks', () => {
  it('the provider that the session came from, for what the context is mapped to, and no older than is allowed', async () => {
    await signedIn();
    const asked = await askedOf(`context=c1&maxAge=600&${returning}`);
    expect(asked.origin).toBe(server.one.issuer);
    expect(asked.searchParams.get('acr_values')).toBe('strong');
    expect(asked.searchParams.get('max_age')).toBe('600');
    expect(asked.searchParams.get('prompt')).toBeNull();
  });

  it('for another sign-in where it has no words for what is meant', async () => {
    await signedIn();
    const asked = await askedOf(returning);
    expect(asked.searchParams.get('acr_values')).toBeNull();
    expect(asked.searchParams.get('prompt')).toBe('login');
  });

  it('whoever is not signed in to sign in first', async () => {
    const asked = await askedOf(`context=c1&${returning}`);
    expect(asked.pathname).toBe('/sign-in');
    expect(asked.searchParams.get('returnTo')).toBe(`/sign-in/step-up?context=c1&${returning}`);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'and never leads to another site: %s',
    async (returnTo) => {
      const { subject } = await signedIn();
      server.one.nextAccount({ subject, ...strong });
      const arrived = await stepUp(`returnTo=${encodeURIComponent(returnTo)}`);
      expect(new URL(arrived.url).origin).toBe(server.url);
      expect(browser.visited.every((each) => !new URL(each).hostname.includes('evil'))).toBe(true);
    },
  );
});

describe('an authentication context', () => {
  it('is not satisfied without its acr, however strong the rest', async () => {
    await rules(context('c1'));
    const { subject } = await signedIn();
    server.one.nextAccount({ subject, ...strong, acr: 'other' });
    const page = await stepUp(`context=c1&${returning}`);
    expect([page.status, titleOf(page)]).toEqual([403, 'This sign-in does not prove enough']);
    expect((await post('/requests/validate', body())).status).toBe(401);
  });
});

describe('a signed token', () => {
  const now = () => Math.floor(server.demo.clock().epochMilliseconds / 1000);
  /** As tokens have them. */
  const toWholeSecond = () => {
    server.demo.clock.set(Temporal.Instant.fromEpochMilliseconds((now() + 1) * 1000));
  };
  async function token(subject: string, claims: object) {
    const standard = { iss: server.one.issuer, sub: subject, aud: 'https://brevet.local', exp: now() + 3600 };
    return `Bearer ${await server.one.sign({ ...standard, ...claims }, { typ: 'at+jwt' })}`;
  }

  it.each<[number, string, () => object]>([
    [200, 'with a second factor of a moment ago', () => ({ amr: ['mfa'], auth_time: now() - 600 })],
    [401, 'a second older than the limit', () => ({ amr: ['mfa'], auth_time: now() - 601 })],
    [401, 'without a time', () => ({ amr: ['mfa'] })],
    [401, 'with a time that is text', () => ({ amr: ['mfa'], auth_time: String(now()) })],
    [401, 'with a time to come', () => ({ amr: ['mfa'], auth_time: now() + 60 })],
    [401, 'with one factor', () => ({ amr: ['pwd'], auth_time: now() })],
    [401, 'with methods as text', () => ({ amr: 'pwd mfa', auth_time: now() })],
    [401, 'without methods', () => ({ auth_time: now() })],
  ])('is answered %i: %s', async (status, _title, claims) => {
    await rules({ ...enablement('multiFactorAuthentication'), ...proofAge('PT10M') });
    toWholeSecond();
    const { subject } = await person();
    const answer = await byToken(await token(subject, claims()), 'POST', `${API}/requests/validate`, body());
    expect(answer.status).toBe(status);
    if (status === 401) {
      expect(answer.headers.get('www-authenticate')).toContain('max_age="600"');
      expect(answer.body.stepUp.url).toBeNull();
    }
  });

  it.each<[number, string, () => object]>([
    [200, 'with the acr', () => ({ acr: 'strong', auth_time: now() })],
    [401, 'with the acr of an hour and a second ago', () => ({ acr: 'strong', auth_time: now() - 3601 })],
    [401, 'with the acr of an unknown time', () => ({ acr: 'strong' })],
    [401, 'without the acr', () => ({ amr: ['mfa'], auth_time: now() })],
    [401, 'that names the context itself', () => ({ acrs: ['c1'], auth_time: now() })],
  ])('for a context is answered %i: %s', async (status, _title, claims) => {
    await rules(context('c1'));
    toWholeSecond();
    const { subject } = await person();
    const answer = await byToken(await token(subject, claims()), 'POST', `${API}/requests/validate`, body());
    expect(answer.status).toBe(status);
  });
});

describe('a proof for a request', () => {
  beforeEach(() => rules(proofAge(null, true)));

  it('keeps what was typed, comes back with it, and is used once', async () => {
    const { id, subject } = await signedIn(strong);
    const refused = await post('/requests', body());
    expect(refused.status).toBe(401);
    expect(rulesIn(refused.body)).toEqual(['freshProof']);
    expect(refused.body.stepUp).toMatchObject({ isForRequest: true, maxAge: 300, url: null });

    const sent = body({ ticket: { number: 'INC-1' }, justification: 'Zürich ✓\nline' });
    const proofId = await given(subject, sent);
    expect((await read(proofId)).body).toMatchObject({ state: 'Given', request: sent });
    expect((await post('/requests/validate', { ...sent, proofId })).status).toBe(200);
    const submitted = await post('/requests', { ...sent, proofId });
    expect(submitted.status).toBe(201);
    expect((await read(proofId)).body.state).toBe('Used');
    expect(await events('proof.used')).toContainEqual(
      expect.objectContaining({ proofId, principalId: id, requestId: submitted.body.id }),
    );
    expect(await events('proof.given')).toContainEqual(expect.objectContaining({ proofId, methods: strong.amr }));
  });

  it('makes the provider ask anew, and binds its answer to the content', async () => {
    await signedIn();
    const nonces: (string | null)[] = [];
    for (const duration of ['PT1H', 'PT2H']) {
      const { body: proof } = await post('/proofs', body({ duration }));
      const asked = await askedOf(`proof=${proof.id}`);
      expect(asked.searchParams.get('prompt')).toBe('login');
      expect(asked.searchParams.get('max_age')).toBe('0');
      nonces.push(asked.searchParams.get('nonce'));
    }
    for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{43}\.[\w-]{43}$/);
  });

  it.each<[string, object]>([
    ['another duration', { duration: 'PT3H' }],
    ['another scope', { scope: demoScopes.webServer }],
    ['another justification', { justification: 'something else' }],
    ['a ticket', { ticket: { number: 'INC-2' } }],
    ['a later start', { start: Temporal.Now.instant().add('PT1H').round('second').toString() }],
  ])('is refused for a request with %s', async (_title, over) => {
    const { id, subject } = await signedIn();
    const proofId = await given(subject);
    const refused = await post('/requests', { ...body(over), proofId });
    expect(refused.status).toBe(401);
    expect(rulesIn(refused.body)).toEqual(['freshProof']);
    expect(refused.body.detail).toContain('another request');
    expect(await mayDo(server.demo, id)).toBe(false);
  });

  it('is refused before it is given, in another session, and by a token of the same person', async () => {
    const { id, subject } = await signedIn();
    const { body: pending } = await post('/proofs', body());
    expect((await post('/requests', { ...body(), proofId: pending.id })).status).toBe(401);
    const proofId = await given(subject);
    const other = httpBrowser();
    server.one.nextAccount({ subject, ...strong });
    await other.visit(`${server.url}/sign-in/start/one?returnTo=${encodeURIComponent(PAGE)}`);
    expect((await post('/requests', { ...body(), proofId }, other)).status).toBe(401);
    expect((await read(proofId, other)).status).toBe(404);
    const sent = { ...body(), proofId };
    expect((await byToken(`Bearer test:${id}+mfa`, 'POST', `${API}/requests`, sent)).status).toBe(401);
    expect((await byToken(`Bearer test:${id}`, 'GET', `${API}/proofs/${proofId}`)).status).toBe(404);
    expect(await mayDo(server.demo, id)).toBe(false);
  });

  it('of another person is refused in the words for one that is not there', async () => {
    const { subject } = await signedIn();
    const proofId = await given(subject);
    const mallory = await person();
    const refusal = async (named: string) => {
      const sent = { ...body(), proofId: named };
      const { status, body: problem } = await byToken(`Bearer test:${mallory.id}`, 'POST', `${API}/requests`, sent);
      return { status, detail: problem.detail.replaceAll(named, '…') };
    };
    expect(await refusal(proofId)).toEqual(await refusal(randomUUID()));
    expect((await refusal(proofId)).status).toBe(401);
  });

  it('is used by exactly one of 32 requests at once', async () => {
    const { id, subject } = await signedIn();
    const proofId = await given(subject);
    const answers = await Promise.all(Array.from({ length: 32 }, () => post('/requests', { ...body(), proofId })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const used = (await events('proof.used')).filter((event) => 'proofId' in event && event.proofId === proofId);
    expect(used).toHaveLength(1);
    const created = (await events('schedule.created')).filter(
      (event) =>
        event.type === 'schedule.created' && event.schedule.principalId === id && event.schedule.kind === 'active',
    );
    expect(created).toHaveLength(1);
  });

  it('is used once also where every other request is cancelled in between, all at once', async () => {
    const approval = {
      kind: 'approval',
      isRequired: true,
      isRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      stages: [{ window: 'P1D', isApproverJustificationRequired: true, approvalsNeeded: 1, approvers: [] }],
    } as const;
    const { subject } = await signedIn();
    await rules({ ...proofAge(null, true), Approval_EndUser_Assignment: approval });
    const proofId = await given(subject);
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, async () => {
        const { status, body: request } = await post('/requests', { ...body(), proofId });
        if (status === 201) await post(`/requests/${request.id}/cancel`, {});
        return status;
      }),
    );
    expect(outcomes.filter((status) => status === 201)).toHaveLength(1);
    const last = await post('/requests', { ...body(), proofId });
    expect([last.status, last.body.detail]).toEqual([401, expect.stringContaining('was used already')]);
    await setRule(server.demo.ledger, demoRoles.contributor, production, 'Approval_EndUser_Assignment', {
      ...approval,
      isRequired: false,
    });
  });

  it('is asked for by people alone, for themselves, and for what they activate', async () => {
    const { id } = await signedIn();
    expect((await post('/proofs', body({ type: 'adminAssign' }))).status).toBe(400);
    const other = await person();
    expect((await post('/proofs', body({ principalId: other.id }))).status).toBe(400);
    expect((await post('/proofs', body({ proofId: randomUUID() }))).status).toBe(400);
    const sent = body({ type: 'adminAssign', principalId: id, proofId: randomUUID() });
    expect((await byToken('Bearer test:grace', 'POST', `${API}/requests`, sent)).status).toBe(400);
  });
});

describe('a proof that a program asks for', () => {
  beforeEach(() => rules(proofAge(null, true)));

  it('is given in a browser that is not signed in, after the person was shown what for, and used on ARM', async () => {
    const { id, subject } = await person();
    const { body: proof } = await ask(id);
    const shown = await browser.visit(proof.url);
    expect([shown.status, titleOf(shown)]).toEqual([200, 'Did you ask for this?']);
    for (const text of ['Contributor', 'Production', 'PT2H', 'Triage of IR-2026-0142', subject]) {
      expect(shown.body).toContain(text);
    }
    const way = /href="(\/sign-in\/step-up\/give\/one[^"]*)"/.exec(shown.body)?.[1]?.replaceAll('&amp;', '&');
    server.one.nextAccount({ subject, ...strong });
    const done = await browser.visit(`${server.url}${way}`);
    expect([done.status, titleOf(done)]).toEqual([200, 'Done']);
    expect(cookie(), 'nobody is signed in').toBeUndefined();

    const path = `${demoScopes.production}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests`;
    const put = (headers: object, duration = 'PT2H') =>
      byToken(
        `Bearer test:${id}`,
        'PUT',
        `${path}/${randomUUID()}?api-version=2020-10-01`,
        {
          properties: {
            requestType: 'SelfActivate',
            principalId: id,
            roleDefinitionId: `${demoScopes.production}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.contributor}`,
            justification: 'Triage of IR-2026-0142',
            scheduleInfo: { expiration: { type: 'AfterDuration', duration } },
          },
        },
        headers,
      );
    const unmet = {
      code: 'RoleAssignmentRequestPolicyValidationFailed',
      message: 'The following policy rules failed: ["MfaRule"]',
    };
    expect((await put({})).body.error).toEqual(unmet);
    expect((await put({ 'brevet-proof': proof.id }, 'PT3H')).body.error).toEqual(unmet);
    expect((await put({ 'brevet-proof': 'x' })).status).toBe(400);
    expect((await put({ 'brevet-proof': proof.id })).status).toBe(201);
    expect(await mayDo(server.demo, id)).toBe(true);
  });

  it('is not given by a link that somebody sends, before the person was shown what for', async () => {
    const { id, subject } = await person();
    const { body: proof } = await ask(id);
    server.one.nextAccount({ subject, ...strong });
    const page = await browser.visit(`${server.url}/sign-in/step-up/give/one?proof=${proof.id}`);
    expect(titleOf(page)).toBe('Did you ask for this?');
    expect(browser.visited.some((each) => each.startsWith(server.one.issuer))).toBe(false);
  });

  it.each<[string, string, (own: string) => Promise<readonly ['one' | 'two', string]>]>([
    ['another person', 'Another person signed in', async () => ['one', (await person()).subject]],
    [
      'the same subject and address at another provider',
      'Another person signed in',
      async (own) => {
        await server.person(server.two.issuer, own);
        return ['two', own];
      },
    ],
    ['somebody unknown', 'Nobody here knows you yet', async () => ['one', 'unheard-of']],
  ])('is not given by %s', async (_title, expected, who) => {
    const { id, subject } = await person();
    const { body: proof } = await ask(id);
    await browser.visit(proof.url);
    const [provider, as] = await who(subject);
    server[provider].nextAccount({ subject: as, ...strong });
    const page = await browser.visit(`${server.url}/sign-in/step-up/give/${provider}?proof=${proof.id}`);
    expect([page.status, titleOf(page)]).toEqual([403, expected]);
    expect((await byToken(`Bearer test:${id}`, 'GET', `${API}/proofs/${proof.id}`)).body.state).toBe('Pending');
  });

  it('escapes what a program wrote', async () => {
    const { id } = await person();
    const justification = '<script>alert(1)</script>';
    const { body: proof } = await byToken(`Bearer test:${id}`, 'POST', `${API}/proofs`, body({ justification }));
    const { body: page, headers } = await browser.visit(proof.url);
    expect(page).not.toContain('<script>alert');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

/** The ledger never goes back in time, so each of these has one of its own. */
describe('as time passes', () => {
  let shared: SignInServer;
  beforeEach(async () => {
    shared = server;
    server = await signInServer({ contexts });
  });
  afterEach(async () => {
    await server.close();
    server = shared;
  });

  it('a context is satisfied by a step-up once, and stays so for its greatest age, whatever comes after', async () => {
    await rules(context('c1'));
    const { subject } = await signedIn(strong);
    const refused = await post('/requests/validate', body());
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('acr_values="strong"');
    expect(refused.body.stepUp).toMatchObject({ authenticationContext: 'c1', acrValues: ['strong'], maxAge: 3600 });
    server.one.nextAccount({ subject, acr: 'strong' });
    await browser.visit(`${server.url}${refused.body.stepUp.url}&${returning}`);
    expect((await post('/requests/validate', body())).status).toBe(200);

    server.one.nextAccount({ subject, ...strong });
    await stepUp(returning);
    expect((await post('/requests/validate', body())).status, 'after another step-up').toBe(200);
    server.demo.clock.advance('PT59M');
    expect((await post('/requests/validate', body())).status).toBe(200);
    // the provider's clock runs while this one stands still
    server.demo.clock.advance('PT1M20S');
    expect((await post('/requests/validate', body())).status).toBe(401);
  });

  it('a proof is refused five minutes and a millisecond after the sign-in, and good until then', async () => {
    await rules(proofAge(null, true));
    const { subject } = await signedIn();
    const proofId = await given(subject);
    const { provenAt } = (await read(proofId)).body;
    server.demo.clock.set(Temporal.Instant.from(provenAt).add('PT5M'));
    expect((await post('/requests/validate', { ...body(), proofId })).status).toBe(200);
    server.demo.clock.set(Temporal.Instant.from(provenAt).add('PT5M0.001S'));
    expect((await post('/requests/validate', { ...body(), proofId })).status).toBe(401);
    expect((await post('/requests', { ...body(), proofId })).status).toBe(401);
  });

  it('a proof is not given with one factor, and not after a quarter of an hour', async () => {
    await rules(proofAge(null, true));
    const { id, subject } = await person();
    const { body: proof } = await ask(id);
    await browser.visit(proof.url);
    server.one.nextAccount({ subject, ...weak });
    const page = await browser.visit(`${server.url}/sign-in/step-up/give/one?proof=${proof.id}`);
    expect(titleOf(page)).toBe('This sign-in does not prove enough');
    server.demo.clock.advance('PT15M');
    expect((await browser.visit(proof.url)).status).toBe(400);
    expect((await byToken(`Bearer test:${id}`, 'GET', `${API}/proofs/${proof.id}`)).status).toBe(404);
  });
});
