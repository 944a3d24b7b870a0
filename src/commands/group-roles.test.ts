import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  approvalBy,
  approve,
  asks,
  assign,
  caller,
  introduce,
  mayDo,
  outcomeOf,
  production,
  RESTART,
  setRule,
  webServer,
} from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import { groupScope } from '../domain/group/group-scope.ts';
import { ROOT } from '../domain/scope.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import { addGroupMember, removeGroupMember } from './change-group-members.ts';
import { addGroupOwner } from './change-owners.ts';
import { createDenyAssignment } from './create-deny-assignment.ts';
import { deleteGroup } from './delete-group.ts';
import { disablePrincipal } from './disable-principal.ts';
import { submitScheduleRequest } from './submit-schedule-request.ts';

const { mallory, oscar, judy, bob } = demoIds;
const { groupMember, groupOwner, contributor, reader } = demoRoles;

let demo: DemoLedger;
let operators: string;
beforeEach(async () => {
  demo = await demoLedger();
  operators = await introduce(demo.ledger, 'group', 'Operators');
});
afterEach(() => demo.ledger.close());

const membership = (principalId = mallory, groupId = operators) =>
  ({ principalId, roleDefinitionId: groupMember, scope: groupScope(groupId) }) as const;
const ownership = (principalId: string) => ({ ...membership(principalId), roleDefinitionId: groupOwner }) as const;
const may = (principalId = mallory) => mayDo(demo, principalId);
const mayAt = (after: string) =>
  demo.accessIndex.decide(
    { principalId: mallory, action: RESTART, scope: webServer },
    demo.clock().add(Temporal.Duration.from(after)),
  ).allowed;
const endOf = async (id: string) => (await demo.ledger.read((tx) => scheduleById(tx, id)))?.endAt?.toString();
const submit = (by = as('grace'), over: Parameters<typeof asks>[0] = {}) =>
  outcomeOf(submitScheduleRequest(demo.ledger, by, asks({ duration: 'P10D', ...over }), randomUUID));

/** The group holds Contributor on Production, and Mallory may join it. */
async function operatorsContribute() {
  await assign(demo.ledger, { principalId: operators, roleDefinitionId: contributor, kind: 'active' });
  await assign(demo.ledger, { ...membership(), kind: 'eligible' });
}

describe('an activated membership', () => {
  beforeEach(operatorsContribute);

  it('gives what the group has, from its start to its end, with no timer', async () => {
    expect(await may()).toBe(false);
    await activate(demo.ledger, membership());
    expect(await may()).toBe(true);
    expect([mayAt('PT1H59M'), mayAt('PT2H'), mayAt('PT3H')]).toEqual([true, false, false]);
    demo.clock.advance('PT2H');
    expect(await may()).toBe(false);
  });

  it('gives nothing before a start to come', async () => {
    const startAt = demo.clock().add({ hours: 1 });
    const expiration = { type: 'afterDuration', duration: 'PT2H' } as const;
    await activate(demo.ledger, { ...membership(), schedule: { startAt, expiration } });
    expect([mayAt('PT0S'), mayAt('PT59M'), mayAt('PT1H'), mayAt('PT3H')]).toEqual([false, false, true, false]);
    expect(await may()).toBe(false);
    demo.clock.advance('PT1H');
    expect(await may()).toBe(true);
  });

  it('reaches what the groups around the group have, and what they are given meanwhile', async () => {
    const outer = await introduce(demo.ledger, 'group', 'Outer');
    await activate(demo.ledger, membership());
    await addGroupMember(demo.ledger, as('grace'), outer, operators);
    await assign(demo.ledger, { principalId: outer, roleDefinitionId: demoRoles.owner, kind: 'active' });
    const question = { action: 'Microsoft.Authorization/roleAssignments/write', scope: webServer };
    expect(await mayDo(demo, mallory, question)).toBe(true);
    await removeGroupMember(demo.ledger, as('grace'), outer, operators);
    expect(await mayDo(demo, mallory, question)).toBe(false);
    expect(await may()).toBe(true);
  });

  it('gives nothing of a disabled group', async () => {
    await activate(demo.ledger, membership());
    await disablePrincipal(demo.ledger, as('grace'), operators);
    expect(await may()).toBe(false);
  });

  it('ends when its holder says so, and when the eligibility is removed', async () => {
    await activate(demo.ledger, membership());
    demo.clock.advance('PT10M');
    expect(await submit(caller(mallory), { ...membership(), type: 'selfDeactivate' })).toBe('done');
    expect(await may()).toBe(false);
    await activate(demo.ledger, membership());
    expect(await submit(as('grace'), { ...membership(), type: 'adminRemove', kind: 'eligible' })).toBe('done');
    expect(await may()).toBe(false);
  });

  it('leaves what the same person has otherwise', async () => {
    await addGroupMember(demo.ledger, as('grace'), operators, mallory);
    await activate(demo.ledger, membership());
    demo.clock.advance('PT2H');
    expect(await may()).toBe(true);
  });

  it('is denied what the group is denied, for its time alone; the index and the facts agree', async () => {
    await assign(demo.ledger, { principalId: mallory, roleDefinitionId: contributor, kind: 'active' });
    const actions = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
    await createDenyAssignment(demo.ledger, as('grace'), {
      id: randomUUID(),
      name: 'Freeze',
      description: null,
      permissions: [{ actions: ['*'], ...actions }],
      scope: production,
      doNotApplyToChildScopes: false,
      principals: [{ id: operators, kind: 'group' }],
      excludePrincipals: [],
      condition: null,
    });
    expect(await may()).toBe(true);
    await activate(demo.ledger, membership());
    expect(await may()).toBe(false);
    expect([mayAt('PT1H'), mayAt('PT2H')]).toEqual([false, true]);
    demo.clock.advance('PT2H');
    expect(await may()).toBe(true);
  });
});

describe('what one is eligible for through a membership', () => {
  beforeEach(async () => {
    await assign(demo.ledger, { principalId: operators, roleDefinitionId: contributor, kind: 'eligible' });
    await assign(demo.ledger, { ...membership(), kind: 'eligible' });
  });
  const role = { principalId: mallory, roleDefinitionId: contributor } as const;

  it('is there while the membership lasts', async () => {
    expect(await outcomeOf(activate(demo.ledger, role))).toBe('policyRulesUnmet eligibility');
    await activate(demo.ledger, membership());
    expect(await outcomeOf(activate(demo.ledger, { ...role, duration: 'PT1H' }))).toBe('done');
    demo.clock.advance('PT2H');
    expect(await outcomeOf(activate(demo.ledger, role))).toBe('policyRulesUnmet eligibility');
  });

  it('is refused beyond the end of the membership, rather than shortened', async () => {
    await activate(demo.ledger, membership());
    expect(await outcomeOf(activate(demo.ledger, { ...role, duration: 'PT2H1M' }))).toBe('policyRulesUnmet expiration');
    const startAt = demo.clock().add({ hours: 3 });
    const expiration = { type: 'afterDuration', duration: 'PT1H' } as const;
    expect(await outcomeOf(activate(demo.ledger, { ...role, schedule: { startAt, expiration } }))).toBe(
      'policyRulesUnmet eligibility',
    );
  });

  it('ends with a membership that ends earlier', async () => {
    await activate(demo.ledger, membership());
    await activate(demo.ledger, { ...role, duration: 'PT1H' });
    demo.clock.advance('PT10M');
    expect(await may()).toBe(true);
    expect(await submit(caller(mallory), { ...membership(), type: 'selfDeactivate' })).toBe('done');
    expect(await may()).toBe(false);
  });

  it('is cut with a membership that is cut, along a chain of groups', async () => {
    const second = await introduce(demo.ledger, 'group', 'Second');
    await assign(demo.ledger, { principalId: second, roleDefinitionId: reader, kind: 'eligible' });
    await assign(demo.ledger, { ...membership(operators, second), kind: 'eligible' });
    await activate(demo.ledger, membership());
    const next = await activate(demo.ledger, { ...membership(mallory, second), duration: 'PT90M' });
    const read = await activate(demo.ledger, { principalId: mallory, roleDefinitionId: reader, duration: 'PT80M' });
    const endAt = demo.clock().add({ hours: 1 });
    const expiration = { type: 'afterDateTime', endAt } as const;
    const shorter = { startAt: null, expiration };
    expect(
      await submit(as('grace'), { ...membership(), type: 'adminUpdate', kind: 'eligible', schedule: shorter }),
    ).toBe('done');
    expect([await endOf(next.id), await endOf(read.id)]).toEqual([endAt.toString(), endAt.toString()]);
  });

  async function waitingForBob(duration: string): Promise<string> {
    const byBob = approvalBy({ kind: 'user', id: bob });
    await setRule(demo.ledger, contributor, production, 'Approval_EndUser_Assignment', byBob);
    await activate(demo.ledger, membership());
    return (await activate(demo.ledger, { ...role, duration })).id;
  }

  it('closes what waits for approval when the membership has ended', async () => {
    const id = await waitingForBob('PT1H');
    demo.clock.advance('PT2H');
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('approvalClosed');
  });

  it('is not more than the membership leaves when it is approved late', async () => {
    const id = await waitingForBob('PT2H');
    demo.clock.advance('PT30M');
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('moreThanAsked');
  });
});

describe('approval of a membership', () => {
  beforeEach(async () => {
    await addGroupOwner(demo.ledger, as('grace'), operators, judy);
    await setRule(demo.ledger, groupMember, groupScope(operators), 'Approval_EndUser_Assignment', approvalBy());
    await assign(demo.ledger, { ...membership(), kind: 'eligible' });
  });

  it('is for the owners of the group where nobody is named', async () => {
    const { id } = await activate(demo.ledger, membership());
    expect(await outcomeOf(approve(demo.ledger, as('grace'), id))).toBe('notAnApprover');
    expect(await outcomeOf(approve(demo.ledger, as('judy'), id))).toBe('done');
  });

  it('is for owners for a time while they are, and never for themselves', async () => {
    await assign(demo.ledger, { ...ownership(oscar), kind: 'eligible' });
    await assign(demo.ledger, { ...membership(oscar), kind: 'eligible' });
    const first = await activate(demo.ledger, membership());
    expect(await outcomeOf(approve(demo.ledger, as('oscar'), first.id))).toBe('notAnApprover');
    await activate(demo.ledger, ownership(oscar));
    const own = await activate(demo.ledger, membership(oscar));
    expect(await outcomeOf(approve(demo.ledger, as('oscar'), own.id))).toBe('ownRequest');
    expect(await outcomeOf(approve(demo.ledger, as('oscar'), first.id))).toBe('done');
    await submit(as('grace'), { ...membership(), type: 'adminRemove', kind: 'active' });
  });

  it('is refused to a policy that nobody could satisfy', async () => {
    const alone = await introduce(demo.ledger, 'group', 'Alone');
    const rule = approvalBy();
    const write = setRule(demo.ledger, groupMember, groupScope(alone), 'Approval_EndUser_Assignment', rule);
    expect(await outcomeOf(write)).toBe('policyWithoutApprover');
  });
});

describe('approvers in a group', () => {
  it('count while they are members by activation', async () => {
    await assign(demo.ledger, { ...membership(oscar), kind: 'eligible' });
    await setRule(
      demo.ledger,
      contributor,
      production,
      'Approval_EndUser_Assignment',
      approvalBy({ kind: 'group', id: operators }),
    );
    const { id } = await activate(demo.ledger);
    expect(await outcomeOf(approve(demo.ledger, as('oscar'), id))).toBe('notAnApprover');
    await activate(demo.ledger, membership(oscar));
    expect(await outcomeOf(approve(demo.ledger, as('oscar'), id))).toBe('done');
  });
});

describe('who says who is in a group', () => {
  const asEligible = () => ({ ...membership(), kind: 'eligible', type: 'adminAssign' }) as const;

  it('administrators of people, and the owners, also those for a time, while the group has no power', async () => {
    await assign(demo.ledger, { principalId: judy, roleDefinitionId: demoRoles.userAdministrator, scope: ROOT });
    await addGroupOwner(demo.ledger, as('grace'), operators, bob);
    await assign(demo.ledger, { ...ownership(oscar), kind: 'eligible' });
    expect(await submit(as('oscar'), asEligible())).toBe('notPermitted');
    await activate(demo.ledger, ownership(oscar));
    for (const [name, principalId] of [
      ['judy', mallory],
      ['bob', judy],
      ['oscar', bob],
    ] as const) {
      expect(await submit(as(name), { ...asEligible(), principalId }), name).toBe('done');
    }
    expect(await submit(caller(mallory), asEligible())).toBe('notPermitted');
  });

  it('privileged administrators alone, once it has power; so that nobody gives themselves what the group has', async () => {
    await assign(demo.ledger, { principalId: judy, roleDefinitionId: demoRoles.userAdministrator, scope: ROOT });
    await assign(demo.ledger, {
      principalId: oscar,
      roleDefinitionId: demoRoles.privilegedRoleAdministrator,
      scope: ROOT,
    });
    await addGroupOwner(demo.ledger, as('grace'), operators, bob);
    await assign(demo.ledger, { principalId: operators, roleDefinitionId: contributor, kind: 'eligible' });
    for (const name of ['judy', 'bob'] as const)
      expect(await submit(as(name), asEligible()), name).toBe('notPermitted');
    expect(await submit(as('oscar'), asEligible())).toBe('done');
  });

  it('Global Administrators alone, where the group may become one, also by a group that it may join', async () => {
    await assign(demo.ledger, {
      principalId: oscar,
      roleDefinitionId: demoRoles.privilegedRoleAdministrator,
      scope: ROOT,
    });
    const top = await introduce(demo.ledger, 'group', 'Top');
    await assign(demo.ledger, { ...membership(operators, top), kind: 'eligible' });
    await assign(demo.ledger, {
      principalId: top,
      roleDefinitionId: demoRoles.globalAdministrator,
      scope: ROOT,
      kind: 'eligible',
    });
    expect(await submit(as('oscar'), asEligible())).toBe('notPermitted');
    expect(await submit(as('grace'), asEligible())).toBe('done');
    // and whoever may become a member is out of reach of those who reset credentials
    await assign(demo.ledger, { principalId: judy, roleDefinitionId: demoRoles.userAdministrator, scope: ROOT });
    expect(await outcomeOf(disablePrincipal(demo.ledger, as('judy'), mallory))).toBe('protectedPrincipal');
  });
});

describe('refuses', () => {
  it('a group as an active member, a condition, a scope that is no group, and a role that is none of a group', async () => {
    const inner = await introduce(demo.ledger, 'group', 'Inner');
    const as0 = as('grace');
    expect(await submit(as0, { ...membership(inner), type: 'adminAssign' })).toBe('principalTypeMismatch');
    expect(await submit(as0, { ...membership(operators), type: 'adminAssign', kind: 'eligible' })).toBe(
      'membershipCycle',
    );
    expect(await submit(as0, { ...membership(inner), type: 'adminAssign', kind: 'eligible' })).toBe('done');
    expect(await submit(as0, { ...membership(inner), type: 'adminUpdate', kind: 'active' })).not.toBe('done');
    const condition = { text: "@Resource[a:b] StringEquals 'c'", version: '2.0' };
    expect(await submit(as0, { ...membership(), type: 'adminAssign', kind: 'eligible', condition })).toBe(
      'conditionInvalid',
    );
    const elsewhere = { type: 'adminAssign', kind: 'eligible', principalId: mallory } as const;
    expect(await submit(as0, { ...elsewhere, roleDefinitionId: groupMember, scope: production })).not.toBe('done');
    expect(await submit(as0, { ...elsewhere, roleDefinitionId: contributor, scope: groupScope(operators) })).not.toBe(
      'done',
    );
    expect(await submit(as0, { ...elsewhere, ...membership(mallory, randomUUID()) })).toBe('scopeNotFound');
  });

  it('to delete a group that somebody may join', async () => {
    await assign(demo.ledger, { ...membership(), kind: 'eligible' });
    expect(await outcomeOf(deleteGroup(demo.ledger, as('grace'), operators))).toBe('groupInUse');
  });

  it('to end the membership by which the last administrator is one', async () => {
    const allowed = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
    await setRule(demo.ledger, groupMember, groupScope(operators), 'Expiration_Admin_Assignment', allowed);
    const noEnd = { startAt: null, expiration: { type: 'noExpiration' } } as const;
    const { globalAdministrator } = demoRoles;
    await assign(demo.ledger, { ...membership(), kind: 'active', schedule: noEnd });
    await setRule(demo.ledger, globalAdministrator, ROOT, 'Expiration_Admin_Assignment', allowed);
    await assign(demo.ledger, {
      principalId: operators,
      roleDefinitionId: globalAdministrator,
      scope: ROOT,
      schedule: noEnd,
    });
    const remove = (over: object) =>
      submit(caller(mallory), {
        type: 'adminRemove',
        kind: 'active',
        roleDefinitionId: globalAdministrator,
        scope: ROOT,
        ...over,
      });
    for (const principalId of [demoIds.grace, demoIds.heidi]) await remove({ principalId });
    expect(await remove(membership())).toBe('lastAdministrator');
  });
});
