import { type Element, finderOf, type Segment } from './wildcard-segment.ts';

export type WildcardPattern = (text: string) => boolean;

/** A `Like` pattern: `*` any run, `?` one character, `\*` and `\?` themselves, both ends anchored (conditions.md §3). */
export function likePattern(pattern: string): WildcardPattern {
  const characters = [...pattern];
  const segments: Element[][] = [[]];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const following = characters[index + 1];
    if (character === '\\' && (following === '*' || following === '?')) {
      segments.at(-1)?.push(following);
      index += 1;
    } else if (character === '*') segments.push([]);
    else segments.at(-1)?.push(character === '?' ? 'any' : character);
  }
  return matcher(segments);
}

/** An action pattern: only `*` is special, and it spans segments of the name (conditions.md §4). */
export function actionPattern(pattern: string): WildcardPattern {
  return matcher(pattern.split('*').map((segment) => [...segment]));
}

/**
 * The segments stand between the runs: the first at the start, the last at the end, each other one as early as
 * possible. An early place never spoils a later one, so nothing is tried twice.
 */
function matcher(written: readonly (readonly Element[])[]): WildcardPattern {
  const [head, ...others] = written.map(finderOf);
  const tail = others.pop();
  if (head === undefined) return (text) => text === '';
  if (tail === undefined) return (text) => head.endOfMatchAt(text, 0) === text.length;
  return (text) => {
    let from = head.endOfMatchAt(text, 0);
    const end = startOfTail(tail, text);
    if (from === undefined || end === undefined || end < from) return false;
    for (const segment of others) {
      from = segment.endOfFirstMatch(text, from);
      if (from === undefined || from > end) return false;
    }
    return true;
  };
}

function startOfTail(tail: Segment, text: string): number | undefined {
  const start = stepBack(text, tail.length);
  return start !== undefined && tail.endOfMatchAt(text, start) === text.length ? start : undefined;
}

/** Where the last so many characters begin; a pair of surrogates is one character. */
function stepBack(text: string, count: number): number | undefined {
  let index = text.length;
  for (let step = 0; step < count; step += 1) {
    if (index === 0) return undefined;
    index -= index > 1 && (text.codePointAt(index - 2) ?? 0) > 0xffff ? 2 : 1;
  }
  return index;
}
