import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface TakenMail {
  readonly to: string;
  readonly messageId: string;
  readonly raw: string;
}

export interface ChaoticSmtp {
  readonly url: string;
  /** Everything that was read to its end and not refused, repeats too. */
  taken(): readonly TakenMail[];
  /** How often each kind of trouble was made. */
  troubles(): Readonly<Record<string, number>>;
  /** Behaves from now on. */
  calm(): void;
  close(): Promise<void>;
}

/**
 * An SMTP server as one hopes never to meet it: it drops connections, defers, refuses, and hangs up after it has taken a
 * message and before it says so, all at random.
 */
export async function chaoticSmtp(random: () => number): Promise<ChaoticSmtp> {
  const mails: TakenMail[] = [];
  const counts: Record<string, number> = {};
  const sockets = new Map<string, { destroy(): void }>();
  let isCalm = false;
  const happens = (trouble: string, share: number) => {
    if (isCalm || random() >= share) return false;
    counts[trouble] = (counts[trouble] ?? 0) + 1;
    return true;
  };
  const answer = (responseCode: number) => Object.assign(new Error('so it is'), { responseCode });
  const hangUp = ({ id }: SMTPServerSession) => sockets.get(id)?.destroy();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(session, done) {
      const connections = [...(server as unknown as { connections: Set<{ id: string; _socket: never }> }).connections];
      const connection = connections.find(({ id }) => id === session.id);
      if (connection !== undefined) sockets.set(session.id, connection._socket);
      if (happens('421 at the greeting', 0.03)) return done(answer(421));
      done();
    },
    onMailFrom(_address, session, done) {
      if (happens('gone at MAIL FROM', 0.01)) return hangUp(session);
      done();
    },
    onRcptTo(_address, session, done) {
      if (happens('450 to the address', 0.06)) return done(answer(450));
      if (happens('550 to the address', 0.01)) return done(answer(550));
      if (happens('gone at RCPT TO', 0.01)) return hangUp(session);
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      const isCut = happens('gone in DATA', 0.01);
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      if (isCut) hangUp(session);
      stream.on('end', () => {
        if (isCut) return;
        if (happens('451 to the message', 0.04)) return done(answer(451));
        if (happens('554 to the message', 0.005)) return done(answer(554));
        const raw = Buffer.concat(chunks).toString('utf8');
        const messageId = /^message-id:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';
        mails.push({ to: String(session.envelope.rcptTo[0]?.address), messageId, raw });
        if (happens('gone after DATA', 0.04)) return hangUp(session);
        done();
      });
    },
    onClose: ({ id }) => sockets.delete(id),
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken: () => [...mails],
    troubles: () => ({ ...counts }),
    calm() {
      isCalm = true;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
