import type { FastifyReply } from 'fastify';
import type { Refusal, ViolationCode } from '../../domain/errors.ts';
import type { SignInProvider } from '../../identity/sign-in/relying-party.ts';
import { html } from '../plugins/html.ts';
import { pageHeadersFor } from './page-headers.ts';
import { accountPage } from './pages/account-frame.ts';

/** Why a sign-in did not work, as far as the person is told. */
export type SignInFailure =
  | 'stale'
  | 'failed'
  | 'unknown'
  | 'disabled'
  | 'providerDown'
  | 'anotherPerson'
  | 'notStronger'
  | 'busy';

const failures: Readonly<Record<SignInFailure, { readonly title: string; readonly lead: string }>> = {
  stale: {
    title: 'This sign-in was begun too long ago',
    lead: 'Or it was begun in another browser. Nothing happened; begin again.',
  },
  failed: {
    title: 'Signing in did not work',
    lead: 'What came back from the provider was not what was asked for, or you declined. Nothing happened; begin again.',
  },
  unknown: {
    title: 'Nobody here knows you yet',
    lead: 'The provider vouched for you, but this organisation has nobody with that identity. Ask an administrator to add you.',
  },
  disabled: { title: 'Your account is disabled', lead: 'Ask an administrator why.' },
  anotherPerson: {
    title: 'Another person signed in',
    lead: 'What you were about to prove is for the person who asked. Nothing changed; sign in at the provider as that person.',
  },
  notStronger: {
    title: 'This sign-in does not prove enough',
    lead: 'The provider did not say that you used what the role asks for, or not just now. Nothing changed. Ask an administrator which second factor is meant.',
  },
  busy: {
    title: 'Too many people sign in at present',
    lead: 'Or somebody pretends to. Nothing happened; try again in a minute.',
  },
  providerDown: {
    title: 'The provider does not answer',
    lead: 'Where you sign in cannot be reached at present. Try again in a minute.',
  },
};

export function failurePage(failure: SignInFailure): string {
  const again = html`<a class="button second" href="/sign-in">Sign in again</a>`;
  return accountPage({ ...failures[failure], body: failure === 'disabled' ? html`` : again });
}

/** Lets a person choose where to sign in. */
export function providersPage(providers: readonly SignInProvider[], returnTo: string): string {
  const query = `?returnTo=${encodeURIComponent(returnTo)}`;
  return accountPage({
    title: 'Sign in',
    lead: 'Where do you have your account?',
    body: html`<div class="buttons">${providers.map(
      ({ id, name }) => html`<a class="button second" href="/sign-in/start/${id}${query}">${name}</a>`,
    )}</div>`,
  });
}

/** Why the ledger refused somebody who came back from a provider. */
export function sendRefusal(reply: FastifyReply, { violation }: Refusal): FastifyReply {
  const { code } = violation;
  const failure = refusals[code] ?? 'unknown';
  return sendPage(reply, failure === 'stale' ? 400 : 403, failurePage(failure));
}

const refusals: Partial<Readonly<Record<ViolationCode, SignInFailure>>> = {
  principalDisabled: 'disabled',
  anotherPerson: 'anotherPerson',
  signInInsufficient: 'notStronger',
  proofNotFound: 'stale',
  sessionNotFound: 'stale',
};

/** Over TLS, what every answer says of that is left as it is. */
export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).headers(pageHeadersFor('')).send(page);
}
