import { randomBytes } from 'node:crypto';
import { secretDigest } from '../secret-digest.ts';

const HOW_MANY = 10;
/** 80 random bits each: nobody finds one from its digest. */
const BYTES = 10;
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz023456789';

/** New codes as people read them, such as `k3fp-9xq2-mh7d-w4ta`. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: HOW_MANY }, () => {
    const bits = [...randomBytes(BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five, 2))).join('');
    return (letters.match(/.{4}/g) ?? []).join('-');
  });
}

/** What is kept of a code of a person, however it was typed. */
export function recoveryDigest(principalId: string, typed: string): string {
  return secretDigest(`${principalId} ${typed.toLowerCase().replaceAll(/[\s-]/g, '')}`);
}
