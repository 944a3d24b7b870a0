import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  approvalBy,
  approve,
  assign,
  mayDo,
  outcomeOf,
  production,
  setRule,
} from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import type { ApprovalRule, Enablement } from '../domain/policy/policy.ts';
import { parseScope, type Scope } from '../domain/scope.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { registerScope } from './register-scope.ts';
import { removeRoleManagementPolicy } from './remove-role-management-policy.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(async () => {
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await demo.ledger.close();
});

const owner = { roleDefinitionId: demoRoles.owner } as const;
const nordwind = parseScope(demoScopes.managementGroup);
const web = parseScope(demoScopes.web);
const byBob = approvalBy({ kind: 'user', id: demoIds.bob });

function enabling(roleId: string, scope: Scope, ...enabled: Enablement[]): Promise<unknown> {
  return setRule(demo.ledger, roleId, scope, 'Enablement_EndUser_Assignment', { kind: 'enablement', enabled });
}

async function statusOf(id: string): Promise<string | undefined> {
  return (await demo.ledger.read((reader) => requestById(reader, id)))?.status;
}

async function closings() {
  const entries = await demo.ledger.entriesAfter(0, 1000);
  return entries.flatMap(({ event, actorId }) =>
    event.type === 'scheduleRequest.canceled' ? [{ ...event, actorId }] : [],
  );
}

describe('settings that become stricter', () => {
  it('close what waits at once, with the reason, and nobody can approve it any more', async () => {
    const { id } = await activate(demo.ledger, owner);
    await enabling(demoRoles.owner, production, 'justification', 'ticketing', 'multiFactorAuthentication');
    expect(await statusOf(id)).toBe('canceled');
    expect(await closings()).toMatchObject([
      { requestId: id, reason: 'policyChanged', canceledById: demoIds.grace, actorId: demoIds.grace },
    ]);
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('approvalClosed');
    expect(await mayDo(demo, demoIds.alice)).toBe(false);
  });
  it('close what waits below the scope at which they are written, and nothing else', async () => {
    const narrow = await activate(demo.ledger, { ...owner, scope: web });
    await setRule(demo.ledger, demoRoles.contributor, production, 'Approval_EndUser_Assignment', byBob);
    const other = await activate(demo.ledger);
    await enabling(demoRoles.owner, production, 'justification', 'ticketing', 'multiFactorAuthentication');
    expect([await statusOf(narrow.id), await statusOf(other.id)]).toEqual(['canceled', 'pendingApproval']);
  });
  it('leave alone what a policy nearer by governs', async () => {
    await setRule(demo.ledger, demoRoles.owner, web, 'Approval_EndUser_Assignment', byBob);
    const { id } = await activate(demo.ledger, { ...owner, scope: web });
    await enabling(demoRoles.owner, production, 'justification', 'ticketing', 'multiFactorAuthentication');
    expect(await statusOf(id)).toBe('pendingApproval');
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('done');
  });
  it('also by the removal of looser ones', async () => {
    await enabling(demoRoles.contributor, nordwind, 'justification', 'ticketing');
    await setRule(demo.ledger, demoRoles.contributor, production, 'Approval_EndUser_Assignment', byBob);
    await enabling(demoRoles.contributor, production, 'justification');
    const { id } = await activate(demo.ledger);
    await setRule(demo.ledger, demoRoles.contributor, nordwind, 'Approval_EndUser_Assignment', byBob);
    expect(await statusOf(id)).toBe('pendingApproval');
    const address = { scope: production, roleDefinitionId: demoRoles.contributor };
    await removeRoleManagementPolicy(demo.ledger, as('grace'), address);
    expect(await statusOf(id)).toBe('canceled');
  });
  it('are found at the decision, where a move brought them', async () => {
    const strict = '/providers/Microsoft.Management/managementGroups/strict';
    await registerScope(demo.ledger, as('grace'), { path: strict, displayName: 'Strict', parent: nordwind });
    await enabling(demoRoles.contributor, parseScope(strict), 'justification', 'multiFactorAuthentication');
    await setRule(demo.ledger, demoRoles.contributor, parseScope(strict), 'Approval_EndUser_Assignment', byBob);
    await setRule(demo.ledger, demoRoles.contributor, nordwind, 'Approval_EndUser_Assignment', byBob);
    const { id } = await activate(demo.ledger);
    const { production: path } = demoScopes;
    await registerScope(demo.ledger, as('grace'), { path, displayName: 'Production', parent: strict });
    expect(await statusOf(id)).toBe('pendingApproval');
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('approvalClosed');
    expect(await statusOf(id)).toBe('canceled');
    expect(await closings()).toMatchObject([
      { requestId: id, reason: 'policyChanged', canceledById: null, actorId: demoIds.bob },
    ]);
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('approvalClosed');
  });
});

describe('settings that become looser', () => {
  it('leave the rules of the submission as they were', async () => {
    const rule = approvalBy({ kind: 'group', id: demoIds.accessApprovers }) as ApprovalRule;
    const two = { ...rule, stages: [{ ...rule.stages[0], approvalsNeeded: 2 }] } as ApprovalRule;
    await setRule(demo.ledger, demoRoles.owner, production, 'Approval_EndUser_Assignment', two);
    const { id } = await activate(demo.ledger, owner);
    await setRule(demo.ledger, demoRoles.owner, production, 'Approval_EndUser_Assignment', rule);
    expect(await outcomeOf(approve(demo.ledger, as('bob'), id))).toBe('done');
    expect(await statusOf(id)).toBe('pendingApproval');
    expect(await outcomeOf(approve(demo.ledger, as('carol'), id))).toBe('done');
    expect(await statusOf(id)).toBe('provisioned');
  });
  it('leave approval to be given, where none is asked for any more', async () => {
    const { id } = await activate(demo.ledger, owner);
    const none = { ...approvalBy(), isRequired: false } as ApprovalRule;
    await setRule(demo.ledger, demoRoles.owner, production, 'Approval_EndUser_Assignment', none);
    expect(await statusOf(id)).toBe('pendingApproval');
    expect(await outcomeOf(approve(demo.ledger, as('dave'), id))).toBe('done');
  });
});

describe('the quality of a justification', () => {
  beforeEach(() =>
    setRule(demo.ledger, demoRoles.contributor, production, 'Justification_EndUser_Assignment', {
      kind: 'justificationQuality',
      minimumLength: 12,
      refusedPhrases: ['need admin access'],
      ticketPattern: 'IR-[0-9]{4}-[0-9]{4}',
    }),
  );
  it.each([
    ['says what and why', 'Triage of IR-2026-0142', 'IR-2026-0142', 'done'],
    ['is too short', 'Triage', 'IR-2026-0142', 'policyRulesUnmet justificationQuality'],
    ['is refused', 'I NEED  admin-access now', 'IR-2026-0142', 'policyRulesUnmet justificationQuality'],
    ['has another ticket', 'Triage of a problem', 'JIRA-1', 'policyRulesUnmet ticketPattern'],
    ['has all of it wrong', 'need admin access', 'x', 'policyRulesUnmet justificationQuality ticketPattern'],
    ['is missing', ' ', 'IR-2026-0142', 'policyRulesUnmet justification'],
  ])('%s', async (_, justification, number, expected) => {
    expect(await outcomeOf(activate(demo.ledger, { justification, ticket: { number, system: null } }))).toBe(expected);
  });
  it('does not bind administrators who assign', async () => {
    const eligible = { kind: 'eligible', principalId: demoIds.mallory, justification: 'new' } as const;
    expect(await outcomeOf(assign(demo.ledger, eligible))).toBe('done');
  });
});
