/** Hexadecimal digits of the hash that count: 48 bits, which a number holds exactly. */
const DIGITS = 12;

/**
 * Whether an approval is drawn for review: the first 12 digits of its ledger entry's hash, read as a number, are
 * divisible by `oneIn` (ADR 0008). Nobody knows the hash before the approval is on record, and anybody can check it.
 */
export function isDrawn(entryHash: string, oneIn: number): boolean {
  return Number.parseInt(entryHash.slice(0, DIGITS), 16) % oneIn === 0;
}
