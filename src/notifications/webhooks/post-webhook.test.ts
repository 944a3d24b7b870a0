import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signingSecret } from '../../domain/notification-endpoint/signing-secret.ts';
import { NotTaken } from '../not-taken.ts';
import { isPublicAddress } from './is-public-address.ts';
import { type PostOptions, postWebhook, type Resolve } from './post-webhook.ts';
import { signWebhook } from './sign-webhook.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

let server: Server;
let received: Received[];
let status: number;
let location: string | null;
let isSilent: boolean;
let port: number;
beforeEach(async () => {
  received = [];
  status = 204;
  location = null;
  isSilent = false;
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body, path: request.url ?? '' });
    if (isSilent) return;
    response.writeHead(status, location === null ? {} : { location });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const nowhere: Resolve = () => Promise.reject(new Error('ENOTFOUND'));
const names: (...addresses: string[]) => Resolve =
  (...addresses) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

function post(url: string, over: Partial<PostOptions> = {}) {
  const options = { resolve: nowhere, isAllowedPrivate: () => false, ...over };
  return postWebhook({ url, headers: {}, body: '{}' }, options);
}

const loopback = { isAllowedPrivate: (address: string) => address === '127.0.0.1' };
const outcome = (done: Promise<void>) =>
  done.then(
    () => 'taken',
    (error: unknown) => (error instanceof NotTaken ? `${error.why}: ${error.message}` : error),
  );

describe('signatures', () => {
  const secret = signingSecret(Buffer.alloc(32, 7));
  const next = signingSecret(Buffer.alloc(32, 8));
  const body = JSON.stringify({ type: 'approval.requested', name: 'Zoë' });
  const message = { id: 'msg_1', at: Temporal.Now.instant(), body };

  it('verify with the public library, each of two secrets', () => {
    const headers = { ...signWebhook(message, [next, secret]) };
    for (const each of [secret, next]) expect(new Webhook(each).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it('do not verify for another body, another message or another secret', () => {
    const headers = { ...signWebhook(message, [secret]) };
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
    expect(() => new Webhook(next).verify(body, headers)).toThrow();
  });

  it('arrive as they were made', async () => {
    const headers = signWebhook(message, [secret]);
    const options = { resolve: nowhere, ...loopback };
    await postWebhook({ url: `http://127.0.0.1:${port}/hook?a=1`, headers, body }, options);
    const [first] = received;
    expect(first?.path).toBe('/hook?a=1');
    expect(new Webhook(secret).verify(first?.body ?? '', first?.headers as Record<string, string>)).toBeTruthy();
  });
});

describe('an address that is not public', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0177.0.0.1',
    '0',
    '0.0.0.0',
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '１２７.０.０.１',
    '127。0。0。1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:0:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::1]',
    '[2002:7f00:1::]',
    '[2001::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[ff02::1]',
    '[100::1]',
    '[2001:db8::1]',
    '[3fff::1]',
    '[::ffff:8.8.8.8]',
  ])('%s is refused', async (host) => {
    for (const scheme of ['https', 'http']) {
      expect(await outcome(post(`${scheme}://${host}:${port}/`))).toMatch(/^refused: its address is not one/);
    }
    expect(received).toEqual([]);
  });

  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['fe80::1%eth0'],
    ['::ffff:10.0.0.1'],
    ['169.254.169.254'],
    ['8.8.8.8', '10.0.0.1'],
  ])('is refused behind a name that resolves to %s %s', async (...addresses) => {
    const resolve = names(...addresses.filter((each) => each !== undefined));
    expect(await outcome(post('https://hook.example.org/', { resolve }))).toMatch(/^refused: its address/);
  });

  it('is not reached by a name that changes between check and connection', async () => {
    let asked = 0;
    const resolve: Resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    };
    // the first answer is allowed and the connection goes there; nobody asks again
    expect(await outcome(post(`http://hook.example.org:${port}/`, { resolve, ...loopback }))).toBe('taken');
    expect(asked).toBe(1);
    expect(received[0]?.headers.host).toBe(`hook.example.org:${port}`);
    expect(await outcome(post(`http://hook.example.org:${port}/`, { resolve, ...loopback }))).toMatch(/^refused/);
    expect(received).toHaveLength(1);
  });

  it('is not reached by a redirect', async () => {
    status = 307;
    location = `http://127.0.0.1:${port}/secret`;
    expect(await outcome(post(`http://127.0.0.1:${port}/`, loopback))).toBe('deferred: it answered 307');
    expect(received.map(({ path }) => path)).toEqual(['/']);
  });
});

it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

it('speaks plain HTTP to allowed private addresses alone', async () => {
  expect(await outcome(post('http://8.8.8.8/'))).toMatch(/^refused: only https/);
});

it.each([
  [200, 'taken'],
  [204, 'taken'],
  [302, 'deferred: it answered 302'],
  [400, 'deferred: it answered 400'],
  [410, 'refused: it answered 410'],
  [500, 'deferred: it answered 500'],
])('takes an answer of %d as %s', async (answered, expected) => {
  status = answered;
  expect(await outcome(post(`http://127.0.0.1:${port}/`, loopback))).toBe(expected);
});

it('waits no longer than it may, and for no name that has no address', async () => {
  isSilent = true;
  const waiting = post(`http://127.0.0.1:${port}/`, { ...loopback, timeoutMs: 50 });
  expect(await outcome(waiting)).toBe('deferred: no answer in time');
  expect(await outcome(post('https://gone.example.org/'))).toBe('deferred: its name has no address');
});
