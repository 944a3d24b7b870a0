import { SHORTEST_PASSWORD } from '../../../domain/account/why-password-refused.ts';
import type { EnrolmentPurpose } from '../../../domain/events.ts';
import { html } from '../../plugins/html.ts';
import { accountPage, alert } from './account-frame.ts';

/** What the set-up asks for beside a password. */
export interface EnrolForm {
  readonly organisation: string;
  readonly displayName: string;
  readonly name: string;
  readonly email: string;
}

export interface EnrolPage {
  readonly purpose: EnrolmentPurpose;
  readonly signInName: string | null;
  readonly displayName: string | null;
  readonly hasOrganisation: boolean;
  readonly error: string | null;
  /** What was typed before; null at first. */
  readonly form: EnrolForm | null;
}

const titles = {
  setUp: { title: 'Set up Brevet', lead: 'You become the first administrator. This link works once.' },
  enrol: { title: 'Welcome', lead: 'Choose a password. This link works once.' },
  reset: {
    title: 'Choose a new password',
    lead: 'Everything by which you signed in before ends. This link works once.',
  },
} as const;

/** Asks for a password, and at the set-up for who the first administrator is. */
export function enrolPage({ purpose, signInName, displayName, hasOrganisation, error, form }: EnrolPage): string {
  return accountPage({
    ...titles[purpose],
    body: html`${alert(error)}
<form method="post" action="/enrol">
${
  purpose === 'setUp'
    ? html`${
        hasOrganisation
          ? null
          : html`<label for="organisation">Organisation</label>
<input id="organisation" name="organisation" value="${form?.organisation ?? ''}" required maxlength="256" autocomplete="organization">`
      }
<label for="displayName">Your name</label>
<input id="displayName" name="displayName" value="${form?.displayName ?? ''}" required maxlength="256" autocomplete="name">
<label for="email">Mail address (for notifications; may stay empty)</label>
<input id="email" name="email" type="email" value="${form?.email ?? ''}" maxlength="254" autocomplete="email">
<label for="name">Sign in as</label>
<input id="name" name="name" value="${form?.name ?? ''}" required minlength="2" maxlength="128" autocomplete="username" autocapitalize="none" spellcheck="false">`
    : html`<p class="who">You are <strong>${displayName ?? ''}</strong> and sign in as <strong>${signInName ?? ''}</strong>.</p>
<input hidden readonly name="username" value="${signInName ?? ''}" autocomplete="username">`
}
<label for="password">Password</label>
<input id="password" name="password" type="password" required minlength="${SHORTEST_PASSWORD}" maxlength="256" autocomplete="new-password" aria-describedby="password-hint">
<p class="hint" id="password-hint">At least ${SHORTEST_PASSWORD} characters; a few words are best.</p>
<label for="again">The same again</label>
<input id="again" name="again" type="password" required maxlength="256" autocomplete="new-password">
<button>Go on</button>
</form>
<p class="foot">Next you sign in with it and add a second factor.</p>`,
  });
}

/** The link is of no use. */
export function badLinkPage(message: string): string {
  return accountPage({
    title: 'This link does not work',
    body: html`${alert(message)}<a class="button second" href="/sign-in">Sign in</a>`,
  });
}
