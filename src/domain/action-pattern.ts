/**
 * A matcher for one operation pattern: without case, `*` stands for any run of characters and so may span segments
 * (contracts/arm §12).
 */
export function compileActionPattern(pattern: string): (action: string) => boolean {
  const lowered = pattern.toLowerCase();
  if (lowered === '*') return () => true;
  const parts = lowered.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return (action) => action.toLowerCase() === lowered;
  const middle = parts.slice(1, -1);
  return (action) => {
    const text = action.toLowerCase();
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let position = first.length;
    const end = text.length - last.length;
    for (const part of middle) {
      const found = text.indexOf(part, position);
      if (found === -1 || found + part.length > end) return false;
      position = found + part.length;
    }
    return true;
  };
}

/** A matcher for any of the patterns. */
export function compileActionPatterns(patterns: readonly string[]): (action: string) => boolean {
  const matchers = patterns.map(compileActionPattern);
  return (action) => matchers.some((matches) => matches(action));
}
