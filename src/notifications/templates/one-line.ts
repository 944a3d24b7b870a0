const LONGEST_VALUE = 120;

/** Line breaks and control characters of every kind. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
/** Characters that turn the direction of what follows, or are not seen at all. */
export const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** What somebody typed, as one line of at most `longest` characters that shows what it says. */
export function oneLine(typed: string, longest = LONGEST_VALUE): string {
  const plain = typed.toWellFormed().replaceAll(INVISIBLE, '').replaceAll(BREAKS, ' ').trim();
  const characters = [...plain];
  return characters.length <= longest
    ? plain
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** A template whose every value is made one line: ``line`${name} asks for ${role}` ``. */
export function line(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((text, part, index) => `${text}${oneLine(values[index - 1] ?? '')}${part}`);
}
