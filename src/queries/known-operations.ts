import type { Permission } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';

/** An operation as it was first written. */
export interface KnownOperation {
  readonly name: string;
  readonly isDataAction: boolean;
}

export interface KnownNamespace {
  readonly namespace: string;
  /** By lower case; the type that is the empty text stands for the namespace itself. */
  readonly types: ReadonlyMap<string, { readonly type: string; readonly operations: readonly KnownOperation[] }>;
}

interface Growing {
  readonly namespace: string;
  readonly types: Map<string, { readonly type: string; readonly operations: Map<string, KnownOperation> }>;
}

export type KnownOperations = ReadonlyMap<string, KnownNamespace>;

/**
 * What the built-in roles know of the providers in the world, with what is given beside them: every operation that one
 * of them names in full, as `Namespace/type[/type]/verb`. By the namespace in lower case. Found out when it is first
 * asked for, and then once in a process: the built-in roles change with the release alone, before anything is served.
 */
export function knownOperations(more: readonly string[] = []): (reader: Reader) => Promise<KnownOperations> {
  let known: KnownOperations | undefined;
  return async (reader) => {
    known ??= await readKnownOperations(reader, more);
    return known;
  };
}

async function readKnownOperations(reader: Reader, more: readonly string[]): Promise<KnownOperations> {
  const rows = await reader.query((db) =>
    db
      .selectFrom('role_definition')
      .select('permissions')
      .where('kind', '=', 'builtIn')
      .where('family', '=', 'resource')
      .orderBy('id'),
  );
  const known = new Map<string, Growing>();
  for (const { permissions } of rows) {
    for (const permission of JSON.parse(permissions) as readonly Permission[]) {
      for (const name of [...permission.actions, ...permission.notActions]) add(known, { name, isDataAction: false });
      for (const name of [...permission.dataActions, ...permission.notDataActions]) {
        add(known, { name, isDataAction: true });
      }
    }
  }
  for (const name of more) add(known, { name, isDataAction: false });
  return new Map([...known].map(([key, growing]) => [key, grown(growing)]));
}

function add(known: Map<string, Growing>, operation: KnownOperation): void {
  const { name } = operation;
  const [namespace = '', ...parts] = name.split('/');
  if (name.includes('*') || !namespace.includes('.') || parts.length === 0) return;
  const type = parts.slice(0, parts.at(-1)?.toLowerCase() === 'action' ? -2 : -1).join('/');
  const entry = getOrAdd(known, namespace, () => ({ namespace, types: new Map() }));
  const { operations } = getOrAdd(entry.types, type, () => ({ type, operations: new Map<string, KnownOperation>() }));
  getOrAdd(operations, `${name} ${operation.isDataAction}`, () => operation);
}

/** Names are the same in any case. */
function getOrAdd<Value>(map: Map<string, Value>, name: string, make: () => Value): Value {
  const key = name.toLowerCase();
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function grown({ namespace, types }: Growing): KnownNamespace {
  const byName = (a: KnownOperation, b: KnownOperation) => (a.name < b.name ? -1 : 1);
  const sorted = [...types].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    namespace,
    types: new Map(
      sorted.map(([key, { type, operations }]) => [key, { type, operations: [...operations.values()].sort(byName) }]),
    ),
  };
}
