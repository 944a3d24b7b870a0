import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import type { PolicyRules, Rule, RuleId } from '../../src/domain/policy/policy.ts';
import { context, enablement, proofAge } from '../scenarios/play/settings.ts';
import { assign, mayDo, production, setRule } from '../scenarios/story.ts';
import { httpBrowser } from '../support/http-browser.ts';
import { type SignInServer, signInServer } from './sign-in-server.ts';

const PIM = '/api/security/pim';
const ARM = `${demoScopes.production}/providers/Microsoft.Authorization`;
const JUSTIFICATION = 'Triage of IR-2026-0142';
const off = {
  ...enablement(),
  ...proofAge(null),
  AuthenticationContext_EndUser_Assignment: { kind: 'authenticationContext', isEnabled: false, claimValue: '' },
} as const;
const mfa = enablement('multiFactorAuthentication');
const unmet = {
  code: 'RoleAssignmentRequestPolicyValidationFailed',
  message: 'The following policy rules failed: ["MfaRule"]',
};
const claims = {
  code: 'RoleAssignmentRequestAcrsValidationFailed',
  message:
    '&claims=%7B%22access_token%22%3A%7B%22acrs%22%3A%7B%22essential%22%3Atrue%2C%20%22value%22%3A%22c1%22%7D%7D%7D',
};

let server: SignInServer;
let number = 0;

// the ledger never goes back in time, so each test has one of its own
beforeEach(async () => {
  server = await signInServer({ contexts: new Map([['c1', { acr: ['strong'], amr: [], maximumAge: 'PT1H' }]]) });
  // tokens have times in whole seconds
  const now = server.demo.clock().epochMilliseconds;
  server.demo.clock.set(Temporal.Instant.fromEpochMilliseconds(Math.ceil(now / 1000) * 1000));
  await rules({});
});
afterEach(() => server.close());

/** What Contributor on Production asks for. */
async function rules(changed: Partial<PolicyRules>) {
  for (const [id, rule] of Object.entries({ ...off, ...changed }) as [RuleId, Rule][]) {
    await setRule(server.demo.ledger, demoRoles.contributor, production, id, rule);
  }
}

const seconds = () => Math.floor(server.demo.clock().epochMilliseconds / 1000);

/** A person at `one` who is eligible for Contributor on Production. */
async function person() {
  number += 1;
  const subject = `person-${number}`;
  const id = await server.person(server.one.issuer, subject);
  await assign(server.demo.ledger, { kind: 'eligible', principalId: id });
  const token = (over: object) => {
    const standard = { iss: server.one.issuer, sub: subject, aud: 'https://brevet.local', exp: seconds() + 3600 };
    return server.one.sign({ ...standard, ...over }, { typ: 'at+jwt' });
  };
  return { id, subject, token };
}
type Person = Awaited<ReturnType<typeof person>>;

async function call(token: string, method: string, path: string, body: object, headers: object = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

const armBody = (principalId: string, duration = 'PT2H') => ({
  properties: {
    requestType: 'SelfActivate',
    principalId,
    roleDefinitionId: `${ARM}/roleDefinitions/${demoRoles.contributor}`,
    justification: JUSTIFICATION,
    scheduleInfo: { expiration: { type: 'AfterDuration', duration } },
  },
});
const jsonBody = {
  type: 'selfActivate',
  roleDefinitionId: demoRoles.contributor,
  scope: demoScopes.production,
  duration: 'PT2H',
  justification: JUSTIFICATION,
};

/** The dry run is asked first: it must say the same. */
async function put({ id }: Person, token: string, headers: object = {}, duration?: string) {
  const path = (rest: string) => `${ARM}/roleAssignmentScheduleRequests/${rest}?api-version=2020-10-01`;
  const body = armBody(id, duration);
  const dry = await call(token, 'POST', path(`${randomUUID()}/validate`), body, headers);
  const real = await call(token, 'PUT', path(randomUUID()), body, headers);
  expect(dry.body.error).toEqual(real.body.error);
  return real;
}

describe('a role over ARM', () => {
  it.each<[string, Partial<PolicyRules>, () => object, () => object, object]>([
    [
      'a second factor',
      mfa,
      () => ({ amr: ['pwd'], auth_time: seconds() }),
      () => ({ amr: ['pwd', 'otp'], auth_time: seconds() }),
      unmet,
    ],
    ['a second factor, of whose kind nothing is said', mfa, () => ({}), () => ({ amr: ['mfa'] }), unmet],
    [
      'a young second factor',
      { ...mfa, ...proofAge('PT10M') },
      () => ({ amr: ['mfa'], auth_time: seconds() - 601 }),
      () => ({ amr: ['mfa'], auth_time: seconds() - 600 }),
      unmet,
    ],
    [
      'a second factor whose age is known',
      { ...mfa, ...proofAge('PT10M') },
      () => ({ amr: ['mfa'] }),
      () => ({ amr: ['mfa'], auth_time: seconds() }),
      unmet,
    ],
    [
      'an authentication context',
      context('c1'),
      () => ({ amr: ['mfa'], acr: 'weak', auth_time: seconds() }),
      () => ({ acr: 'strong', auth_time: seconds() }),
      claims,
    ],
    [
      'an authentication context that is not too old',
      context('c1'),
      () => ({ acr: 'strong', auth_time: seconds() - 3601 }),
      () => ({ acr: 'strong', auth_time: seconds() - 3600 }),
      claims,
    ],
  ])('that asks for %s refuses a token without, and takes the next one', async (_title, asked, weak, strong, error) => {
    await rules(asked);
    const somebody = await person();
    const refused = await put(somebody, await somebody.token(weak()));
    expect([refused.status, refused.body.error]).toEqual([400, error]);
    expect(await mayDo(server.demo, somebody.id)).toBe(false);
    expect((await put(somebody, await somebody.token(strong()))).status).toBe(201);
    expect(await mayDo(server.demo, somebody.id)).toBe(true);
  });
});

describe('a proof over ARM', () => {
  beforeEach(() => rules(proofAge(null, true)));

  /** Asked for by a token, given in a browser by a second factor. */
  async function given({ subject, token }: Person): Promise<string> {
    const { status, body: proof } = await call(await token({}), 'POST', `${PIM}/proofs`, jsonBody);
    expect(status).toBe(201);
    const browser = httpBrowser();
    await browser.visit(proof.url);
    server.one.nextAccount({ subject, amr: ['pwd', 'otp'] });
    const done = await browser.visit(`${server.url}/sign-in/step-up/give/one?proof=${proof.id}`);
    expect(done.body).toContain('<h1>Done</h1>');
    return proof.id;
  }

  it('is used once, also by 16 requests at once, and on no other surface afterwards', async () => {
    const somebody = await person();
    const proofId = await given(somebody);
    const token = await somebody.token({});
    const answers = await Promise.all(
      Array.from({ length: 16 }, () =>
        call(
          token,
          'PUT',
          `${ARM}/roleAssignmentScheduleRequests/${randomUUID()}?api-version=2020-10-01`,
          armBody(somebody.id),
          { 'brevet-proof': proofId },
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const entries = await server.demo.ledger.entriesAfter(0, 1_000_000);
    const used = entries.filter(({ event }) => event.type === 'proof.used' && event.proofId === proofId);
    expect(used).toHaveLength(1);
    // what it was used for has ended, so that nothing but the proof stands in the way
    server.demo.clock.advance('PT2H');
    expect((await put(somebody, await somebody.token({}), { 'brevet-proof': proofId })).body.error).toEqual(unmet);
    const again = await call(await somebody.token({}), 'POST', `${PIM}/requests`, { ...jsonBody, proofId });
    expect(again.status).toBe(401);
    expect(await mayDo(server.demo, somebody.id)).toBe(false);
  });

  it('is refused for another request, of another person, and with a strong token in its place', async () => {
    const somebody = await person();
    const proofId = await given(somebody);
    const named = { 'brevet-proof': proofId };
    const token = await somebody.token({ amr: ['mfa'], auth_time: seconds() });
    expect((await put(somebody, token, named, 'PT3H')).body.error).toEqual(unmet);
    expect((await put(somebody, token)).body.error).toEqual(unmet);
    const other = await person();
    expect((await put(other, await other.token({}), named)).body.error).toEqual(unmet);
    expect(await mayDo(server.demo, somebody.id)).toBe(false);
    expect((await put(somebody, token, named)).status).toBe(201);
  });

  it('is refused when more than five minutes have passed', async () => {
    const somebody = await person();
    const proofId = await given(somebody);
    server.demo.clock.advance('PT5M2S');
    const late = await put(somebody, await somebody.token({}), { 'brevet-proof': proofId });
    expect(late.body.error).toEqual(unmet);
    expect(await mayDo(server.demo, somebody.id)).toBe(false);
  });
});
