import { commonPasswords } from './common-passwords.ts';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;
const FEWEST_DIFFERENT = 5;

/**
 * Why a password is not taken, in a sentence for the person; null where it is. Length counts, not kinds of characters
 * (NIST SP 800-63B §5.1.1.2).
 */
export function whyPasswordRefused(password: string, signInName: string): string | null {
  const characters = [...password];
  if (characters.length < SHORTEST_PASSWORD) return `use at least ${SHORTEST_PASSWORD} characters; a sentence is fine`;
  if (characters.length > LONGEST_PASSWORD) return `use at most ${LONGEST_PASSWORD} characters`;
  const plain = password.normalize('NFKC').toLowerCase();
  const [localPart = ''] = signInName.toLowerCase().split('@');
  if (localPart.length >= 3 && plain.includes(localPart)) return 'leave your own name out of it';
  if (new Set(plain).size < FEWEST_DIFFERENT) return `use at least ${FEWEST_DIFFERENT} different characters`;
  if (commonPasswords.has(plain.replaceAll(/[^\p{L}\p{N}]/gu, '')))
    return 'it is one of those that are tried first; choose another';
  return null;
}
