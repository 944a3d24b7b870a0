import type { Reader } from '../ledger/engine.ts';
import { type KnownOperations, knownOperations } from './known-operations.ts';

/** Namespace to the types in it, as the built-in roles name them; both by lower case, in the case of the first role. */
export type KnownResourceTypes = ReadonlyMap<string, { readonly namespace: string; readonly types: readonly string[] }>;

/** What the built-in roles know of the providers in the world, as `knownOperations`; a namespace without a type is left out. */
export function knownResourceTypes(): (reader: Reader) => Promise<KnownResourceTypes> {
  const operations = knownOperations();
  let known: KnownResourceTypes | undefined;
  return async (reader) => {
    known ??= typesIn(await operations(reader));
    return known;
  };
}

function typesIn(known: KnownOperations): KnownResourceTypes {
  const namespaces = [...known].map(([key, { namespace, types }]) => {
    const named = [...types.values()].map(({ type }) => type).filter((type) => type !== '');
    return [key, { namespace, types: named.sort() }] as const;
  });
  return new Map(namespaces.filter(([, { types }]) => types.length > 0));
}
