import { MAILBOX_SIZE, type MailboxMessage } from './mailbox-messages.ts';
import { mailboxStyle } from './mailbox-style.ts';

export interface MailboxView {
  readonly messages: readonly MailboxMessage[];
  readonly recipients: ReadonlyArray<{ readonly address: string; readonly count: number }>;
  /** Whose mail is shown; null: everybody's. */
  readonly to: string | null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes text safe between tags and in quoted attributes. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** The mailbox as one page: no script, nothing from elsewhere, every text escaped. */
export function mailboxHtml({ messages, recipients, to }: MailboxView): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox · Brevet demo</title>
<style>${mailboxStyle}</style>
</head>
<body>
<header><h1>Mailbox</h1><p>The mail of the demo organisation, newest first. Choose a person to see what they were told.</p></header>
${recipients.length === 0 ? nothingYet : mailboxMain({ messages, recipients, to })}
</body>
</html>
`;
}

function recipientList(recipients: MailboxView['recipients'], to: string | null): string {
  const total = recipients.reduce((sum, { count }) => sum + count, 0);
  const item = (address: string | null, count: number) => {
    const href = address === null ? '/mailbox' : `/mailbox?to=${encodeURIComponent(address)}`;
    const current = address === to ? ' aria-current="page"' : '';
    const name = address === null ? 'Everybody' : escapeHtml(address);
    return `<li><a href="${href}"${current}><span>${name}</span><span class="count">${count}</span></a></li>`;
  };
  const items = [item(null, total), ...recipients.map(({ address, count }) => item(address, count))];
  return `<nav aria-label="Recipients"><h2>Recipients</h2><ul>${items.join('')}</ul></nav>`;
}

function heading(count: number, to: string | null): string {
  const messages = count === 1 ? '1 message' : `${count} messages`;
  const shown = count === MAILBOX_SIZE ? `The last ${messages}` : messages;
  return `<h2>${to === null ? shown : `${shown} to ${escapeHtml(to)}`}</h2>`;
}

function emptyState(to: string | null): string {
  const whom = to === null ? '' : ` to ${escapeHtml(to)}`;
  return `<div class="empty"><p>No mail${whom} yet.</p><p><a href="/mailbox">See everybody's mail</a></p></div>`;
}

const nothingYet = `<main class="alone"><div class="empty"><p>No mail yet.</p><p>Ask for a role that needs approval, for example with <code>npm run walkthrough</code>. Whoever is told of it shows up here.</p></div></main>`;

function mailboxMain({ messages, recipients, to }: MailboxView): string {
  return `<main>
${recipientList(recipients, to)}
<section class="list">
${heading(messages.length, to)}
${messages.length === 0 ? emptyState(to) : `<ul>\n${messages.map(messageItem).join('\n')}\n</ul>`}
</section>
</main>`;
}

function messageItem({ subject, to, text, createdAt, deliveredAt, messageId }: MailboxMessage): string {
  const state = deliveredAt === null ? '<span class="state waiting">Waiting to be sent</span>' : '';
  return `<li><details><summary><span class="subject">${escapeHtml(subject)}</span>${timeOf(createdAt)}<span class="to">to ${escapeHtml(to)}</span>${state}</summary>
<div class="body">${bodyHtml(text)}<p class="id">Message-ID ${escapeHtml(messageId)}</p></div></details></li>`;
}

function timeOf(instant: Temporal.Instant): string {
  const { day, year, hour, minute, second } = instant.toZonedDateTimeISO('UTC');
  const month = MONTHS[instant.toZonedDateTimeISO('UTC').month - 1];
  const clock = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  const exact = `${clock}:${String(second).padStart(2, '0')} UTC`;
  return `<time datetime="${instant}" title="${exact}">${day} ${month} ${year}, ${clock} UTC</time>`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Paragraphs, with what somebody typed (`> `) set apart; only a line that is an address alone becomes a link. */
function bodyHtml(text: string): string {
  return text
    .trimEnd()
    .split('\n\n')
    .map((paragraph) => {
      const lines = paragraph.split('\n');
      const own = lines.filter((line) => !line.startsWith('>'));
      const quote = lines.filter((line) => line.startsWith('>')).map((line) => escapeHtml(line.replace(/^> ?/, '')));
      const quoteHtml = quote.length > 0 ? `<blockquote>${quote.join('\n')}</blockquote>` : '';
      return `${own.length > 0 ? `<p>${own.map(lineHtml).join('\n')}</p>` : ''}${quoteHtml}`;
    })
    .join('');
}

function lineHtml(line: string): string {
  const escaped = escapeHtml(line);
  return /^https?:\/\/\S+$/.test(line) ? `<a href="${escaped}" rel="noreferrer">${escaped}</a>` : escaped;
}
