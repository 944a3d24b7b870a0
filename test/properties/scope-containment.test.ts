import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseScope, ROOT, type Scope, scopeChain } from '../../src/domain/scope.ts';
import { propertyRun } from '../support/property-run.ts';

const GUIDS = ['c0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000010'];
/** Names that begin alike, and names that are words of the path themselves. */
const name = fc.constantFrom('rg', 'rg-web', 'rg-web-2', 'RG', 'providers', 'resourceGroups', 'a.b', 'größe');
const pairs = fc.array(fc.tuple(fc.constantFrom('sites', 'sitesets', 'slots'), name), { minLength: 1, maxLength: 2 });
const provider = fc.tuple(fc.constantFrom('Microsoft.Web', 'Microsoft.Web.Admin'), pairs);
const scope = fc
  .record({
    guid: fc.constantFrom(...GUIDS),
    group: fc.option(name),
    providers: fc.array(provider, { maxLength: 2 }),
    isUpper: fc.boolean(),
  })
  .map(({ guid, group, providers, isUpper }) => {
    const ofGroup = group === null ? '' : `/resourceGroups/${group}`;
    const resources = providers.map(([space, types]) => `/providers/${space}/${types.flat().join('/')}`);
    const path = `/subscriptions/${guid}${ofGroup}${resources.join('')}`;
    return isUpper ? path.toUpperCase() : path;
  });

/** By the definition: every segment of the upper one is, in order and ignoring case, the beginning of the lower one. */
function isWithin(lower: string, upper: string): boolean {
  const below = lower.toLowerCase().split('/');
  return upper
    .toLowerCase()
    .split('/')
    .every((segment, index) => segment === below[index]);
}

it('a scope contains exactly those whose first whole segments are its own', () => {
  let contained = 0;
  fc.assert(
    fc.property(scope, scope, (one, other) => {
      const chain = scopeChain(parseScope(one), () => null);
      const isContained = chain.includes(parseScope(other));
      expect(isContained, `${other} contains ${one}`).toBe(isWithin(one, other));
      if (isContained) contained += 1;
      expect(chain[0]).toBe(parseScope(one));
      expect(chain.at(-1)).toBe(ROOT);
    }),
    propertyRun(6_000),
  );
  expect(contained).toBeGreaterThan(100);
});

it('what is registered above a subscription contains all that is below it, and the rest of the tree nothing', () => {
  const top = parseScope('/providers/Microsoft.Management/managementGroups/top');
  const side = parseScope('/providers/Microsoft.Management/managementGroups/top-2');
  fc.assert(
    fc.property(scope, (path) => {
      const parents = new Map<Scope, Scope>([[parseScope(`/subscriptions/${GUIDS[0]}`), top]]);
      const chain = scopeChain(parseScope(path), (child) => parents.get(child) ?? null);
      expect(chain.includes(top)).toBe(path.toLowerCase().startsWith(`/subscriptions/${GUIDS[0]}`));
      expect(chain).not.toContain(side);
    }),
    propertyRun(),
  );
});
