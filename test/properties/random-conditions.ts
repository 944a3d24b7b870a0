import { seededRandom } from '../support/seeded-random.ts';

/** Pieces of the language, well and badly written, and what turns up in texts that people paste. */
const words = [
  'AND',
  'OR',
  'NOT',
  'and',
  '&&',
  '||',
  '!',
  'Exists',
  'ActionMatches',
  'SubOperationMatches',
  'true',
  'FALSE',
  'StringEquals',
  'stringlikeignorecase',
  'StringNotStartsWith',
  'NumericLessThanEquals',
  'DateTimeGreaterThan',
  'BoolNotEquals',
  'GuidEquals',
  'ForAnyOfAnyValues:',
  'ForAllOfAllValues:',
  'ForAnyOfAllValues',
  '@Resource[a]',
  '@Request[Microsoft.Authorization/roleAssignments:PrincipalId]',
  '@Environment[UtcNow]',
  '@Principal[',
  '@Context[x]',
  '@Resource[a:tags:K<$key_case_sensitive$>]',
  "'x'",
  "'a*c?'",
  "'",
  '"x"',
  '-7',
  '9007199254740993',
  '8b9dfcab4b774632a6df94bd07820648',
  '5e467623-bb1f-42f4-a55d-6e525e11384b',
  "'2026-01-31T08:00:00.0Z'",
  '{',
  '}',
  '(',
  ')',
  ',',
  ':',
  ']',
  '\\',
  '*',
  '\u00a0',
  '\u2028',
  '\u202e',
  '\u0000',
  '😀',
  'K\u0301',
  '/* */',
  '--',
];
const attributes = ['@Resource[a]', '@Request[b]', '@Principal[c:d]', '@Environment[isPrivateLink]'];
const strings = ["'x'", "'a*'", "''", "'é😀'"];
const quantifiers = ['', '', 'ForAnyOfAnyValues:', 'ForAllOfAnyValues:', 'ForAnyOfAllValues:', 'ForAllOfAllValues:'];

/** Texts without end, the same for the same seed: conditions, conditions with mistakes, samples with mistakes, rubbish. */
export function randomConditions(seed: number, samples: readonly string[]): () => string {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;
  const times = (count: number, make: () => string) => Array.from({ length: count }, make);

  function condition(depth: number): string {
    const kind = depth <= 0 ? below(4) : below(8);
    if (kind < 3) return comparison();
    if (kind === 3)
      return pick([`Exists ${pick(attributes)}`, "ActionMatches{'x/*'}", "SubOperationMatches{'Blob.List'}"]);
    if (kind === 4) return `NOT ${condition(depth - 1)}`;
    if (kind === 5) return `(${condition(depth - 1)})`;
    return `(${times(2 + below(3), () => condition(depth - 1)).join(pick([' AND ', ' OR ', '&&', '\n||\n']))})`;
  }

  function comparison(): string {
    const set = () => `{${times(1 + below(4), () => pick(strings)).join(', ')}}`;
    return `${pick(attributes)} ${pick(quantifiers)}${pick(['StringEquals', 'StringLike', 'StringNotEquals'])} ${pick([set(), pick(strings), pick(attributes)])}`;
  }

  function anyCharacter(): string {
    const kind = below(4);
    if (kind === 0) return String.fromCharCode(below(0x80));
    if (kind === 1) return String.fromCharCode(below(0x10000));
    return kind === 2 ? String.fromCodePoint(below(0x110000)) : pick(words);
  }

  function mutated(text: string): string {
    let changed = text;
    for (let left = 1 + below(4); left > 0; left -= 1) {
      const from = below(changed.length + 1);
      const to = Math.min(changed.length, from + below(12));
      const middle = pick(['', anyCharacter(), changed.slice(from, to).repeat(2), pick(words)]);
      changed = changed.slice(0, from) + middle + changed.slice(to);
    }
    return below(8) === 0 ? changed.toUpperCase() : changed;
  }

  /** Near the limits of length and nesting, where slow code would show. */
  function large(): string {
    const unit = pick([
      '(',
      'NOT ',
      "@Resource[a] StringEquals 'x' AND ",
      "'x',",
      ' ',
      '{',
      anyCharacter(),
      pick(words),
    ]);
    const text = unit.repeat(Math.ceil((7500 + below(1500)) / unit.length));
    return below(2) === 0 ? text : `${text}${comparison()}`;
  }

  return () => {
    const kind = below(200);
    if (kind === 0) return large();
    if (kind < 8) return mutated(pick(samples));
    if (kind < 60) return condition(3);
    if (kind < 130) return mutated(condition(2));
    if (kind < 170) return times(below(16), () => pick(words)).join(pick(['', ' ']));
    return times(below(60), anyCharacter).join('');
  };
}
