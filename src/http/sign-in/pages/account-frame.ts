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

/** The same as on the pages of the portal (`web/public/icon.svg`). */
const mark = new Html(
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7"/><path d="M9 10.5 16 15l7-4.5M9 16l7 4.5 7-4.5M9 21.5l7 4.5 7-4.5"/></svg>',
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
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style.path}">
${script === undefined ? null : html`<script src="${assets[script].path}" type="module"></script>`}
</head>
<body>
<div class="${isWide ? 'frame wide' : 'frame'}">
<p class="brand">${hasWayBack ? html`<a class="home" href="/">${mark}<span>Brevet</span></a><a class="back" href="/">Back to your roles</a>` : html`${mark}<span>Brevet</span>`}</p>
<main${isWide ? null : new Html(' class="card"')}>
${heading}
${body}
</main>
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
