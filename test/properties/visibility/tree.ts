import { parseScope, type Scope, scopeChain } from '../../../src/domain/scope.ts';

const subscriptions = ['1', '2', '3'].map((digit) => `/subscriptions/c0000000-0000-4000-8000-00000000000${digit}`);
const groups = '/providers/Microsoft.Management/managementGroups';
const [first, second, third] = subscriptions as [string, string, string];

/** The hierarchy of a made-up organisation: each scope as people write it, and what is registered above it. */
export const tree: ReadonlyArray<readonly [string, string | null]> = [
  ['/', null],
  [`${groups}/upper`, null],
  [`${groups}/lower`, `${groups}/upper`],
  [`${groups}/aside`, null],
  [first, `${groups}/lower`],
  [second, `${groups}/upper`],
  [third, null],
  [`${first}/resourceGroups/Aa`, first],
  // begins like the one before, and is another
  [`${first}/resourceGroups/Aab`, first],
  [`${first}/resourceGroups/Aa/providers/Microsoft.Compute/virtualMachines/Vm1`, `${first}/resourceGroups/Aa`],
  [`${third}/resourceGroups/Aa`, third],
];

const parents = new Map(tree.map(([path, parent]) => [parseScope(path), parent === null ? null : parseScope(parent)]));

/** From the scope up to the root. */
export function chainIn(scope: Scope): readonly Scope[] {
  return scopeChain(scope, (child) => parents.get(child) ?? null);
}

/** A scope of the same kind that nobody registered, whose path is as long; null for the root. */
export function absentLike(path: string): string | null {
  if (path === '/') return null;
  // the last letter or digit becomes one that no scope of the tree ends in
  return /\d$/.test(path) ? path.replace(/\d$/, '9') : path.replace(/.$/, 'q');
}

/** Below every registered scope that has room for it, one that nobody registered: what is above has effect there too. */
export const unregistered: readonly Scope[] = tree.slice(1).flatMap(([path]) => {
  if (path.includes('/managementGroups/')) return [];
  const below = path.includes('/providers/') ? 'extensions' : 'providers/Microsoft.Compute/virtualMachines';
  const within = path.includes('/resourceGroups/') ? below : 'resourceGroups';
  return [parseScope(`${path}/${within}/nobody`)];
});
