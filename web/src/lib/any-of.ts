const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** Names of which each will do: `Bob, Carol or Dave`. */
export function anyOf(names: readonly string[]): string {
  return list.format(names);
}
