import { INVISIBLE } from './one-line.ts';
import { WIDTH, wrapped } from './wrapped.ts';

const LONGEST_QUOTE = 4000;

/** What somebody typed over several lines, without what is not seen; cut at 4,000 characters. */
export function plainLines(typed: string): readonly string[] {
  const plain = typed
    .toWellFormed()
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\t/g, ' ')
    .replaceAll(/(?!\n)\p{Cc}/gu, '')
    .trim();
  const characters = [...plain];
  const cut = characters.length <= LONGEST_QUOTE ? plain : `${characters.slice(0, LONGEST_QUOTE - 1).join('')}…`;
  return cut.split('\n');
}

/** The same, each line behind `> `: nothing in it can pass for Brevet's own words. */
export function quoted(typed: string): string {
  return plainLines(typed)
    .flatMap((text) => wrapped(text, WIDTH - 2))
    .map((text) => `> ${text}`.trimEnd())
    .join('\n');
}
