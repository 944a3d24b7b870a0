import type { Scope } from '../../src/domain/scope.ts';
import type { Workshop } from './workshop.ts';

type Kind = 'managementGroup' | 'subscription' | 'resourceGroup' | 'resource';

/** The tree of scopes, in which management groups and subscriptions move. */
export function scopeSteps({ world, places, random, append }: Workshop) {
  const { pick, id } = random;
  const managementGroups: string[] = [];
  const subscriptions: string[] = [];
  /** Below what was registered, without having been registered. */
  const unregistered: string[] = [];
  const isAbove = (upper: string, lower: string): boolean =>
    upper === lower || (lower !== '/' && isAbove(upper, world.parents.get(lower) ?? '/'));

  async function register(path: string, kind: Kind, parent: string) {
    const scope = path.toLowerCase();
    const above = parent === '/' ? null : (parent as Scope);
    await append({ type: 'scope.registered', scope: scope as Scope, kind, path, displayName: path, parent: above });
    world.parents.set(scope, parent);
    places.push(scope);
    return scope;
  }

  async function plantTree() {
    for (let n = 0; n < 4; n += 1) {
      const path = `/providers/Microsoft.Management/managementGroups/mg-${id()}`;
      managementGroups.push(await register(path, 'managementGroup', pick(['/', ...managementGroups])));
    }
    for (let n = 0; n < 3; n += 1) {
      const subscription = await register(`/subscriptions/${id()}`, 'subscription', pick(['/', ...managementGroups]));
      subscriptions.push(subscription);
      for (const name of ['one', 'One-More']) {
        const group = await register(`${subscription}/resourceGroups/${name}`, 'resourceGroup', subscription);
        const parent = await register(`${group}/providers/App.One/things/first`, 'resource', group);
        const child = `${parent}/parts/inner`;
        world.parents.set(child, parent);
        unregistered.push(child);
      }
    }
  }

  async function moveScope() {
    const scope = pick([...managementGroups, ...subscriptions]);
    const target = pick(['/', ...managementGroups]);
    const before = world.parents.get(scope) ?? '/';
    if (target === before || isAbove(scope, target)) return;
    const nullAtRoot = (path: string) => (path === '/' ? null : (path as Scope));
    await append({ type: 'scope.moved', scope: scope as Scope, before: nullAtRoot(before), after: nullAtRoot(target) });
    world.parents.set(scope, target);
  }

  return { plantTree, moveScope, unregistered };
}
