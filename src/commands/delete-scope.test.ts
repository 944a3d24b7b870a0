import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate, assign, caller, mayDo, outcomeOf, setRule } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { Refusal } from '../domain/errors.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import { parseScope, ROOT } from '../domain/scope.ts';
import { rowsOf } from '../ledger/contract/rows-of.ts';
import { registeredScope } from '../ledger/facts/scope-facts.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { deleteScope } from './delete-scope.ts';
import { registerScope } from './register-scope.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const remove = (path: string, by = as('grace')) => deleteScope(demo.ledger, by, parseScope(path));

async function messageOf(command: Promise<unknown>): Promise<string> {
  const error = await command.catch((caught: unknown) => caught);
  return error instanceof Refusal ? error.violation.message : 'done';
}

it('deletes what is empty, bottom up, and tells what stands in the way of the rest', async () => {
  expect(await messageOf(remove(demoScopes.development))).toContain('still has children;');
  expect(await messageOf(remove(demoScopes.sandbox))).toBe('done');
  expect(await messageOf(remove(demoScopes.development))).toBe('done');
  expect(await demo.ledger.read((reader) => registeredScope(reader, parseScope(demoScopes.sandbox)))).toBeNull();
  expect(await outcomeOf(remove(demoScopes.sandbox))).toBe('scopeNotFound');
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
});

it('is refused while somebody has a role there or asks for one, also one that is still to come', async () => {
  const scope = parseScope(demoScopes.vault);
  await setRule(demo.ledger, demoRoles.contributor, scope, 'Approval_EndUser_Assignment', {
    kind: 'approval',
    isRequired: true,
    isRequiredForExtension: false,
    isRequestorJustificationRequired: true,
    stages: [{ window: 'PT24H', isApproverJustificationRequired: true, approvalsNeeded: 1, approvers: [] }],
  });
  await activate(demo.ledger, { scope });
  expect(await messageOf(remove(demoScopes.vault))).toContain('still has open requests;');
  const startAt = demo.clock().add({ hours: 24 });
  await assign(demo.ledger, {
    kind: 'eligible',
    scope: parseScope(demoScopes.storage),
    schedule: { startAt, expiration: { type: 'afterDuration', duration: 'P1D' } },
  });
  expect(await messageOf(remove(demoScopes.storage))).toContain('still has assignments or eligibilities;');
  demo.clock.advance('PT48H');
  expect(await outcomeOf(remove(demoScopes.storage))).toBe('done');
});

it('takes the settings with it, and nobody holds anything where it stood', async () => {
  const scope = parseScope(demoScopes.sandbox);
  await setRule(demo.ledger, demoRoles.reader, scope, 'Enablement_EndUser_Assignment', {
    kind: 'enablement',
    enabled: [],
  });
  await remove(demoScopes.sandbox);
  expect((await rowsOf(demo.engine)).get('role_management_policy')?.filter((row) => row['scope'] === scope)).toEqual(
    [],
  );
  expect(await mayDo(demo, demoIds.mallory, { scope })).toBe(false);
  expect(await outcomeOf(assign(demo.ledger, { principalId: demoIds.mallory, scope }))).toBe('scopeNotFound');
});

it('never deletes the root, and needs the right at the scope', async () => {
  expect(await outcomeOf(deleteScope(demo.ledger, as('grace'), ROOT))).toBe('scopeInUse');
  expect(await outcomeOf(remove(demoScopes.sandbox, as('oscar')))).toBe('notPermitted');
  await assign(demo.ledger, {
    principalId: demoIds.mallory,
    roleDefinitionId: wellKnownRoles.contributor,
    scope: parseScope(demoScopes.development),
  });
  expect(await outcomeOf(remove(demoScopes.sandbox, caller(demoIds.mallory)))).toBe('done');
});

it('lets a deleted scope be registered again, under another parent', async () => {
  await remove(demoScopes.sandbox);
  await remove(demoScopes.development);
  expect(await mayDo(demo, demoIds.oscar, { action: 'x/read', scope: parseScope(demoScopes.development) })).toBe(false);
  await registerScope(demo.ledger, as('grace'), { path: demoScopes.development, displayName: 'Again', parent: '/' });
  expect(await mayDo(demo, demoIds.oscar, { action: 'x/read', scope: parseScope(demoScopes.development) })).toBe(false);
});
