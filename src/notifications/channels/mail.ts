import { createTransport } from 'nodemailer';
import type { Channel } from '../channel.ts';
import { NotTaken, type WhyNotTaken } from '../not-taken.ts';

export interface MailOptions {
  /** `smtp://` or `smtps://`, with credentials where the server asks for them. */
  readonly url: string;
  /** An address such as `Brevet <brevet@example.org>`. */
  readonly from: string;
  /** Without TLS where the server has none, for messages; never for a password. False if left out. */
  readonly mayBePlain?: boolean;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;
const LONGEST_ERROR = 300;
const SERVICE_CLOSING = 421;
/** Wrong order of commands, authentication needed, encryption needed. */
const US: ReadonlySet<number> = new Set([503, 530, 538]);

/** Mail by SMTP over a few connections that are kept open. It leaves this machine under TLS, a password always does. */
export function mailChannel({ url, from, mayBePlain = false }: MailOptions): Channel {
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
    requireTLS: !isLocal && (password !== '' || !mayBePlain),
  });
  const together = Buffer.from(`\0${decodeURIComponent(username)}\0${decodeURIComponent(password)}`).toString('base64');
  const secrets = [...(password === '' ? [] : [together]), ...[username, password].flatMap(spellings)];
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
        throw new NotTaken(whyNotTaken(error as SmtpError), withoutSecrets(error as SmtpError, secrets));
      }
    },
    async close() {
      transport.close();
    },
  };
}

interface SmtpError {
  readonly message?: string;
  readonly code?: string;
  /** What the answer is to. */
  readonly command?: string;
  readonly responseCode?: number;
}

/** 5xx to the address or the message is final (RFC 5321 §4.2.1); to anything else it is about us, and may be mended. */
function whyNotTaken({ code, command = '', responseCode = 0 }: SmtpError): WhyNotTaken {
  if (responseCode === SERVICE_CLOSING) return 'unreachable';
  const isAboutMessage = ['RCPT TO', 'DATA'].includes(command);
  if (isAboutMessage && responseCode >= 500) return US.has(responseCode) ? 'unreachable' : 'refused';
  if (responseCode >= 400 && responseCode < 500 && (isAboutMessage || command === 'MAIL FROM')) return 'deferred';
  const isNeverSent = responseCode === 0 && (command === 'API' || command === 'MAIL FROM');
  return isNeverSent && (code === 'EENVELOPE' || code === 'EMESSAGE') ? 'refused' : 'unreachable';
}

/** The ways in which a credential can come back in a server's answer. */
function spellings(credential: string): readonly string[] {
  if (credential === '') return [];
  const plain = decodeURIComponent(credential);
  return [credential, plain, Buffer.from(plain).toString('base64')];
}

/** What went wrong, in one line; a new error, because the old one carries the whole conversation. */
function withoutSecrets(error: SmtpError, secrets: readonly string[]): string {
  const { message, code, responseCode } = error;
  let text = String(message ?? error).replaceAll(/\p{Cc}+/gu, ' ');
  for (const secret of secrets) text = text.replaceAll(secret, '(hidden)');
  const kind = [code, responseCode].filter((part) => part !== undefined).join(' ');
  return `${kind === '' ? '' : `${kind}: `}${text}`.slice(0, LONGEST_ERROR);
}
