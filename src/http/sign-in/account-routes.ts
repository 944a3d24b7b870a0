import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type AccountHolder,
  addOwnFactor,
  changeOwnPassword,
  removeOwnFactor,
  renewOwnRecoveryCodes,
} from '../../commands/change-own-credentials.ts';
import type { MadeFactor } from '../../commands/enrol-factor.ts';
import { Refusal, refuse } from '../../domain/errors.ts';
import { confirmedApp, firstRecoveryCodes, offerSeed, recoveryCodesFor } from '../../identity/accounts/enrolment.ts';
import { hashGoodPassword } from '../../identity/accounts/hash-good-password.ts';
import { ownAccount } from '../../identity/accounts/own-account.ts';
import { canHavePasskeys, createdPasskey, passkeyCreation } from '../../identity/accounts/passkeys.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import { EMBEDDED_PROVIDER_ID } from '../../identity/provider/provider-clients.ts';
import type { SessionCaller } from '../../identity/sign-in/sessions.ts';
import { refuseCrossSite } from '../plugins/cross-site.ts';
import { html } from '../plugins/html.ts';
import { sessionCookieOf } from '../plugins/session-cookie.ts';
import { answerBusyByPage } from './answer-busy.ts';
import { field, readForms } from './form-body.ts';
import { pageHeadersFor } from './page-headers.ts';
import { ownAccountPage } from './pages/account-page.ts';
import { recoveryCodesPage } from './pages/enrolment-pages.ts';
import { parseCredential } from './parse-credential.ts';
import type { SignInServices } from './sign-in-services.ts';

/** What a change says afterwards: a sentence, or a page of its own. */
type Outcome = { readonly done: string } | { readonly page: string } | { readonly json: object };
type Change = (holder: AccountHolder & { readonly signInName: string }, request: FastifyRequest) => Promise<Outcome>;

/** Seconds; a little less than what a change of one's own account asks for. */
const FRESH = 9 * 60;

/** A person's own account: password, passkeys, authenticator app, recovery codes. */
export function accountRoutes({ accounts, sessions, publicUrl }: SignInServices) {
  const { ledger } = accounts;

  async function callerOf(request: FastifyRequest): Promise<SessionCaller | null> {
    const cookie = sessionCookieOf(request);
    if (cookie === undefined) return null;
    const { correlationId } = request;
    const call = { correlationId, origin: `account ${request.ip} ${correlationId}` };
    return sessions.authenticate(cookie, call).catch((error: unknown) => {
      if (error instanceof Unauthenticated) return null;
      throw error;
    });
  }

  async function show(
    reply: FastifyReply,
    status: number,
    caller: SessionCaller,
    said: { error?: string; done?: string },
  ) {
    const account = await ownAccount(ledger, caller.principalId);
    const { principalId } = caller;
    const page = ownAccountPage({
      account,
      error: said.error ?? null,
      done: said.done ?? null,
      offered: offerSeed(accounts, { principalId, signInName: account.signInName ?? '' }),
      canHavePasskeys: canHavePasskeys(publicUrl()),
    });
    return reply.code(status).headers(pageHeadersFor(publicUrl())).send(page);
  }

  /** Adds a factor, with recovery codes where the person has none. */
  async function add(holder: AccountHolder, made: MadeFactor): Promise<Outcome> {
    const first = await firstRecoveryCodes(accounts, holder.caller.principalId);
    await addOwnFactor(ledger, holder, { ...made, recoveryDigests: first?.digests ?? null });
    return first === null ? { done: 'Added.' } : codes(first.codes);
  }

  const codes = (shown: readonly string[]): Outcome => ({
    page: recoveryCodesPage(shown, html`<a class="button" href="/account">I have kept them</a>`),
  });

  const changes: Readonly<Record<string, Change>> = {
    '/password': async (holder, request) => {
      const password = field(request, 'password');
      if (password !== field(request, 'again')) {
        refuse({ code: 'passwordRefused', field: 'again', message: 'the two passwords are not the same' });
      }
      await changeOwnPassword(ledger, holder, await hashGoodPassword(accounts, password, holder.signInName));
      return { done: 'Your password is changed.' };
    },
    '/app': async (holder, request) => {
      const sent = { sealed: field(request, 'sealed'), code: field(request, 'code') };
      return add(holder, { kind: 'authenticatorApp', app: confirmedApp(accounts, holder.caller.principalId, sent) });
    },
    '/passkey-creation': async ({ caller: { principalId }, signInName }) => {
      const { displayName } = await ownAccount(ledger, principalId);
      return { json: await passkeyCreation(accounts, { principalId, signInName, displayName }) };
    },
    '/new-passkey': async (holder, request) => {
      const response = parseCredential(field(request, 'credential'));
      const { principalId } = holder.caller;
      const passkey = await createdPasskey(accounts, principalId, response, field(request, 'displayName'));
      return add(holder, { kind: 'passkey', passkey });
    },
    '/remove': async (holder, request) => {
      await removeOwnFactor(ledger, holder, field(request, 'id'));
      return { done: 'Removed.' };
    },
    '/recovery-codes': async (holder) => {
      const made = recoveryCodesFor(holder.caller.principalId);
      await renewOwnRecoveryCodes(ledger, holder, made.digests);
      return codes(made.codes);
    },
  };

  return async (instance: FastifyInstance): Promise<void> => {
    answerBusyByPage(instance);
    readForms(instance);
    const schema = { hide: true };

    instance.get('/account', { schema }, async (request, reply) => {
      const caller = await callerOf(request);
      if (caller === null) return reply.redirect('/sign-in?returnTo=%2Faccount', 302);
      return show(reply, 200, caller, {});
    });

    for (const [path, change] of Object.entries(changes)) {
      instance.post(`/account${path}`, { schema }, async (request, reply) => {
        refuseCrossSite(request, new URL(publicUrl()).origin);
        const caller = await callerOf(request);
        if (caller === null) return reply.redirect('/sign-in?returnTo=%2Faccount', 303);
        const { sessionId, provenAt } = caller;
        const { signInName } = await ownAccount(ledger, caller.principalId);
        try {
          const outcome = await change({ caller, sessionId, provenAt, signInName: signInName ?? '' }, request);
          if ('json' in outcome) return reply.header('cache-control', 'no-store').send(outcome.json);
          if ('done' in outcome) return show(reply, 200, caller, outcome);
          return reply.headers(pageHeadersFor(publicUrl())).send(outcome.page);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          if (error.violation.code !== 'freshSignInNeeded')
            return show(reply, 422, caller, { error: error.violation.message });
          const hasFactor = (await ownAccount(ledger, caller.principalId)).hasSecondFactor;
          const query = `returnTo=%2Faccount&maxAge=${FRESH}${hasFactor ? '&acrValues=mfa' : ''}`;
          return reply.redirect(`/sign-in/start/${EMBEDDED_PROVIDER_ID}?${query}`, 303);
        }
      });
    }
  };
}
