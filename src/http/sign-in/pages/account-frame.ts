import { Html, html } from '../../plugins/html.ts';
import { assets } from '../asset-routes.ts';

export interface FramedPage {
  readonly title: string;
  readonly lead?: string;
  readonly body: Html;
  readonly script?: keyof Pick<typeof assets, 'passkeyScript' | 'submitScript'>;
  /** A page of several cards instead of one. */
  readonly isWide?: boolean;
  /** Of somebody who is signed in: where the pages of the portal are. */
  readonly hasWayBack?: boolean;
}

const mark = new Html(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 1 3 4.5v6.2c0 5.5 3.7 10.2 9 12.3 5.3-2.1 9-6.8 9-12.3V4.500zM6.500 12.300 12 8.700l5.500 3.600v2.500L12 11.300l-5.500 3.500z"/></svg>',
);

/** A whole page in the look of everything about signing in. */
export function accountPage({ title, lead, body, script, isWide = false, hasWayBack = false }: FramedPage): string {
  const heading = html`<h1>${title}</h1>${lead === undefined ? null : html`<p class="lead">${lead}</p>`}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Brevet</title>
<link rel="stylesheet" href="${assets.style.path}">
${script === undefined ? null : html`<script src="${assets[script].path}" type="module"></script>`}
</head>
<body>
<div class="${isWide ? 'frame wide' : 'frame'}">
${hasWayBack ? html`<p class="brand"><a href="/">${mark}<span>Brevet</span></a></p>` : html`<p class="brand">${mark}<span>Brevet</span></p>`}
<main${isWide ? null : new Html(' class="card"')}>
${heading}
${body}
</main>
${hasWayBack ? html`<p class="back"><a href="/">Back to your roles</a></p>` : null}
</div>
</body>
</html>
`.text;
}

/** Refusals are written as part of a sentence. */
function asSentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
}

/** Whose sign-in it is. */
export function who(displayName: string): Html {
  return html`<p class="who">You are <strong>${displayName}</strong>.</p>`;
}

/** What went wrong, read aloud by screen readers. */
export function alert(message: string | null): Html | null {
  return message === null ? null : html`<p class="alert" role="alert">${asSentence(message)}</p>`;
}
