import type { ProviderPages } from '../../../identity/provider/provider-pages.ts';
import { Html, html } from '../../plugins/html.ts';
import { pageHeadersFor } from '../page-headers.ts';
import { accountPage, alert } from './account-frame.ts';

const codeProblems = {
  wrong: 'There is no such code. Compare it with what the program shows.',
  expired: 'This code has expired. Let the program show a new one.',
  used: 'This code was used already. Let the program show a new one.',
  declined: 'You declined. The program was not signed in.',
} as const;

/** The pages that the embedded provider shows by itself. Forms come from it, with a secret of the session in them. */
export function providerPages(publicUrl: () => string): ProviderPages {
  return {
    headers: () => pageHeadersFor(publicUrl()),
    enterUserCode: (form, problem) =>
      accountPage({
        title: 'Sign a program in',
        lead: 'Enter the code that the program shows, and only if you have just started it yourself.',
        body: html`${alert(problem === null ? null : codeProblems[problem])}
${withoutItsInput(form)}
<label for="user_code">Code</label>
<input id="user_code" class="code" name="user_code" form="op.deviceInputForm" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="20" autofocus>
<button form="op.deviceInputForm">Next</button>`,
      }),
    confirmUserCode: ({ form, userCode, program, address }) =>
      accountPage({
        title: `Sign in to ${program}?`,
        lead: 'The program will be able to do what you may do, until it is signed out.',
        body: html`<p class="usercode">${userCode}</p>
<dl><dt>Program</dt><dd>${program}</dd>${address === null ? null : html`<dt>Asked from</dt><dd>${address}</dd>`}</dl>
<p class="note">Did somebody send you this code? Then decline: they would act in your name.</p>
${new Html(form)}
<div class="buttons"><button form="op.deviceConfirmForm">Yes, I started it</button>
<button class="second" form="op.deviceConfirmForm" name="abort" value="yes">Decline</button></div>`,
      }),
    deviceSignedIn: (program) =>
      accountPage({
        title: 'Done',
        lead: `${program} is signed in.`,
        body: html`<p class="done" role="status">You can close this page and go back to it.</p>`,
      }),
    signOut: (form, isAsked) =>
      accountPage({
        title: isAsked ? 'Signing you out' : 'Sign out?',
        lead: isAsked ? 'If nothing happens, press the button.' : 'You will have to sign in again in this browser.',
        ...(isAsked ? { script: 'submitScript' as const } : {}),
        body: html`${new Html(form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>'))}
<button form="op.logoutForm">Sign out</button>`,
      }),
    signedOut: () =>
      accountPage({
        title: 'You are signed out',
        lead: 'Nobody acts in your name in this browser any more.',
        body: html`<a class="button" href="/sign-in">Sign in again</a>`,
      }),
    failed: (error, description) =>
      accountPage({
        title: 'This did not work',
        lead: 'The request could not be carried out. Go back to where you came from and begin again.',
        body: html`<p class="quiet">${error}${description === null ? null : `: ${description}`}</p>
<a class="button second" href="/">To your roles</a>`,
      }),
  };
}

/** The provider's form without its own field, in whose place the page has one with a label. */
function withoutItsInput(form: string): Html {
  return new Html(form.replace(/<input\s[^>]*type="text"[\s\S]*?<\/input>/, ''));
}
