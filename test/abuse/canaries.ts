/** A secret that must be seen nowhere. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Texts in which a secret could hide: as it is, and as it is written in addresses, JSON, headers, and files. */
export function spellings(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const inBase64 = ['', ' ', '  '].flatMap((before) => {
    // the characters at the ends also hold bits of what stands beside it
    const text = Buffer.from(`${before}${value}`).toString('base64').replaceAll('=', '');
    const inner = text.slice(before === '' ? 0 : before.length + 1, -2);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [
    value,
    encodeURIComponent(value),
    new URLSearchParams({ value }).toString().slice('value='.length),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    bytes.toString('hex'),
    ...inBase64,
  ].filter((text) => text.length > 5);
}

/** The canaries that are in a text, in any spelling. */
export function seenIn(text: string, canaries: readonly Canary[]): readonly string[] {
  const lower = text.toLowerCase();
  return canaries
    .filter(({ value }) => spellings(value).some((each) => lower.includes(each.toLowerCase())))
    .map(({ name }) => name);
}
