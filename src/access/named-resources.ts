import type { DomainEvent } from '../domain/events.ts';
import { resourceTypeOf, type Scope, scopeKind } from '../domain/scope.ts';

/** A registered resource by the last part of its path, as it is stored. */
export interface NamedResource {
  readonly name: string;
  readonly scope: Scope;
}

/**
 * Registered resources by type and name, without regard to case. A type is written in full, `Microsoft.Compute/virtualMachines`,
 * or by its last part. What two resources are called is the name of neither.
 */
export interface NamedResources {
  find(type: string, name: string): Scope | undefined;
  /** Those of the type that can be found by name, in the order of names, after one of them. */
  ofType(type: string, after: string | null): readonly NamedResource[];
  /** The types in full, in lower case, that are so called and of which there is or was a resource. */
  typesCalled(type: string): readonly string[];
}

/** Named resources as they follow from the ledger. */
export interface FollowedResources extends NamedResources {
  apply(event: DomainEvent): void;
  add(scope: Scope): void;
}

/** Starts with none. */
export function followResources(): FollowedResources {
  /** By type in full and name. */
  const types = new Map<string, Map<string, Set<Scope>>>();
  /** The types in full that a last part stands for. */
  const shortNames = new Map<string, Set<string>>();

  function add(scope: Scope) {
    if (scopeKind(scope) !== 'resource') return;
    const type = resourceTypeOf(scope);
    const short = type.slice(type.lastIndexOf('/') + 1);
    shortNames.set(short, (shortNames.get(short) ?? new Set()).add(type));
    const names = types.get(type) ?? new Map<string, Set<Scope>>();
    types.set(type, names);
    names.set(nameOf(scope), (names.get(nameOf(scope)) ?? new Set()).add(scope));
  }

  function typesCalled(type: string): readonly string[] {
    const lowered = type.toLowerCase();
    return lowered.includes('/') ? [lowered] : [...(shortNames.get(lowered) ?? [])];
  }

  function find(type: string, name: string): Scope | undefined {
    const lowered = name.toLowerCase();
    const [scope, ...others] = typesCalled(type).flatMap((each) => [...(types.get(each)?.get(lowered) ?? [])]);
    return others.length === 0 ? scope : undefined;
  }

  return {
    find,
    typesCalled,
    ofType(type, after) {
      const names = new Set(typesCalled(type).flatMap((each) => [...(types.get(each)?.keys() ?? [])]));
      return [...names]
        .filter((name) => after === null || name > after)
        .sort()
        .flatMap((name) => {
          const scope = find(type, name);
          return scope === undefined ? [] : [{ name, scope }];
        });
    },
    add,
    apply(event) {
      if (event.type === 'scope.registered') add(event.scope);
      if (event.type !== 'scope.deleted' || scopeKind(event.scope) !== 'resource') return;
      const names = types.get(resourceTypeOf(event.scope));
      const sharing = names?.get(nameOf(event.scope));
      sharing?.delete(event.scope);
      if (sharing?.size === 0) names?.delete(nameOf(event.scope));
    },
  };
}

function nameOf(scope: Scope): string {
  return scope.slice(scope.lastIndexOf('/') + 1);
}
