import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { believeForwarded, trustedProxies } from './forwarded.ts';

const isTrusted = trustedProxies(['10.0.0.0/8', '192.0.2.1', 'fd00::/8', '::1']);

/** What is left of the headers of a request that came straight from `peer`. */
function left(peer: string | undefined, headers: Record<string, string>) {
  const request = { headers: { ...headers }, socket: { remoteAddress: peer } };
  believeForwarded(request as unknown as IncomingMessage, isTrusted);
  return request.headers;
}

describe('a proxy', () => {
  it.each<[string, boolean]>([
    ['10.255.0.1', true],
    ['::ffff:10.1.2.3', true],
    ['192.0.2.1', true],
    ['fd12:3456::1', true],
    ['::1', true],
    ['11.0.0.1', false],
    ['192.0.2.2', false],
    ['::ffff:192.0.2.2', false],
    ['fe80::1', false],
    ['127.0.0.1', false],
    ['', false],
    ['10.0.0.1 ', false],
    ['10.0.0.1, 10.0.0.1', false],
  ])('%s: %s', (address, expected) => {
    expect(isTrusted(address)).toBe(expected);
  });

  it('is nobody where none is listed', () => {
    expect(['127.0.0.1', '::1', '10.0.0.1'].some(trustedProxies([]))).toBe(false);
  });
});

it.each(['203.0.113.9', '127.0.0.1', undefined])('believes nothing that %s says, who is no proxy', (peer) => {
  const said = {
    'x-forwarded-for': '198.51.100.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'pim.example.org',
    'x-forwarded-port': '443',
    'x-forwarded-prefix': '/x',
    'x-real-ip': '198.51.100.7',
    forwarded: 'for=198.51.100.7;proto=https',
  };
  expect(left(peer, { ...said, host: 'here', accept: '*/*' })).toEqual({ host: 'here', accept: '*/*' });
});

describe('of the addresses that a proxy names, the client is', () => {
  it.each<[string, string, string | undefined]>([
    ['the only one', '198.51.100.7', '198.51.100.7'],
    ['the last, whatever the client wrote before', '10.0.0.1, 127.0.0.1, 198.51.100.7', '198.51.100.7'],
    ['the last that is no proxy', '203.0.113.1, 198.51.100.7, 10.0.0.2,fd00::5', '198.51.100.7'],
    ['the first, where all are proxies', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['read without its port', '198.51.100.7:51234', '198.51.100.7'],
    ['read without brackets and port', '[2001:db8::7]:51234', '2001:db8::7'],
    ['an IPv6 address', '2001:db8::7', '2001:db8::7'],
    ['nobody, where the last is no address', '198.51.100.7, unknown', undefined],
    ['the nearest that is known', '<script>, 10.0.0.2', '10.0.0.2'],
    ['nobody, where nothing is said', '', undefined],
    ['nobody, where the last is empty', '198.51.100.7,', undefined],
    ['no address with a zone', 'fe80::1%eth0', undefined],
  ])('%s', (_title, said, expected) => {
    expect(left('10.0.0.1', { 'x-forwarded-for': said })['x-forwarded-for']).toBe(expected);
  });
});

it.each<[string, Record<string, string>, Record<string, string>]>([
  ['the scheme', { 'x-forwarded-proto': 'HTTPS' }, { 'x-forwarded-proto': 'https' }],
  ['the last scheme', { 'x-forwarded-proto': 'https, http' }, { 'x-forwarded-proto': 'http' }],
  ['no other scheme', { 'x-forwarded-proto': 'javascript' }, {}],
  ['the host', { 'x-forwarded-host': 'pim.example.org:8443' }, { 'x-forwarded-host': 'pim.example.org:8443' }],
  ['the last host', { 'x-forwarded-host': 'evil.example, pim.example.org' }, { 'x-forwarded-host': 'pim.example.org' }],
  ['nothing that is no host', { 'x-forwarded-host': 'pim.example.org/path' }, {}],
  ['no host with a user', { 'x-forwarded-host': 'a@pim.example.org' }, {}],
  ['no other header', { forwarded: 'host=a', 'x-real-ip': '198.51.100.7', 'x-forwarded-port': '1' }, {}],
])('believes of a proxy %s', (_title, said, expected) => {
  expect(left('10.0.0.1', said)).toEqual(expected);
});
