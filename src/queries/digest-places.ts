import { type HiddenScope, isHidden } from '../domain/access/hidden-scopes.ts';
import { addTally, emptyTally, type Tally } from '../domain/digest/tally.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import { type Scope, scopeChain } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';

/** What digests are counted with: the family of each role, and where management groups and subscriptions are. */
export interface DigestMap {
  readonly familyOf: ReadonlyMap<string, RoleFamily>;
  readonly parentOf: ReadonlyMap<Scope, Scope | null>;
}

export async function digestMap(reader: Reader): Promise<DigestMap> {
  const roles = await reader.query((db) => db.selectFrom('role_definition').select(['id', 'family']));
  const scopes = await reader.query((db) =>
    db.selectFrom('scope').select(['path', 'parent']).where('kind', 'in', ['managementGroup', 'subscription']),
  );
  return {
    familyOf: new Map(roles.map(({ id, family }) => [id, family as RoleFamily])),
    parentOf: new Map(scopes.map(({ path, parent }) => [path as Scope, parent as Scope | null])),
  };
}

interface Place {
  readonly family: RoleFamily;
  readonly chain: readonly Scope[];
  readonly tally: Tally;
}

/** What is counted, by the family of the role and the scope. */
export interface DigestPlaces {
  /** Where to count what is of the role at the scope; null: there is no such role. */
  at(roleDefinitionId: string, scope: Scope): Tally | null;
  /** Adds up what is of the family at the scopes and below them, each place once, without what is hidden. */
  addBelow(sum: Tally, family: RoleFamily, scopes: readonly Scope[], hidden: readonly HiddenScope[]): void;
}

/**
 * Everything is counted once, for whoever administers it. To add up what is below a scope costs as much as there are places
 * below it, and nothing the second time.
 */
export function digestPlaces({ familyOf, parentOf }: DigestMap): DigestPlaces {
  const places = new Map<string, Place>();
  const chainOf = (scope: Scope) => scopeChain(scope, (child) => parentOf.get(child) ?? null);
  let below: ReadonlyMap<Scope, readonly Place[]> | null = null;
  const sums = new Map<string, Tally>();

  function sumBelow(family: RoleFamily, scope: Scope, hidden: readonly HiddenScope[]): Tally {
    // no denial is about directory or group roles
    const hiding = family === 'resource' ? hidden : [];
    const key = JSON.stringify([family, scope, hiding]);
    let sum = sums.get(key);
    if (sum === undefined) {
      sum = emptyTally();
      below ??= placesBelow(places.values());
      for (const place of below.get(scope) ?? []) {
        if (place.family === family && !isHidden(hiding, place.chain)) addTally(sum, place.tally);
      }
      sums.set(key, sum);
    }
    return sum;
  }

  return {
    at(roleDefinitionId, scope) {
      const family = familyOf.get(roleDefinitionId);
      if (family === undefined) return null;
      const key = `${family} ${scope}`;
      let place = places.get(key);
      if (place === undefined) {
        place = { family, chain: chainOf(scope), tally: emptyTally() };
        places.set(key, place);
      }
      return place.tally;
    },
    addBelow(sum, family, scopes, hidden) {
      const named = new Set(scopes);
      const topmost = [...named].filter(
        (scope) => !chainOf(scope).some((above) => above !== scope && named.has(above)),
      );
      for (const scope of topmost) addTally(sum, sumBelow(family, scope, hidden));
    },
  };
}

function placesBelow(places: Iterable<Place>): ReadonlyMap<Scope, readonly Place[]> {
  const below = new Map<Scope, Place[]>();
  for (const place of places) {
    for (const scope of place.chain) {
      const found = below.get(scope);
      if (found === undefined) below.set(scope, [place]);
      else found.push(place);
    }
  }
  return below;
}
