import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  assign,
  introduce,
  mayDo,
  outcomeOf,
  production,
  RESTART,
  webServer,
} from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { openAccessIndex } from '../access/access-index.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { type AskedDenyAssignment, EVERYONE } from '../domain/access/deny-assignment.ts';
import { parseScope, ROOT } from '../domain/scope.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { addGroupMember } from './change-group-members.ts';
import { createDenyAssignment } from './create-deny-assignment.ts';
import { deleteDenyAssignment } from './delete-deny-assignment.ts';
import { disablePrincipal } from './disable-principal.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const { alice, mallory, grace, platformEngineers } = demoIds;
const everyone = [{ id: EVERYONE, kind: 'everyone' }] as const;
const noLists = {
  actions: [],
  notActions: [],
  dataActions: [],
  notDataActions: [],
  condition: null,
  conditionVersion: null,
};

function asks(over: Partial<AskedDenyAssignment> = {}): AskedDenyAssignment {
  return {
    id: randomUUID(),
    name: 'Freeze',
    description: null,
    permissions: [{ ...noLists, actions: ['*'], notActions: ['*/read'] }],
    scope: production,
    doNotApplyToChildScopes: false,
    principals: everyone,
    excludePrincipals: [],
    condition: null,
    ...over,
  };
}

async function deny(over: Partial<AskedDenyAssignment> = {}): Promise<string> {
  const asked = asks(over);
  await createDenyAssignment(demo.ledger, as('grace'), asked);
  return asked.id;
}

describe('takes away at once, and gives back at once', () => {
  it('for everyone, whatever their roles are', async () => {
    await activate(demo.ledger);
    expect(await mayDo(demo, alice)).toBe(true);
    const id = await deny();
    expect(await mayDo(demo, alice)).toBe(false);
    expect(await mayDo(demo, grace)).toBe(false);
    expect(await mayDo(demo, grace, { action: 'Microsoft.Compute/virtualMachines/read' })).toBe(true);
    expect(
      demo.accessIndex.decide({ principalId: alice, action: RESTART, scope: webServer }, demo.clock()),
    ).toMatchObject({ allowed: false, reason: 'denied', by: { id, name: 'Freeze' } });
    await deleteDenyAssignment(demo.ledger, as('grace'), id);
    expect(await mayDo(demo, alice)).toBe(true);
    expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  });

  it('for a group, also nested, also when it is disabled or joined later', async () => {
    await assign(demo.ledger, { principalId: mallory });
    await assign(demo.ledger, { principalId: demoIds.frank });
    await deny({ principals: [{ id: platformEngineers, kind: 'group' }] });
    expect(await mayDo(demo, demoIds.frank)).toBe(false);
    expect(await mayDo(demo, mallory)).toBe(true);
    await addGroupMember(demo.ledger, as('grace'), platformEngineers, mallory);
    expect(await mayDo(demo, mallory)).toBe(false);
    await disablePrincipal(demo.ledger, as('grace'), platformEngineers);
    expect(await mayDo(demo, mallory)).toBe(false);
    expect(await mayDo(demo, demoIds.frank)).toBe(false);
  });

  it('not for the excluded, unless the group that excepts them is disabled', async () => {
    await assign(demo.ledger, { principalId: demoIds.frank });
    await deny({ excludePrincipals: [{ id: platformEngineers, kind: 'group' }] });
    expect(await mayDo(demo, demoIds.frank)).toBe(true);
    await disablePrincipal(demo.ledger, as('grace'), platformEngineers);
    expect(await mayDo(demo, demoIds.frank)).toBe(false);
  });

  it('in an index that is opened on it', async () => {
    await activate(demo.ledger);
    await deny();
    const accessIndex = await openAccessIndex(demo.ledger);
    expect(await mayDo({ ...demo, accessIndex }, alice)).toBe(false);
  });

  it('at its scope and below, and nowhere else', async () => {
    const asked = { roleDefinitionId: demoRoles.owner, scope: ROOT, duration: 'P1D' };
    await assign(demo.ledger, { principalId: mallory, ...asked });
    await deny({ scope: parseScope(demoScopes.web) });
    expect(await mayDo(demo, mallory)).toBe(false);
    expect(await mayDo(demo, mallory, { scope: parseScope(demoScopes.storage) })).toBe(true);
    expect(await mayDo(demo, mallory, { scope: production })).toBe(true);
  });
});

describe('in what commands allow', () => {
  it('refuses an administrator of resources what is denied, and no directory administrator', async () => {
    await deny({
      permissions: [{ ...noLists, actions: ['Microsoft.Authorization/roleAssignments/write'] }],
      scope: ROOT,
    });
    expect(await outcomeOf(assign(demo.ledger, { principalId: mallory }))).toBe('notPermitted');
    expect(
      await outcomeOf(
        assign(demo.ledger, { principalId: mallory, roleDefinitionId: demoRoles.securityOperator, scope: ROOT }),
      ),
    ).toBe('done');
  });

  it('lets nobody lift one who does not administer the directory, not even an owner', async () => {
    const owner = await introduce(demo.ledger, 'user', 'Owner');
    await assign(demo.ledger, { principalId: owner, roleDefinitionId: demoRoles.owner, scope: ROOT });
    const id = await deny();
    const by = { ...as('grace'), principalId: owner };
    expect(await outcomeOf(deleteDenyAssignment(demo.ledger, by, id))).toBe('notPermitted');
    expect(await outcomeOf(createDenyAssignment(demo.ledger, by, asks()))).toBe('notPermitted');
  });

  it('never locks the directory administrator out', async () => {
    const id = await deny({
      permissions: [{ ...noLists, actions: ['*'], dataActions: ['*'] }],
      scope: ROOT,
      principals: everyone,
    });
    expect(await mayDo(demo, grace, { action: 'Microsoft.Compute/virtualMachines/read' })).toBe(false);
    await deleteDenyAssignment(demo.ledger, as('grace'), id);
    expect(await mayDo(demo, grace)).toBe(true);
  });
});

describe('is refused', () => {
  it.each<[string, Partial<AskedDenyAssignment>, string]>([
    ['without a name', { name: ' ' }, 'valueInvalid'],
    ['without operations', { permissions: [] }, 'valueInvalid'],
    ['with exceptions only', { permissions: [{ ...noLists, notActions: ['*'] }] }, 'valueInvalid'],
    ['with an operation that is none', { permissions: [{ ...noLists, actions: ['a b'] }] }, 'valueInvalid'],
    ['with a condition that cannot be read', { condition: { text: '(', version: '2.0' } }, 'conditionInvalid'],
    ['for nobody', { principals: [] }, 'valueInvalid'],
    ['for somebody unknown', { principals: [{ id: randomUUID(), kind: 'user' }] }, 'principalNotFound'],
    ['for somebody of another kind', { principals: [{ id: alice, kind: 'group' }] }, 'principalNotFound'],
    ['for everyone by another id', { principals: [{ id: alice, kind: 'everyone' }] }, 'principalNotFound'],
    ['for everyone by a wrong word', { principals: [{ id: EVERYONE, kind: 'user' }] }, 'principalNotFound'],
    ['where everyone is excluded', { excludePrincipals: everyone }, 'valueInvalid'],
    [
      'at a scope that is not there',
      { scope: parseScope(`${demoScopes.production}/resourceGroups/x`) },
      'scopeNotFound',
    ],
  ])('%s', async (_, over, code) => {
    expect(await outcomeOf(createDenyAssignment(demo.ledger, as('grace'), asks(over)))).toBe(code);
  });

  it('twice under one id, and to lift one that is not there', async () => {
    const id = await deny();
    expect(await outcomeOf(createDenyAssignment(demo.ledger, as('grace'), asks({ id })))).toBe('alreadyExists');
    expect(await outcomeOf(deleteDenyAssignment(demo.ledger, as('grace'), randomUUID()))).toBe(
      'denyAssignmentNotFound',
    );
  });
});
