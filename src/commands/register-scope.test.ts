import { afterEach, beforeEach, expect, it } from 'vitest';
import { outcomeOf } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoScopes } from '../demo/demo-organisation.ts';
import { parseScope } from '../domain/scope.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { registerScope } from './register-scope.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const managementGroup = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`;
const register = (path: string, parent: string | null = null, displayName = 'Name') =>
  outcomeOf(registerScope(demo.ledger, as('grace'), { path, parent, displayName }));

it.each([
  ['a path that is none', '/production', null, 'scopeInvalid'],
  ['a parent that is none', managementGroup('a'), '..', 'scopeInvalid'],
  ['an unknown parent', managementGroup('a'), managementGroup('unknown'), 'valueInvalid'],
  ['a parent that is no management group', managementGroup('a'), demoScopes.production, 'valueInvalid'],
  ['a parent where the path tells it', demoScopes.web, demoScopes.managementGroup, 'valueInvalid'],
  [
    'a resource group of an unknown subscription',
    '/subscriptions/c0000000-0000-4000-8000-00000000ffff/resourceGroups/rg',
    null,
    'valueInvalid',
  ],
  ['itself as its parent', demoScopes.managementGroup, demoScopes.managementGroup, 'valueInvalid'],
])('refuses %s', async (_, path, parent, code) => {
  expect(await register(path, parent)).toBe(code);
});

it('refuses a circle of management groups', async () => {
  expect(await register(managementGroup('inner'), demoScopes.managementGroup)).toBe('done');
  expect(await register(managementGroup('innermost'), managementGroup('inner'))).toBe('done');
  expect(await register(demoScopes.managementGroup, managementGroup('innermost'))).toBe('valueInvalid');
});

it('refuses a name that is empty or too long', async () => {
  expect(await register(managementGroup('a'), null, '  ')).toBe('valueInvalid');
  expect(await register(managementGroup('a'), null, 'x'.repeat(257))).toBe('valueInvalid');
});

it('moves a subscription below another management group', async () => {
  await register(managementGroup('inner'), demoScopes.managementGroup);
  await register(demoScopes.production, managementGroup('inner'));
  const chain = await demo.ledger.read((reader) => scopeChainOf(reader, parseScope(demoScopes.web)));
  expect(chain).toEqual(
    [demoScopes.web, demoScopes.production, managementGroup('inner'), demoScopes.managementGroup, '/'].map((path) =>
      parseScope(path),
    ),
  );
});
