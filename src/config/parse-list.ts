/** Texts with commas between them, each once; undefined: they are none. */
export function parseList(text: string): readonly string[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => /^[^\s\p{Cc}]+$/u.test(part)) && new Set(parts).size === parts.length
    ? parts
    : undefined;
}
