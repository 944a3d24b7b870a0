import type { SignInProvider } from '../../../identity/sign-in/relying-party.ts';
import { html } from '../../plugins/html.ts';
import { accountPage } from './account-frame.ts';

/** What a person is about to prove a second factor for. */
export interface ShownRequest {
  readonly person: string;
  readonly what: string;
  readonly role: string;
  readonly scope: string;
  readonly lasting: string | null;
  readonly justification: string | null;
}

/** Shows what somebody with the person's token asks for, before a second factor is given for it. */
export function confirmProofPage(proofId: string, shown: ShownRequest, providers: readonly SignInProvider[]): string {
  const { person, what, role, scope, lasting, justification } = shown;
  return accountPage({
    title: 'Did you ask for this?',
    lead: 'A program that has your token asks for a role in your name. Go on only if you have just started it yourself.',
    body: html`<dl><dt>Who</dt><dd>${person}</dd><dt>What</dt><dd>${what}</dd><dt>Role</dt><dd>${role}</dd><dt>Scope</dt><dd>${scope}</dd>
${lasting === null ? null : html`<dt>For</dt><dd>${lasting}</dd>`}${justification === null ? null : html`<dt>Why</dt><dd>${justification}</dd>`}</dl>
<p class="note">Did somebody send you this link? Then close this page: they would act in your name.</p>
<div class="buttons">${providers.map(
      ({ id, name }) =>
        html`<a class="button" href="/sign-in/step-up/give/${id}?proof=${proofId}">I asked for this: prove it at ${name}</a>`,
    )}</div>`,
  });
}

/** The second factor is given; the program goes on by itself. */
export function proofGivenPage(): string {
  return accountPage({
    title: 'Done',
    lead: 'Your second factor is given, for this one request and for five minutes.',
    body: html`<p class="done" role="status">You can close this page and go back to where you asked.</p>`,
  });
}
