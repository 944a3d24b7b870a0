import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalBy, assign, caller, introduce, outcomeOf, production, setRule } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { parseScope, ROOT } from '../domain/scope.ts';
import { authorisePrincipalChange } from './authorise-principal-change.ts';
import { addGroupMember } from './change-group-members.ts';
import { createDenyAssignment } from './create-deny-assignment.ts';

let demo: DemoLedger;
const people: Record<string, string> = {};
beforeAll(async () => {
  demo = await demoLedger();
  const { ledger } = demo;
  for (const name of ['global', 'privileged', 'user', 'nobody']) people[name] = await introduce(ledger, 'user', name);
  const roles = {
    global: demoRoles.globalAdministrator,
    privileged: demoRoles.privilegedRoleAdministrator,
    user: demoRoles.userAdministrator,
  };
  for (const [name, roleDefinitionId] of Object.entries(roles)) {
    await assign(ledger, { principalId: idOf(name), roleDefinitionId, scope: ROOT });
  }
});
afterAll(() => demo.ledger.close());

const idOf = (name: string) => people[name] as string;

/** A group with one person in a group in it; the id of the person and of the group. */
async function nested() {
  const [outer, inner, person] = [
    await introduce(demo.ledger, 'group', 'Outer'),
    await introduce(demo.ledger, 'group', 'Inner'),
    await introduce(demo.ledger, 'user', 'Person'),
  ];
  await addGroupMember(demo.ledger, as('grace'), outer, inner);
  await addGroupMember(demo.ledger, as('grace'), inner, person);
  return { outer, inner, person };
}

/** Who may reset the person's credentials, and who may put somebody into the inner group. */
async function reach({ inner, person }: Awaited<ReturnType<typeof nested>>) {
  const resetters: string[] = [];
  const changers: string[] = [];
  for (const name of Object.keys(people)) {
    const reset = demo.ledger.dryRun(({ tx, now }) =>
      authorisePrincipalChange(tx, caller(idOf(name)), { command: 'resetCredentials', principalId: person }, now),
    );
    if ((await outcomeOf(reset)) === 'done') resetters.push(name);
    const change = addGroupMember(demo.ledger, caller(idOf(name)), inner, demoIds.oscar);
    if ((await outcomeOf(change)) === 'done') changers.push(name);
  }
  expect(resetters, 'a group and the people in it are protected alike').toEqual(changers);
  return resetters;
}

describe('who resets credentials and changes members', () => {
  it('is every administrator of people, where there is no power', async () => {
    expect(await reach(await nested())).toEqual(['global', 'privileged', 'user']);
  });

  it('is a privileged administrator, where a group around it is eligible', async () => {
    const group = await nested();
    await assign(demo.ledger, { kind: 'eligible', principalId: group.outer });
    expect(await reach(group)).toEqual(['global', 'privileged']);
  });

  it('is every administrator of people again, once that has ended', async () => {
    const group = await nested();
    await assign(demo.ledger, { kind: 'eligible', principalId: group.outer, duration: 'P1D' });
    demo.clock.advance('PT24H');
    expect(await reach(group)).toEqual(['global', 'privileged', 'user']);
  });

  it('is a privileged administrator, where it decides about a role', async () => {
    const group = await nested();
    const rule = approvalBy({ kind: 'group', id: group.outer }, { kind: 'user', id: demoIds.bob });
    await setRule(demo.ledger, demoRoles.reader, production, 'Approval_EndUser_Assignment', rule);
    expect(await reach(group)).toEqual(['global', 'privileged']);
  });

  it('is a privileged administrator, where a denial makes an exception of it', async () => {
    const group = await nested();
    const none = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
    await createDenyAssignment(demo.ledger, as('grace'), {
      id: randomUUID(),
      name: 'Freeze',
      description: null,
      permissions: [{ actions: ['Contoso.Nothing/things/write'], ...none }],
      scope: parseScope(demoScopes.sandbox),
      doNotApplyToChildScopes: false,
      principals: [{ id: demoIds.mallory, kind: 'user' }],
      excludePrincipals: [{ id: group.outer, kind: 'group' }],
      condition: null,
    });
    expect(await reach(group)).toEqual(['global', 'privileged']);
  });

  it.each([
    ['Global Administrator', demoRoles.globalAdministrator],
    ['Privileged Role Administrator', demoRoles.privilegedRoleAdministrator],
    ['Owner of everything', demoRoles.owner],
  ])('is a Global Administrator alone, where it is eligible for %s', async (_, roleDefinitionId) => {
    const group = await nested();
    await assign(demo.ledger, { kind: 'eligible', principalId: group.outer, roleDefinitionId, scope: ROOT });
    expect(await reach(group)).toEqual(['global']);
  });
});
