import type { AccessIndex } from '../../access/access-index.ts';
import { invalidField, refuse } from '../../domain/errors.ts';
import { parseScope, resourceTypeOf, type Scope, scopeKind } from '../../domain/scope.ts';

const REMEMBERED_SCOPES = 10_000;
const LONGEST_REMEMBERED = 300;

/** Reads the scope that a question is about; undefined: there is none of that type and name. */
export type ScopeReader = (
  callerId: string,
  resource: { readonly type: string; readonly id: string },
) => Scope | undefined;

/** Reads scope paths: the index knows scopes as they are stored, and of others the same few are asked for again and again. */
export function pathReader(index: AccessIndex): (text: string, field: string) => Scope {
  const others = new Map<string, Scope>();
  return (text, field) => {
    const known = index.knownScope(text) ?? others.get(text);
    if (known !== undefined) return known;
    const scope = parseScope(text, field);
    if (others.size >= REMEMBERED_SCOPES) others.clear();
    if (text.length <= LONGEST_REMEMBERED) others.set(text, scope);
    return scope;
  };
}

/**
 * A resource is a scope by its path, or a resource of a type by its path, or by its name where a service principal asks:
 * whoever hears that a name is that of a resource knows that there is one.
 */
export function scopeReader(index: AccessIndex): ScopeReader {
  const readPath = pathReader(index);
  return (callerId, { type, id }) => {
    if (type === 'scope') return readPath(id, 'resource.id');
    if (id.startsWith('/')) {
      const scope = readPath(id, 'resource.id');
      return isOfType(scope, type) ? scope : undefined;
    }
    if (index.principal(callerId)?.kind === 'servicePrincipal') return index.resources.find(type, id);
    return refuse(invalidField('resource.id', id, 'a path, as it is read from `/subscriptions/` on'));
  };
}

function isOfType(scope: Scope, type: string): boolean {
  if (scopeKind(scope) !== 'resource') return false;
  const known = resourceTypeOf(scope);
  const lowered = type.toLowerCase();
  return lowered === known || lowered === known.slice(known.lastIndexOf('/') + 1);
}
