import { readFileSync } from 'node:fs';

const root = new URL('../../../../shared/contracts/arm/examples/', import.meta.url);

export interface PublishedExample {
  // biome-ignore lint/suspicious/noExplicitAny: an example is what it is
  readonly parameters: any;
  // biome-ignore lint/suspicious/noExplicitAny: an example is what it is
  readonly responses: Readonly<Record<string, { readonly body?: any }>>;
}

/** A published example, by its version and name. */
export function publishedExample(name: string): PublishedExample {
  return JSON.parse(readFileSync(new URL(`${name}.json`, root), 'utf8'));
}

/** The names of all members, with the type of each value, at every depth; lists by their first item. */
export function shapeOf(value: unknown): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

/** The names of all members at every depth, without types: for where an example has a value and ours has none. */
export function namesIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(namesIn);
  if (typeof value !== 'object' || value === null) return true;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, namesIn(member)]));
}
