import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate, approve, mayDo, outcomeOf, production } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { parseScope, ROOT } from '../domain/scope.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

it('grants at a narrower scope, and nowhere else', async () => {
  const { id } = await activate(demo.ledger, { roleDefinitionId: demoRoles.owner });
  await approve(demo.ledger, as('bob'), id, parseScope(demoScopes.web));
  expect(await mayDo(demo, demoIds.alice)).toBe(true);
  expect(await mayDo(demo, demoIds.alice, { scope: parseScope(demoScopes.data) })).toBe(false);
});

it('refuses a narrower scope at which the role cannot stand', async () => {
  const { id } = await activate(demo.ledger, {
    principalId: demoIds.ivan,
    roleDefinitionId: demoRoles.securityOperator,
    scope: ROOT,
  });
  const decided = outcomeOf(approve(demo.ledger, as('judy'), id, production));
  expect(await decided).toBe('scopeDoesNotMatchRoleDefinition');
  expect(await outcomeOf(approve(demo.ledger, as('judy'), id))).toBe('done');
});

it('refuses what would be active twice after a narrower grant', async () => {
  const owner = { roleDefinitionId: demoRoles.owner };
  const web = parseScope(demoScopes.web);
  const wide = await activate(demo.ledger, owner);
  const narrow = await activate(demo.ledger, { ...owner, scope: web });
  expect(await outcomeOf(approve(demo.ledger, as('bob'), narrow.id))).toBe('done');
  expect(await outcomeOf(approve(demo.ledger, as('bob'), wide.id, web))).toBe('assignmentExists');
  expect(await outcomeOf(approve(demo.ledger, as('bob'), wide.id))).toBe('done');
});
