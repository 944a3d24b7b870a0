import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { isHost } from './host-form.ts';

/** Whether an address is of a proxy in front of this server. */
export type IsTrustedProxy = (address: string) => boolean;

/** By which a proxy says for whom it asks. Whoever reads another name than the first three reads what anybody may write. */
const SAYS = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'] as const;
const NEVER_BELIEVED = ['forwarded', 'x-forwarded-port', 'x-forwarded-prefix', 'x-forwarded-server', 'x-real-ip'];

/** Proxies by addresses and networks in CIDR form. */
export function trustedProxies(listed: readonly string[]): IsTrustedProxy {
  const proxies = new BlockList();
  for (const each of listed) {
    const [address = '', prefix] = each.split('/');
    if (prefix === undefined) proxies.addAddress(address, familyOf(address));
    else proxies.addSubnet(address, Number(prefix), familyOf(address));
  }
  return (address) => isIP(address) !== 0 && proxies.check(address, familyOf(address));
}

/**
 * Leaves of the forwarded headers what can be believed, before anything reads them: one address, scheme and host each from
 * a trusted proxy, and none from anybody else.
 */
export function believeForwarded({ headers, socket }: IncomingMessage, isTrusted: IsTrustedProxy): void {
  if (SAYS.some((name) => headers[name] !== undefined)) {
    const believed = isTrusted(socket.remoteAddress ?? '') ? saidBy(headers, isTrusted) : {};
    for (const name of SAYS) {
      const value = believed[name];
      if (value !== undefined) headers[name] = value;
      else if (headers[name] !== undefined) delete headers[name];
    }
  }
  for (const name of NEVER_BELIEVED) if (headers[name] !== undefined) delete headers[name];
}

type Said = Partial<Record<(typeof SAYS)[number], string>>;

function saidBy(headers: IncomingHttpHeaders, isTrusted: IsTrustedProxy): Said {
  const client = clientIn(partsOf(headers['x-forwarded-for']), isTrusted);
  // each proxy adds behind what it was told; the last is what the nearest one saw itself
  const proto = partsOf(headers['x-forwarded-proto']).at(-1)?.toLowerCase();
  const host = partsOf(headers['x-forwarded-host']).at(-1);
  return {
    ...(client === undefined ? {} : { 'x-forwarded-for': client }),
    ...(proto === 'https' || proto === 'http' ? { 'x-forwarded-proto': proto } : {}),
    ...(host !== undefined && isHost(host) ? { 'x-forwarded-host': host } : {}),
  };
}

/** The nearest address that is no proxy's; what stands before it was written by that client. */
function clientIn(parts: readonly string[], isTrusted: IsTrustedProxy): string | undefined {
  let client: string | undefined;
  for (const part of parts.toReversed()) {
    const address = addressIn(part);
    if (address === null) break;
    client = address;
    if (!isTrusted(address)) break;
  }
  return client;
}

/** Some proxies add the port. */
function addressIn(part: string): string | null {
  const [, v6, v4] = /^(?:\[([^\]]+)\]|(\d[\d.]+))(?::\d{1,5})?$/.exec(part) ?? [];
  const address = v6 ?? v4 ?? part;
  return isIP(address) === 0 || address.includes('%') ? null : address;
}

function partsOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return [value]
    .flat()
    .join()
    .split(',')
    .map((part) => part.trim());
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
