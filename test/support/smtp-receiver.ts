import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as it arrived. */
export interface ReceivedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** As sent, unfolded, in order; names in lower case. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  /** In angle brackets. */
  readonly messageId: string;
  /** Decoded. */
  readonly subject: string;
  /** Decoded. */
  readonly text: string;
  /** Decoded; empty where there is none. */
  readonly html: string;
  readonly raw: string;
}

export interface SmtpReceiver {
  /** For a mail channel. */
  readonly url: string;
  /** Everything that was taken, in order, repeats too. */
  messages(): readonly ReceivedMail[];
  /** Refuses these addresses (550) from now on; none: takes all again. */
  refuse(...addresses: readonly string[]): void;
  /** The same with 450: perhaps later. */
  defer(...addresses: readonly string[]): void;
  /** Forgets what was taken. */
  clear(): void;
  close(): Promise<void>;
}

/**
 * A real SMTP server on this machine, without TLS and, unless it has a password, sign-in. Port 0: a free one. One that refuses
 * passwords repeats them as careless servers do.
 */
export async function smtpReceiver({
  port = 0,
  refusesPasswords = false,
  password: expected = null as string | null,
} = {}): Promise<SmtpReceiver> {
  const messages: ReceivedMail[] = [];
  let refused: ReadonlySet<string> = new Set();
  let deferred: ReadonlySet<string> = new Set();
  const server = new SMTPServer({
    disabledCommands: refusesPasswords || expected !== null ? ['STARTTLS'] : ['AUTH', 'STARTTLS'],
    authOptional: expected === null,
    allowInsecureAuth: true,
    onAuth({ username = '', password = '' }, _session, done) {
      if (password === expected) return done(null, { user: username });
      const sent = Buffer.from(`\0${username}\0${password}`).toString('base64');
      done(Object.assign(new Error(`${username} may not: ${password}, ${sent}`), { responseCode: 535 }));
    },
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      if (refused.has(address)) return done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      if (deferred.has(address)) return done(Object.assign(new Error('greylisted'), { responseCode: 450 }));
      done();
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        messages.push({ envelope: { from, to }, ...parseMail(Buffer.concat(chunks).toString('utf8')) });
        done();
      });
    },
  });
  // a client that goes away in the middle is part of what is tested
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: chosen } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${chosen}`,
    messages: () => [...messages],
    refuse(...addresses) {
      refused = new Set(addresses);
    },
    defer(...addresses) {
      deferred = new Set(addresses);
    },
    clear() {
      messages.length = 0;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function parseMail(raw: string): Omit<ReceivedMail, 'envelope'> {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw
    .slice(0, end)
    .replaceAll(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .map((header): readonly [string, string] => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
    });
  const first = (name: string) => headers.find(([each]) => each === name)?.[1] ?? '';
  return {
    headers,
    messageId: first('message-id'),
    subject: decodeWords(first('subject')),
    ...parseBody(raw.slice(end + 4), first('content-type'), first('content-transfer-encoding')),
    raw,
  };
}

/** Text and HTML of a body, whether it is one part or `multipart/alternative`. */
function parseBody(body: string, type: string, encoding: string): Pick<ReceivedMail, 'text' | 'html'> {
  const boundary = /^multipart\/alternative;.*boundary="([^"]+)"/is.exec(type)?.[1];
  if (boundary === undefined) return { text: decodeBody(body, encoding), html: '' };
  const found = { text: '', html: '' };
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n');
    const head = part.slice(0, end);
    const partEncoding = /content-transfer-encoding:\s*(\S+)/i.exec(head)?.[1] ?? '';
    found[/content-type:\s*text\/html/i.test(head) ? 'html' : 'text'] = decodeBody(
      part.slice(end + 4).replace(/\r\n$/, ''),
      partEncoding.toLowerCase(),
    );
  }
  return found;
}

/** RFC 2047 encoded words in UTF-8; white space between two of them does not count. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replaceAll(/(?:=\?utf-8\?[BQ]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi)].map(([, encoding, text = '']) =>
          encoding?.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    );
}

function decodeBody(body: string, encoding: string): string {
  const decoded =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? quotedPrintable(body.replaceAll(/=\r\n/g, '')).toString('utf8')
        : body;
  return decoded.replaceAll('\r\n', '\n');
}

function quotedPrintable(text: string): Buffer {
  const parts = text.split(/(=[0-9A-F]{2})/i);
  return Buffer.concat(
    parts.map((part) => (/^=[0-9A-F]{2}$/i.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  );
}
