import { type Html, html } from '../../plugins/html.ts';
import { accountPage, alert, who as whoIs } from './account-frame.ts';

/** What the pages of one sign-in have in common. */
export interface StepPage {
  /** The address of the sign-in; what is sent goes below it. */
  readonly base: string;
  readonly error: string | null;
  readonly hasPasskeys: boolean;
}

/** Name and password, or a passkey. */
export function identifyPage({
  base,
  error,
  hasPasskeys,
  name,
  client,
}: StepPage & { readonly name: string; readonly client: string }): string {
  return accountPage({
    title: 'Sign in',
    lead: `to go on to ${client}`,
    ...(hasPasskeys ? { script: 'passkeyScript' as const } : {}),
    body: html`${alert(error)}
<form method="post" action="${base}/password">
<label for="name">Name</label>
<input id="name" name="name" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="128"${name === '' ? html` autofocus` : null}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024"${name === '' ? null : html` autofocus`}>
<button>Sign in</button>
</form>
${hasPasskeys ? html`<p class="or">or</p>${usePasskey(base, 'Sign in with a passkey', true)}` : null}
${cancel(base)}`,
  });
}

/** The second factor. */
export function secondFactorPage({
  base,
  error,
  who,
  hasApp,
  hasPasskeys,
}: StepPage & { readonly who: string; readonly hasApp: boolean }): string {
  return accountPage({
    title: 'Confirm that it is you',
    lead: hasApp ? 'Enter the code that your authenticator app shows now.' : 'Use your passkey.',
    ...(hasPasskeys ? { script: 'passkeyScript' as const } : {}),
    body: html`${alert(error)}${whoIs(who)}
${
  hasApp
    ? html`<form method="post" action="${base}/code">
<label for="code">Code</label>
<input id="code" class="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="16" autofocus>
<button>Confirm</button>
</form>`
    : null
}
${hasApp && hasPasskeys ? html`<p class="or">or</p>` : null}
${hasPasskeys ? usePasskey(base, 'Use a passkey', hasApp) : null}
<p class="foot"><a href="${base}/recovery">Use a recovery code</a></p>
${cancel(base)}`,
  });
}

/** A recovery code in place of the second factor. */
export function recoveryPage({ base, error, who }: StepPage & { readonly who: string }): string {
  return accountPage({
    title: 'Use a recovery code',
    lead: 'One of the ten that you were given. Each is good once.',
    body: html`${alert(error)}${whoIs(who)}
<form method="post" action="${base}/recovery">
<label for="code">Recovery code</label>
<input id="code" name="code" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="40" autofocus>
<button>Confirm</button>
</form>
<p class="foot"><a href="${base}">Back</a></p>`,
  });
}

/** A passkey and nothing else will do. */
export function passkeyStepPage({ base, error, who }: StepPage & { readonly who: string }): string {
  return accountPage({
    title: 'Use your passkey',
    lead: 'What you are about to do asks for it.',
    script: 'passkeyScript',
    body: html`${alert(error)}${whoIs(who)}${usePasskey(base, 'Use a passkey', false)}${cancel(base)}`,
  });
}

/** Nothing is left to prove. */
export function arrivedPage({ base, who }: { readonly base: string; readonly who: string }): string {
  return accountPage({
    title: 'You are signed in',
    body: html`${whoIs(who)}<form method="post" action="${base}/continue"><button autofocus>Continue</button></form>`,
  });
}

function usePasskey(base: string, words: string, isSecond: boolean): Html {
  return html`<form method="post" action="${base}/passkey" data-passkey-form>
<p class="alert" role="alert" hidden></p>
<input type="hidden" name="credential">
<button${isSecond ? html` class="second"` : null} data-passkey="use" data-options="${base}/passkey-request">${words}</button>
</form>`;
}

function cancel(base: string): Html {
  return html`<form class="foot" method="post" action="${base}/cancel"><button class="link">Cancel</button></form>`;
}
