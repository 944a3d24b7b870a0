import { BlockList, isIP } from 'node:net';
import { isPublicAddress } from './is-public-address.ts';

/** What endpoints may reach: the public Internet, and what the operator names. */
export interface EndpointNetwork {
  readonly isAllowedPrivate: (address: string) => boolean;
  /** By a host name or address as a URL has it; what a name stands for is seen at each post. */
  readonly target: (hostname: string) => { readonly isAllowed: boolean; readonly mayBePlain: boolean };
}

const SELF = /^(?:.*\.)?localhost\.?$/i;

/** Of this link, where clouds answer with the credentials of the machine: nobody allows these. */
const never = new BlockList();
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('fe80::', 10, 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');
never.addAddress('100.100.100.200', 'ipv4');

/** The operator's addresses, and networks in CIDR form. */
export function endpointNetwork(allowed: readonly string[]): EndpointNetwork {
  const named = new BlockList();
  for (const each of allowed) {
    const [address = '', prefix] = each.split('/');
    if (prefix === undefined) named.addAddress(address, familyOf(address));
    else named.addSubnet(address, Number(prefix), familyOf(address));
  }
  const isAllowedPrivate = (address: string) =>
    isIP(address) !== 0 && !never.check(address, familyOf(address)) && named.check(address, familyOf(address));
  return {
    isAllowedPrivate,
    target(hostname) {
      const bare = hostname.replace(/^\[(.*)\]$/, '$1');
      const address = SELF.test(bare) ? '127.0.0.1' : bare;
      // a name may lead to what was allowed
      if (isIP(address) === 0) return { isAllowed: true, mayBePlain: allowed.length > 0 };
      const isPrivate = isAllowedPrivate(address);
      return { isAllowed: isPrivate || isPublicAddress(address), mayBePlain: isPrivate };
    },
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
