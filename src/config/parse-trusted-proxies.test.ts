import { expect, it } from 'vitest';
import { parseTrustedProxies } from './parse-trusted-proxies.ts';

it.each<[string, string[]]>([
  ['10.0.0.7', ['10.0.0.7']],
  ['10.0.0.0/8, 192.168.4.0/22', ['10.0.0.0/8', '192.168.4.0/22']],
  ['10.128.0.0/9', ['10.128.0.0/9']],
  ['127.0.0.1/32', ['127.0.0.1/32']],
  ['::1,FD00::/8', ['::1', 'fd00::/8']],
  ['2001:db8:8000::/33', ['2001:db8:8000::/33']],
  ['::ffff:10.0.0.7', ['::ffff:10.0.0.7']],
])('takes %s', (text, expected) => {
  expect(parseTrustedProxies(text)).toEqual(expected);
});

it.each([
  '',
  ' ',
  ',',
  '10.0.0.7,',
  '10.0.0.7,10.0.0.7',
  '::1,::1 ',
  '10.0.0.7/8',
  '10.0.0.0/33',
  '10.0.0.0/0',
  '0.0.0.0/0',
  '::/0',
  '::/129',
  'fd00::1/8',
  '10.0.0.0/08',
  '10.0.0.0/',
  '10.0.0.0/-8',
  '10.0.0.0/8/8',
  '10.0.0',
  '010.0.0.1',
  '10.0.0.256',
  '10.0.0.7:80',
  '[::1]',
  'fe80::1%eth0',
  'localhost',
  'proxy.example.org',
  '*',
  'true',
  'loopback',
])('refuses %j', (text) => {
  expect(parseTrustedProxies(text)).toBeUndefined();
});
