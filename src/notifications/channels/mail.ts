import { createTransport } from 'nodemailer';
import type { Channel } from '../channel.ts';

export interface MailOptions {
  /** `smtp://` or `smtps://`, with credentials where the server asks for them. */
  readonly url: string;
  /** An address such as `Brevet <brevet@example.org>`. */
  readonly from: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;
const LONGEST_ERROR = 300;

/** Mail by SMTP over a few connections that are kept open. A password leaves this machine under TLS only. */
export function mailChannel({ url, from }: MailOptions): Channel {
  const { username, password, hostname } = new URL(url);
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(password !== '' && !isLocal ? { requireTLS: true } : {}),
  });
  const secrets = [username, password].flatMap(spellings);
  return {
    async deliver({ messageId, to, subject, text, html, createdAt }) {
      const address = { name: '', address: to };
      try {
        await transport.sendMail({
          from,
          to: address,
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          messageId,
          date: new Date(createdAt.epochMilliseconds),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new Error(withoutSecrets(error, secrets));
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** The ways in which a credential can come back in a server's answer. */
function spellings(credential: string): readonly string[] {
  if (credential === '') return [];
  const plain = decodeURIComponent(credential);
  return [credential, plain, Buffer.from(plain).toString('base64')];
}

/** What went wrong, in one line; a new error, because the old one carries the whole conversation. */
function withoutSecrets(error: unknown, secrets: readonly string[]): string {
  const { message, code, responseCode } = error as { message?: string; code?: string; responseCode?: number };
  let text = String(message ?? error).replaceAll(/\p{Cc}+/gu, ' ');
  for (const secret of secrets) text = text.replaceAll(secret, '(hidden)');
  const kind = [code, responseCode].filter((part) => part !== undefined).join(' ');
  return `${kind === '' ? '' : `${kind}: `}${text}`.slice(0, LONGEST_ERROR);
}
