const LONGEST_VALUE = 120;

/** Line breaks and control characters of every kind. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
/** Characters that turn the direction of what follows, or are not seen at all. */
export const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** What somebody typed, as one line of at most `longest` characters that shows what it says. */
export function oneLine(typed: string, longest = LONGEST_VALUE): string {
  return composedLine(typed.replaceAll(INVISIBLE, ''), longest);
}

/** What was put together by `line`, whatever it is, as one line of at most `longest` characters. */
export function composedLine(text: string, longest: number): string {
  const plain = text.toWellFormed().replaceAll(BREAKS, ' ').trim();
  const characters = [...plain];
  return characters.length <= longest
    ? plain
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A value that is written from right to left keeps its direction to itself (Unicode Standard Annex 9, FSI and PDI). */
export function isolated(value: string): string {
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

/** A template whose every value is made one line: ``line`${name} asks for ${role}` ``. */
export function line(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((text, part, index) => `${text}${isolated(oneLine(values[index - 1] ?? ''))}${part}`);
}
