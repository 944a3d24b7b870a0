import { BlockList, isIP } from 'node:net';

/** Special-purpose networks (IANA registries for IPv4 and IPv6, RFC 6890): nothing of the public Internet is there. */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  special.addSubnet(network, prefix, 'ipv4');
}

/** What is routed to the world today; everything else of IPv6 is special or not given out. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
/** In it: Teredo, benchmarks, ORCHID, documentation, 6to4; each can stand for an address elsewhere. */
const special6 = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special6.addSubnet(network, prefix, 'ipv6');
}

/**
 * Whether an address, in the notation that a resolver gives, is one of the public Internet. What stands for an IPv4 address
 * (mapped, compatible, NAT64, 6to4) never is: it could be a private one.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  return family === 6 && !address.includes('%') && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}
