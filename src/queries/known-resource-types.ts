import type { Reader } from '../ledger/engine.ts';
import { knownOperations } from './known-operations.ts';

/** Namespace to the types in it, as the built-in roles name them; both by lower case, in the case of the first role. */
export type KnownResourceTypes = ReadonlyMap<string, { readonly namespace: string; readonly types: readonly string[] }>;

/** What the built-in roles know of the providers in the world; a namespace without a type is left out. */
export async function knownResourceTypes(reader: Reader): Promise<KnownResourceTypes> {
  const known = await knownOperations(reader);
  const namespaces = [...known].map(([key, { namespace, types }]) => {
    const named = [...types.values()].map(({ type }) => type).filter((type) => type !== '');
    return [key, { namespace, types: named.sort() }] as const;
  });
  return new Map(namespaces.filter(([, { types }]) => types.length > 0));
}
