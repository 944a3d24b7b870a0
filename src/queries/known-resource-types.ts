import type { Permission } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';

/** Namespace to the types in it, as the built-in roles name them; both by lower case, in the case of the first role. */
export type KnownResourceTypes = ReadonlyMap<string, { readonly namespace: string; readonly types: readonly string[] }>;

/** What the built-in roles know of the providers in the world: `Namespace/type[/type]/verb` in their actions. */
export async function knownResourceTypes(reader: Reader): Promise<KnownResourceTypes> {
  const rows = await reader.query((db) =>
    db
      .selectFrom('role_definition')
      .select('permissions')
      .where('kind', '=', 'builtIn')
      .where('family', '=', 'resource')
      .orderBy('id'),
  );
  const known = new Map<string, { namespace: string; types: Map<string, string> }>();
  for (const { permissions } of rows) {
    for (const { actions, dataActions } of JSON.parse(permissions) as readonly Permission[]) {
      for (const action of [...actions, ...dataActions]) add(known, action);
    }
  }
  return new Map(
    [...known].map(([key, { namespace, types }]) => [key, { namespace, types: [...types.values()].sort() }]),
  );
}

function add(known: Map<string, { namespace: string; types: Map<string, string> }>, action: string): void {
  const [namespace = '', ...parts] = action.split('/');
  const type = parts.slice(0, parts.at(-1)?.toLowerCase() === 'action' ? -2 : -1).join('/');
  if (action.includes('*') || !namespace.includes('.') || type === '') return;
  const key = namespace.toLowerCase();
  const entry = known.get(key) ?? { namespace, types: new Map<string, string>() };
  if (!entry.types.has(type.toLowerCase())) entry.types.set(type.toLowerCase(), type);
  known.set(key, entry);
}
