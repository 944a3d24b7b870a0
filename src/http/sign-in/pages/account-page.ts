import { SHORTEST_PASSWORD } from '../../../domain/account/why-password-refused.ts';
import type { OwnAccount } from '../../../identity/accounts/own-account.ts';
import { type Html, html } from '../../plugins/html.ts';
import { accountPage, alert } from './account-frame.ts';
import { appForm, type OfferedSeed, passkeyForm } from './enrolment-pages.ts';

export interface AccountPage {
  readonly account: OwnAccount;
  readonly error: string | null;
  readonly done: string | null;
  readonly offered: OfferedSeed;
  readonly canHavePasskeys: boolean;
}

const BASE = '/account';

/** A person's own account: how they sign in, and changing that. */
export function ownAccountPage({ account, error, done, offered, canHavePasskeys }: AccountPage): string {
  const { signInName, app, passkeys, recoveryCodesLeft } = account;
  const lead = `You are ${account.displayName}${signInName === null ? '' : `, and sign in as ${signInName}`}.`;
  const signOut = html`<form method="post" action="/sign-out"><button class="second">Sign out</button></form>`;
  if (signInName === null) {
    return accountPage({
      title: 'Your account',
      lead,
      hasWayBack: true,
      body: html`<p class="note">You sign in at another provider; your password and second factors are kept there.</p>${signOut}`,
    });
  }
  return accountPage({
    title: 'Your account',
    lead,
    hasWayBack: true,
    isWide: true,
    ...(canHavePasskeys ? { script: 'passkeyScript' as const } : {}),
    body: html`${alert(error)}${done === null ? null : html`<p class="done" role="status">${done}</p>`}
<section class="card"><h2>Passkeys</h2><p class="quiet">They sign you in without a password, and nobody can guess or phish them.</p>
${passkeys.map((passkey) => factorRow(passkey.id, passkey.displayName, since(passkey.createdAt)))}
${canHavePasskeys ? html`<details><summary>Add a passkey</summary>${passkeyForm(BASE)}</details>` : html`<p class="note">Passkeys need a host name, and this server is reached by a number.</p>`}
</section>
<section class="card"><h2>Authenticator app</h2>
${app === null ? html`<p class="quiet">You have none.</p>` : factorRow(app.id, 'Authenticator app', since(app.createdAt))}
<details><summary>${app === null ? 'Add an app' : 'Use another app instead'}</summary>${appForm(BASE, offered)}</details>
</section>
<section class="card"><h2>Recovery codes</h2>
<div class="row"><p>${recoveryCodesLeft === 0 ? 'You have none.' : `${recoveryCodesLeft} of 10 are left.`}</p>
<form method="post" action="${BASE}/recovery-codes"><button class="second">Make new ones</button></form></div>
</section>
<section class="card"><h2>Password</h2><p class="quiet">Changed ${day(account.passwordChangedAt)}. A new one signs you out everywhere else.</p>
<details><summary>Change the password</summary>
<form method="post" action="${BASE}/password">
<input hidden readonly name="username" value="${signInName}" autocomplete="username">
<label for="password">New password</label>
<input id="password" name="password" type="password" required minlength="${SHORTEST_PASSWORD}" maxlength="256" autocomplete="new-password">
<label for="again">The same again</label>
<input id="again" name="again" type="password" required maxlength="256" autocomplete="new-password">
<button>Change the password</button>
</form></details>
</section>
${signOut}`,
  });
}

function factorRow(id: string, name: string, detail: string): Html {
  return html`<div class="row"><p><strong>${name}</strong><br><span class="quiet">${detail}</span></p>
<form method="post" action="${BASE}/remove"><input type="hidden" name="id" value="${id}"><button class="danger" aria-label="Remove ${name}">Remove</button></form></div>`;
}

function since(at: number): string {
  return `added ${day(at)}`;
}

function day(at: number): string {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDate();
  return date.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}
