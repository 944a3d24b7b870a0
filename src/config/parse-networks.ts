import { isIP } from 'node:net';

/**
 * Reads addresses and networks in CIDR form, separated by commas; undefined where any of it is wrong. A network whose
 * address has bits behind its prefix is a slip that would trust more than was meant, and `/0` would trust everybody.
 */
export function parseNetworks(text: string): readonly string[] | undefined {
  const parts = text.split(',').map((part) => part.trim().toLowerCase());
  return parts.every(isAddressOrNetwork) && new Set(parts).size === parts.length ? parts : undefined;
}

function isAddressOrNetwork(part: string): boolean {
  const [, address = '', prefix] = /^([^/%]+)(?:\/([1-9]\d{0,2}))?$/.exec(part) ?? [];
  if (isIP(address) === 0) return false;
  const bits = isIP(address) === 4 ? bitsOfV4(address) : bitsOfV6(address);
  const length = prefix === undefined ? bits.length : Number(prefix);
  return length <= bits.length && !bits.slice(length).includes('1');
}

function bitsOfV4(address: string): string {
  return address.split('.').map(toBits(10, 8)).join('');
}

function bitsOfV6(address: string): string {
  // a URL spells every address in one way, an embedded IPv4 address too
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [left, right ?? ''].map((side) => side.split(':').filter((group) => group !== ''));
  const given = [...(before ?? []), ...(after ?? [])];
  const zeros = Array.from({ length: 8 - given.length }, () => '0');
  return [...(before ?? []), ...zeros, ...(after ?? [])].map(toBits(16, 16)).join('');
}

function toBits(radix: number, length: number) {
  return (text: string) => Number.parseInt(text, radix).toString(2).padStart(length, '0');
}
