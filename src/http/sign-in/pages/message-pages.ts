import { html } from '../../plugins/html.ts';
import { accountPage } from './account-frame.ts';

/** The address is of a sign-in that has ended, or of another browser. */
export function stalePage(): string {
  return accountPage({
    title: 'This sign-in has ended',
    lead: 'It was begun too long ago, or in another browser. Nothing happened; begin again.',
    body: html`<a class="button" href="/sign-in">Sign in</a>`,
  });
}

/** Too many tries failed. */
export function waitPage(base: string, seconds: number): string {
  const words = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return accountPage({
    title: 'Too many tries',
    lead: `The next one is taken in ${words}.`,
    body: html`<p>Whoever guesses passwords is slowed down. A passkey works without waiting, and so does a browser in which you have signed in before.</p>
<a class="button second" href="${base}">Back</a>`,
  });
}
