import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Ledger } from '../ledger/ledger.ts';
import { mailboxHtml } from './mailbox-html.ts';
import { type MailboxFilter, mailboxMessages, mailboxRecipients } from './mailbox-messages.ts';
import { mailboxStyle } from './mailbox-style.ts';

/** Nothing but this page's own style sheet: whatever a message holds, it stays text. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', mailboxStyle, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const querystring = {
  type: 'object',
  properties: { to: { type: 'string', maxLength: 254 }, requestId: { type: 'string', maxLength: 100 } },
} as const;

/** The demo's mail for everybody to read, at /mailbox and /mailbox.json. Never registered outside demo mode. */
export function mailboxPage({ ledger }: { readonly ledger: Pick<Ledger, 'read'> }) {
  return async (instance: FastifyInstance): Promise<void> => {
    instance.get<{ Querystring: MailboxFilter }>(
      '/mailbox',
      { schema: { querystring, hide: true } },
      async (request, reply) => {
        const to = request.query.to?.toLowerCase() || null;
        const view = await ledger.read(async (reader) => ({
          messages: await mailboxMessages(reader, { ...request.query, to: to ?? undefined }),
          recipients: await mailboxRecipients(reader),
          to,
        }));
        return reply
          .type('text/html; charset=utf-8')
          .headers({
            'content-security-policy': CONTENT_SECURITY_POLICY,
            'cache-control': 'no-store',
            'referrer-policy': 'no-referrer',
            'x-content-type-options': 'nosniff',
          })
          .send(mailboxHtml(view));
      },
    );
    instance.get<{ Querystring: MailboxFilter }>(
      '/mailbox.json',
      { schema: { querystring, hide: true } },
      async (request, reply) => {
        const messages = await ledger.read((reader) => mailboxMessages(reader, request.query));
        return reply.header('cache-control', 'no-store').send(messages);
      },
    );
  };
}
