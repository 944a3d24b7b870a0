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

/**
 * Whether everything that `narrower` matches is matched by `wider`: the matcher reads a `*` in what it is given as a
 * sign that only its own `*` can stand for.
 */
export function includesPattern(wider: string, narrower: string): boolean {
  return compileActionPattern(wider)(narrower);
}

/** Whether some operation is matched by both patterns. */
export function patternsOverlap(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (!haveCommonStart(left, right)) return false;
  // reachable[j]: the signs of `left` so far and the first j of `right` can stand for the same text
  let reachable = openingOf(right);
  for (const sign of left) {
    const next = [sign === '*' && reachable[0] === true];
    for (let j = 1; j <= right.length; j += 1) {
      const other = right[j - 1];
      if (sign === '*' || other === '*') next[j] = reachable[j] === true || next[j - 1] === true;
      else next[j] = sign === other && reachable[j - 1] === true;
    }
    reachable = next;
  }
  return reachable[right.length] === true;
}

/** Whether two patterns agree up to the first `*` of either; most differ there already. */
function haveCommonStart(left: string, right: string): boolean {
  for (let j = 0; j < left.length && j < right.length; j += 1) {
    if (left[j] === '*' || right[j] === '*') return true;
    if (left[j] !== right[j]) return false;
  }
  return true;
}

/** What an empty text can be: the first `*`s. */
function openingOf(pattern: string): boolean[] {
  const reachable = [true];
  for (let j = 1; j <= pattern.length; j += 1) reachable[j] = reachable[j - 1] === true && pattern[j - 1] === '*';
  return reachable;
}

/** A matcher for any of the patterns. */
export function compileActionPatterns(patterns: readonly string[]): (action: string) => boolean {
  const matchers = patterns.map(compileActionPattern);
  return (action) => matchers.some((matches) => matches(action));
}
