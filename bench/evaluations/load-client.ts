// Asks as fast as it is answered, over connections that stay open, one question at a time on each. It does no more than
// write bytes that are ready and look at status and length. Started by servers.ts.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { AskedBodies } from './asked-bodies.ts';

export interface LoadOrder {
  readonly port: number;
  readonly connections: number;
  /** How many calls. */
  readonly count: number;
  readonly token: string;
  readonly asked: AskedBodies;
}

export interface TimedLoad {
  /** Questions, however many a call has. */
  readonly perSecond: number;
  /** How much of the time this process was computing: at 1 it would be the bottleneck. */
  readonly busy: number;
  /** The part of the questions that was. */
  readonly permitted: number;
}

export interface LoadResult extends TimedLoad {
  /** What a question costs the server, of its processor. */
  readonly serverMicroseconds: number;
}

const HEAD_END = '\r\n\r\n';
const PERMIT = '{"decision":true}';

function toBytes({ port, token, asked }: LoadOrder): readonly Buffer[] {
  return asked.bodies.map((body) =>
    Buffer.from(
      [
        `POST ${asked.path} HTTP/1.1`,
        `host: 127.0.0.1:${port}`,
        `authorization: Bearer ${token}`,
        'content-type: application/json',
        `content-length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    ),
  );
}

/** The body of an answer, once it is there; throws on any other status than 200. */
function bodyOf(text: string): string | undefined {
  const headEnd = text.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const head = text.slice(0, headEnd);
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`the server answered: ${text}`);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
  const body = text.slice(headEnd + HEAD_END.length);
  return body.length < length ? undefined : body;
}

async function load(order: LoadOrder): Promise<TimedLoad> {
  const requests = toBytes(order);
  let next = 0;
  let permitted = 0;

  async function run(socket: Socket): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let received = '';
    const ask = () => {
      if (next === order.count) return resolve();
      socket.write(requests[next++ % requests.length] as Buffer);
    };
    socket.on('data', (chunk: Buffer) => {
      try {
        received += chunk.toString('latin1');
        const body = bodyOf(received);
        if (body === undefined) return;
        permitted += body.split(PERMIT).length - 1;
        received = '';
        ask();
      } catch (error) {
        reject(error);
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
    ask();
    await promise;
  }

  const sockets = Array.from({ length: order.connections }, () => connect(order.port, '127.0.0.1').setNoDelay(true));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const begun = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(sockets.map(run));
  const lasted = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  const questions = order.count * order.asked.questionsPerCall;
  for (const socket of sockets) socket.destroy();
  return {
    perSecond: (questions * 1000) / lasted,
    busy: (user + system) / 1000 / lasted,
    permitted: permitted / questions,
  };
}

process.on('message', async (order: LoadOrder) => process.send?.(await load(order)));
process.once('disconnect', () => process.exit());
