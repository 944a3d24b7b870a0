/** Three-valued: what cannot be judged is neither true nor false (conditions.md §4). */
export type Truth = true | false | 'unknown';

export function negate(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

/** True when it holds for every item; one false decides, whatever is unknown (conditions.md §4). */
export function holdsForAll<Item>(items: readonly Item[], holds: (item: Item) => Truth): Truth {
  let truth: Truth = true;
  for (const item of items) {
    const one = holds(item);
    if (one === false) return false;
    if (one === 'unknown') truth = one;
  }
  return truth;
}

/** True when it holds for one item at least; one true decides, whatever is unknown (conditions.md §4). */
export function holdsForAny<Item>(items: readonly Item[], holds: (item: Item) => Truth): Truth {
  return negate(holdsForAll(items, (item) => negate(holds(item))));
}
