import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addServicePrincipalOwner } from '../../src/commands/add-service-principal-owner.ts';
import type { Caller } from '../../src/commands/caller.ts';
import { addGroupMember, removeGroupMember } from '../../src/commands/change-group-members.ts';
import { disablePrincipal } from '../../src/commands/disable-principal.ts';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import { ROOT } from '../../src/domain/scope.ts';
import { rowsOf } from '../../src/ledger/contract/rows-of.ts';
import { as, type DemoLedger, demoLedger } from '../support/demo-ledger.ts';
import {
  activate,
  approvalBy,
  approve,
  asks,
  assign,
  caller,
  deny,
  introduce,
  mayDo,
  outcomeOf,
  production,
  setRule,
} from './story.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const { alice, bob } = demoIds;
const owner = { roleDefinitionId: demoRoles.owner } as const;

/** Owner on Production is approved by these; by the default approvers where there are none. */
function approvedBy(...approvers: Parameters<typeof approvalBy>): Promise<void> {
  return setRule(demo.ledger, demoRoles.owner, production, 'Approval_EndUser_Assignment', approvalBy(...approvers));
}

/** Approving and denying are both refused with the code, on record, and change nothing. */
async function expectRefused(decider: Caller, requestId: string, code: string): Promise<void> {
  const before = await rowsOf(demo.engine);
  const last = demo.ledger.lastSequence();
  expect(await outcomeOf(approve(demo.ledger, decider, requestId))).toBe(code);
  expect(await outcomeOf(deny(demo.ledger, decider, requestId))).toBe(code);
  expect(await rowsOf(demo.engine)).toEqual(before);
  const refused = { type: 'command.refused', command: 'decideApprovalStage', code, target: requestId };
  const actorId = decider.principalId;
  const entries = await demo.ledger.entriesAfter(last, 10);
  expect(entries).toMatchObject([
    { actorId, event: refused },
    { actorId, event: refused },
  ]);
}

describe('nobody decides their own request', () => {
  it('although the policy names them', async () => {
    await approvedBy({ kind: 'user', id: alice }, { kind: 'user', id: bob });
    const { id } = await activate(demo.ledger, owner);
    await expectRefused(as('alice'), id, 'ownRequest');
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('done');
  });

  it('as an administrator of everything', async () => {
    await approvedBy();
    await assign(demo.ledger, { principalId: alice, roleDefinitionId: demoRoles.globalAdministrator, scope: ROOT });
    await assign(demo.ledger, { principalId: alice, roleDefinitionId: demoRoles.owner, scope: ROOT });
    const { id } = await activate(demo.ledger, owner);
    await expectRefused(as('alice'), id, 'ownRequest');
    expect(await outcomeOf(approve(demo.ledger, as('grace'), id))).toBe('done');
  });

  it('as an administrator who puts themself among the approvers', async () => {
    await assign(demo.ledger, { principalId: alice, roleDefinitionId: demoRoles.globalAdministrator, scope: ROOT });
    const { id } = await activate(demo.ledger, owner);
    await addGroupMember(demo.ledger, as('alice'), demoIds.accessApprovers, alice);
    await expectRefused(as('alice'), id, 'ownRequest');
  });

  it('through groups nested three deep, where a circle is refused', async () => {
    const outer = await introduce(demo.ledger, 'group', 'Outer');
    const middle = await introduce(demo.ledger, 'group', 'Middle');
    const inner = await introduce(demo.ledger, 'group', 'Inner');
    await addGroupMember(demo.ledger, as('grace'), outer, middle);
    await addGroupMember(demo.ledger, as('grace'), middle, inner);
    await addGroupMember(demo.ledger, as('grace'), inner, alice);
    await addGroupMember(demo.ledger, as('grace'), inner, bob);
    for (const group of [inner, middle]) {
      expect(await outcomeOf(addGroupMember(demo.ledger, as('grace'), group, outer))).toBe('membershipCycle');
    }
    expect(await outcomeOf(addGroupMember(demo.ledger, as('grace'), inner, inner))).toBe('membershipCycle');

    await approvedBy({ kind: 'group', id: outer });
    const { id } = await activate(demo.ledger, owner);
    await expectRefused(as('alice'), id, 'ownRequest');
    await expectRefused(as('carol'), id, 'notAnApprover');
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('done');
  });

  it('through a service principal that they own', async () => {
    const robot = await introduce(demo.ledger, 'servicePrincipal', 'Deployment robot');
    await addServicePrincipalOwner(demo.ledger, as('grace'), robot, alice);
    await addGroupMember(demo.ledger, as('grace'), demoIds.accessApprovers, robot);
    const { id } = await activate(demo.ledger, owner);
    await expectRefused(caller(robot), id, 'ownRequest');
  });

  it('when a service principal that they own asked for it', async () => {
    const robot = await introduce(demo.ledger, 'servicePrincipal', 'Deployment robot');
    const helper = await introduce(demo.ledger, 'servicePrincipal', 'Helper of the robot');
    await addServicePrincipalOwner(demo.ledger, as('grace'), robot, bob);
    await addServicePrincipalOwner(demo.ledger, as('grace'), robot, helper);
    await addServicePrincipalOwner(demo.ledger, as('grace'), helper, demoIds.securityLeads);
    await assign(demo.ledger, { ...owner, kind: 'eligible', principalId: robot });
    const { id } = await activate(demo.ledger, { ...owner, principalId: robot });
    await expectRefused(as('bob'), id, 'ownRequest');
    await expectRefused(as('dave'), id, 'ownRequest');
    await expectRefused(caller(helper), id, 'ownRequest');
    expect(await outcomeOf(approve(demo.ledger, as('carol'), id))).toBe('done');
    expect(await mayDo(demo, robot)).toBe(true);
  });

  it('with a role that this very request gave', async () => {
    await approvedBy();
    const first = await activate(demo.ledger, owner);
    expect(await outcomeOf(approve(demo.ledger, as('grace'), first.id))).toBe('done');
    expect(
      await mayDo(demo, alice, { action: 'Microsoft.Authorization/roleAssignments/write', scope: production }),
    ).toBe(true);
    await expectRefused(as('alice'), first.id, 'ownRequest');

    // now an Owner, and so a default approver for everybody but herself
    await setRule(demo.ledger, demoRoles.contributor, production, 'Approval_EndUser_Assignment', approvalBy());
    const second = await activate(demo.ledger);
    await expectRefused(as('alice'), second.id, 'ownRequest');
    const others = await activate(demo.ledger, { principalId: demoIds.frank });
    expect(await outcomeOf(approve(demo.ledger, as('alice'), others.id))).toBe('done');
  });

  it('nor asks on behalf of somebody else, to decide it then', async () => {
    const asked = asks({ ...owner, principalId: alice });
    const command = submitScheduleRequest(demo.ledger, as('grace'), asked, randomUUID);
    expect(await outcomeOf(command)).toBe('notPermitted');
  });
});

describe('who may decide is seen at the moment of the decision', () => {
  it('and who left the group can no longer, who entered it can', async () => {
    const { id } = await activate(demo.ledger, owner);
    await removeGroupMember(demo.ledger, as('grace'), demoIds.accessApprovers, demoIds.securityLeads);
    await expectRefused(as('dave'), id, 'notAnApprover');
    await addGroupMember(demo.ledger, as('grace'), demoIds.securityLeads, demoIds.mallory);
    await addGroupMember(demo.ledger, as('grace'), demoIds.accessApprovers, demoIds.securityLeads);
    expect(await outcomeOf(approve(demo.ledger, as('mallory'), id))).toBe('done');
  });

  it('and a disabled group or person decides nothing', async () => {
    const { id } = await activate(demo.ledger, owner);
    await disablePrincipal(demo.ledger, as('grace'), demoIds.securityLeads);
    await expectRefused(as('dave'), id, 'notAnApprover');
    await disablePrincipal(demo.ledger, as('grace'), bob);
    await expectRefused(as('bob'), id, 'principalDisabled');
  });
});
