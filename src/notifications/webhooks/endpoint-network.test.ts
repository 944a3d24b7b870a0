import { createSocket } from 'node:dgram';
import { expect, it } from 'vitest';
import { endpointNetwork } from './endpoint-network.ts';
import { hostResolver } from './host-resolver.ts';

it('allows what the operator names, in whatever notation it is asked for', () => {
  const { isAllowedPrivate } = endpointNetwork(['10.1.0.0/16', 'fd12::/16', '192.168.1.7']);
  const allowed = ['10.1.0.1', '10.1.255.255', '::ffff:10.1.0.1', 'fd12::1', '192.168.1.7'];
  const others = ['10.2.0.1', '192.168.1.8', '127.0.0.1', 'fd13::1', '::1', '8.8.8.8', 'name', '', '10.1.0.1 '];
  expect(allowed.filter((address) => !isAllowedPrivate(address))).toEqual([]);
  expect(others.filter(isAllowedPrivate)).toEqual([]);
});

it.each([
  '169.254.169.254',
  '169.254.170.2',
  '::ffff:169.254.169.254',
  'fe80::1',
  'fd00:ec2::254',
  '100.100.100.200',
  '::ffff:100.100.100.200',
])('never allows %s, where clouds answer with credentials, whatever the operator names', (address) => {
  const named = ['169.254.0.0/16', '169.254.169.254', 'fe80::/10', 'fd00::/8', '100.64.0.0/10', '::/1'];
  const { isAllowedPrivate, target } = endpointNetwork(named);
  expect(isAllowedPrivate(address)).toBe(false);
  expect(target(address.includes(':') ? `[${address}]` : address).isAllowed).toBe(false);
});

it('knows this machine by its names too', () => {
  const strict = endpointNetwork([]);
  const own = endpointNetwork(['127.0.0.1']);
  for (const name of ['localhost', 'LOCALHOST', 'localhost.', 'a.localhost']) {
    expect([strict.target(name).isAllowed, own.target(name).isAllowed]).toEqual([false, true]);
  }
  expect(strict.target('localhost.example.org')).toEqual({ isAllowed: true, mayBePlain: false });
});

it('does not wait for name servers that are silent, nor ask the system in their place', async () => {
  const silent = createSocket('udp4');
  await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
  const resolve = hostResolver({ servers: [`127.0.0.1:${silent.address().port}`], timeoutMs: 20 });
  await expect(resolve('mattermost.internal')).rejects.toThrow('the name servers do not answer');
  silent.close();
});
