import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, assign, introduce, mayDo, production, RESTART, webServer } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { removeGroupMember } from '../commands/change-group-members.ts';
import { addGroupOwner, removeGroupOwner } from '../commands/change-owners.ts';
import { disablePrincipal } from '../commands/disable-principal.ts';
import { registerScope } from '../commands/register-scope.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { attributesFrom } from '../domain/condition/attributes-from.ts';
import { groupScope } from '../domain/group/group-scope.ts';
import { parseScope } from '../domain/scope.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { openAccessIndex } from './access-index.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const { alice, erin, mallory } = demoIds;
const READ_BLOB = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';

describe('follows the ledger', () => {
  it('from the state that it is opened on', async () => {
    await activate(demo.ledger);
    const accessIndex = await openAccessIndex(demo.ledger);
    expect(await mayDo({ ...demo, accessIndex }, alice)).toBe(true);
  });

  it('without a gap when commands are committed while it is opened', async () => {
    // as from a database at the other end of a wire: other work goes on between two queries
    const slow: Ledger = {
      ...demo.ledger,
      read: (work) =>
        demo.ledger.read((reader) =>
          work({
            ...reader,
            async query(build) {
              const rows = await reader.query(build);
              for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
              return rows;
            },
          }),
        ),
    };
    const opening = openAccessIndex(slow);
    const late = await introduce(demo.ledger, 'user', 'Late');
    await assign(demo.ledger, { principalId: late });
    await activate(demo.ledger);
    await removeGroupMember(demo.ledger, as('grace'), demoIds.platformEngineers, alice);
    const accessIndex = await opening;
    expect(await mayDo({ ...demo, accessIndex }, late)).toBe(true);
    expect(await mayDo({ ...demo, accessIndex }, alice)).toBe(false);
  });

  it('when a scope gets another parent', async () => {
    await assign(demo.ledger, { principalId: mallory, scope: parseScope(demoScopes.managementGroup) });
    expect(await mayDo(demo, mallory)).toBe(true);
    const other = '/providers/Microsoft.Management/managementGroups/other';
    await registerScope(demo.ledger, as('grace'), { path: other, displayName: 'Other', parent: null });
    const moved = { path: demoScopes.production, displayName: 'Production', parent: other };
    await registerScope(demo.ledger, as('grace'), moved);
    expect(await mayDo(demo, mallory)).toBe(false);
  });
});

describe('says why not', () => {
  const ask = (principalId: string, action = RESTART, scope = webServer) =>
    demo.accessIndex.decide({ principalId, action, scope }, demo.clock(), true);

  it('of somebody unknown, disabled, or without assignment', async () => {
    expect(ask('nobody')).toMatchObject({ allowed: false, reason: 'principalUnknown' });
    await disablePrincipal(demo.ledger, as('grace'), mallory);
    expect(ask(mallory)).toMatchObject({ allowed: false, reason: 'principalDisabled' });
    expect(ask(alice)).toEqual({ allowed: false, reason: 'noAssignment', considered: [] });
  });
  it('of each schedule', async () => {
    await activate(demo.ledger);
    expect(ask(alice, 'Microsoft.Authorization/roleAssignments/write')).toMatchObject({
      considered: [{ obstacle: 'actionNotInRole', grant: { principalId: alice } }],
    });
    expect(ask(alice, RESTART, parseScope(demoScopes.sandbox))).toMatchObject({
      considered: [{ obstacle: 'otherScope' }],
    });
    demo.clock.advance('PT2H');
    expect(ask(alice)).toMatchObject({ considered: [{ obstacle: 'ended' }] });
  });
});

describe('data actions', () => {
  const container = (name: string) => {
    const none = attributesFrom({});
    const key = 'Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName';
    return { principal: none, request: none, environment: none, resource: attributesFrom({ [key]: name }) };
  };
  const scope = parseScope(demoScopes.storage);

  it('are allowed under the condition of the eligibility', async () => {
    const asked = { principalId: erin, roleDefinitionId: demoRoles.storageBlobDataContributor, scope: production };
    await activate(demo.ledger, asked);
    const ask = (name?: string) => {
      const question = { principalId: erin, action: READ_BLOB, scope };
      const attributes = name === undefined ? {} : { attributes: container(name) };
      return demo.accessIndex.decide({ ...question, ...attributes }, demo.clock()).allowed;
    };
    expect(ask('foo_storage_container')).toBe(true);
    expect(ask('FOO_storage_container')).toBe(true);
    expect(ask('another')).toBe(false);
    expect(ask()).toBe(false);
  });
  it('are not given by control actions, whether the question says that it is about one or not', async () => {
    await activate(demo.ledger);
    const question = { principalId: alice, action: READ_BLOB, scope: production };
    const ask = (over: object) => demo.accessIndex.decide({ ...question, ...over }, demo.clock()).allowed;
    expect(ask({})).toBe(false);
    expect(ask({ isDataAction: true })).toBe(false);
  });
});

describe('the roles of a group', () => {
  const scope = groupScope(demoIds.platformEngineers);
  const holds = async (principalId: string, role: string) => {
    const asked = { principalId, roleDefinitionIds: [role], scope };
    const answers = [demo.accessIndex, await openAccessIndex(demo.ledger)].map(
      (index) => index.decideRoleAtMs(asked, demo.clock().epochMilliseconds).allowed,
    );
    expect(new Set(answers).size).toBe(1);
    return answers[0];
  };
  const member = demoRoles.groupMember;
  const owner = demoRoles.groupOwner;

  it('are held by who is in it for good, also by another group, until they are not', async () => {
    expect(await holds(alice, member)).toBe(true);
    expect(await holds(demoIds.frank, member)).toBe(true);
    expect(await holds(mallory, member)).toBe(false);
    expect(await holds(alice, owner)).toBe(false);
    await removeGroupMember(demo.ledger, as('grace'), demoIds.platformEngineers, alice);
    expect(await holds(alice, member)).toBe(false);
    await disablePrincipal(demo.ledger, as('grace'), demoIds.platformEngineers);
    expect(await holds(demoIds.frank, member)).toBe(false);
  });

  it('are held by who owns it for good', async () => {
    await addGroupOwner(demo.ledger, as('grace'), demoIds.platformEngineers, mallory);
    expect(await holds(mallory, owner)).toBe(true);
    expect(await holds(mallory, member)).toBe(false);
    await removeGroupOwner(demo.ledger, as('grace'), demoIds.platformEngineers, mallory);
    expect(await holds(mallory, owner)).toBe(false);
  });
});
