import { renderSVG } from 'uqr';
import { Html, html } from '../../plugins/html.ts';
import { accountPage, alert, who as whoIs } from './account-frame.ts';

/** A seed that is not confirmed yet. */
export interface OfferedSeed {
  readonly seed: string;
  /** What an app reads as a QR code. */
  readonly address: string;
  /** The seed, sealed, that comes back with the first code. */
  readonly sealed: string;
}

export interface EnrolmentPage {
  readonly base: string;
  readonly error: string | null;
  readonly who: string;
  /** null: a passkey is asked for. */
  readonly offered: OfferedSeed | null;
  readonly canHavePasskeys: boolean;
}

/** Lets a person add the second factor that their account needs. */
export function enrolmentPage({ base, error, who, offered, canHavePasskeys }: EnrolmentPage): string {
  return accountPage({
    title: offered === null ? 'Add a passkey' : 'Protect your account',
    lead:
      offered === null
        ? 'What you are about to do asks for one, and you have none yet.'
        : 'A password alone is not enough here. Add a second factor; you will be asked for it when it matters.',
    ...(canHavePasskeys ? { script: 'passkeyScript' as const } : {}),
    body: html`${alert(error)}${whoIs(who)}
${canHavePasskeys ? html`${passkeyForm(base)}${offered === null ? null : html`<p class="or">or an authenticator app</p>`}` : null}
${!canHavePasskeys && offered === null ? html`<p class="note">Passkeys need a host name, and this server is reached by a number. Ask who runs it to set BREVET_PUBLIC_URL.</p>` : null}
${offered === null ? null : appForm(base, offered)}
<form class="foot" method="post" action="${base}/cancel"><button class="link">Cancel</button></form>`,
  });
}

/** Makes a passkey on this device, a phone, or a security key. */
export function passkeyForm(base: string): Html {
  return html`<form method="post" action="${base}/new-passkey" data-passkey-form>
<p class="alert" role="alert" hidden></p>
<input type="hidden" name="credential">
<label for="passkey-name">Name of the passkey</label>
<input id="passkey-name" name="displayName" value="This device" maxlength="100" autocomplete="off" required>
<button data-passkey="create" data-options="${base}/passkey-creation">Add a passkey</button>
</form>`;
}

/** Shows the seed, and takes the first code. */
export function appForm(base: string, { seed, address, sealed }: OfferedSeed): Html {
  return html`<ol class="quiet"><li>Scan this with an authenticator app.</li><li>Enter the code that it shows.</li></ol>
<div class="qr" role="img" aria-label="QR code of the key below">${new Html(renderSVG(address, { border: 1 }))}</div>
<details><summary>Enter the key by hand</summary><p><code>${(seed.match(/.{1,4}/g) ?? []).join(' ')}</code></p></details>
<form method="post" action="${base}/app">
<input type="hidden" name="sealed" value="${sealed}">
<label for="code">Code</label>
<input id="code" class="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="16">
<button class="second">Add the app</button>
</form>`;
}

/** Shown once: afterwards only digests are kept. */
export function recoveryCodesPage(codes: readonly string[], next: Html): string {
  return accountPage({
    title: 'Keep your recovery codes',
    lead: 'Each lets you in once when your second factor is lost. They are not shown again.',
    body: html`<ul class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ul>
<p class="quiet">Print them, or keep them in a password manager, but not beside your password.</p>
${next}`,
  });
}
