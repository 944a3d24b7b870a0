import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { AccessIndex } from '../../src/access/access-index.ts';
import type { Caller } from '../../src/commands/caller.ts';
import { createPrincipal } from '../../src/commands/create-principal.ts';
import { decideApprovalStage } from '../../src/commands/decide-approval-stage.ts';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { updateRoleManagementPolicy } from '../../src/commands/update-role-management-policy.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { decideAccess } from '../../src/domain/access/decide-access.ts';
import { weakestAssurance } from '../../src/domain/assurance.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { ApproverReference, Rule, RuleId } from '../../src/domain/policy/policy.ts';
import type { PrincipalKind } from '../../src/domain/principal.ts';
import type { AskedRequest, ScheduleRequest } from '../../src/domain/request/request.ts';
import { parseScope, type Scope } from '../../src/domain/scope.ts';
import { holderFacts } from '../../src/ledger/facts/holder-facts.ts';
import { principalFacts } from '../../src/ledger/facts/principal-facts.ts';
import { scopeChainOf } from '../../src/ledger/facts/scope-facts.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { as } from '../support/demo-ledger.ts';

export const production = parseScope(demoScopes.production);
export const webServer = parseScope(demoScopes.webServer);
export const RESTART = 'Microsoft.Compute/virtualMachines/restart/action';

/** Somebody as the giver of a command, by id. */
export function caller(principalId: string, assurance = weakestAssurance): Caller {
  return { principalId, assurance, correlationId: randomUUID(), origin: 'test' };
}

/** A principal by name for a story: made by Grace, known by its id. */
export async function introduce(ledger: Ledger, kind: PrincipalKind, displayName: string): Promise<string> {
  const id = randomUUID();
  const names = { displayName, userName: null, email: null, issuer: 'https://issuer.example', subject: id };
  await createPrincipal(ledger, as('grace'), { id, kind, ...names });
  return id;
}

/** Alice asks for Contributor on Production for two hours, unless told otherwise. */
export function asks(over: Partial<AskedRequest> & { readonly duration?: string } = {}): AskedRequest {
  const { duration = 'PT2H', ...asked } = over;
  return {
    id: randomUUID(),
    kind: 'active',
    type: 'selfActivate',
    principalId: demoIds.alice,
    roleDefinitionId: demoRoles.contributor,
    scope: production,
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration } },
    justification: 'Triage of IR-2026-0142',
    ticket: { number: 'IR-2026-0142', system: 'Jira' },
    condition: null,
    linkedEligibilityId: null,
    targetScheduleId: null,
    ...asked,
  };
}

/** Submits as the principal itself. */
export function activate(ledger: Ledger, over: Parameters<typeof asks>[0] = {}): Promise<ScheduleRequest> {
  const asked = asks(over);
  return submitScheduleRequest(ledger, caller(asked.principalId), asked, randomUUID);
}

/** Submits as Grace. */
export function assign(ledger: Ledger, over: Parameters<typeof asks>[0]): Promise<ScheduleRequest> {
  const asked = asks({ type: 'adminAssign', duration: 'P30D', ...over });
  return submitScheduleRequest(ledger, as('grace'), asked, randomUUID);
}

export function approve(ledger: Ledger, decider: Caller, requestId: string, scope: Scope | null = null): Promise<void> {
  const asked = { result: 'approved', justification: 'known incident', duration: null, scope } as const;
  return decideApprovalStage(ledger, decider, requestId, asked);
}

export function deny(ledger: Ledger, decider: Caller, requestId: string): Promise<void> {
  const asked = { result: 'denied', justification: 'not now', duration: null, scope: null } as const;
  return decideApprovalStage(ledger, decider, requestId, asked);
}

/** Grace writes one rule of a policy. */
export async function setRule(
  ledger: Ledger,
  roleDefinitionId: string,
  scope: Scope,
  id: RuleId,
  rule: Rule,
): Promise<void> {
  await updateRoleManagementPolicy(ledger, as('grace'), { scope, roleDefinitionId }, new Map([[id, rule]]));
}

/** Approval by these people and groups; by the default approvers where there are none. */
export function approvalBy(...approvers: Pick<ApproverReference, 'kind' | 'id'>[]): Rule {
  return {
    kind: 'approval',
    isRequired: true,
    isRequiredForExtension: false,
    isRequestorJustificationRequired: true,
    stages: [
      {
        window: 'PT24H',
        isApproverJustificationRequired: true,
        approvalsNeeded: 1,
        approvers: approvers.map((approver) => ({ ...approver, description: null })),
      },
    ],
  };
}

/** How a command ended: `done`, or the code of its refusal with the unmet rules. */
export async function outcomeOf(command: Promise<unknown>): Promise<string> {
  try {
    await command;
    return 'done';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, rules = [] } = error.violation;
    return [code, ...rules.map(({ rule }) => rule)].join(' ');
  }
}

/** Whether somebody may do something now, asked of the index and inside a transaction: both must agree. */
export async function mayDo(
  { ledger, accessIndex, clock }: { ledger: Ledger; accessIndex: AccessIndex; clock: () => Temporal.Instant },
  principalId: string,
  { action = RESTART, scope = webServer } = {},
): Promise<boolean> {
  const byIndex = accessIndex.decide({ principalId, action, scope }, clock()).allowed;
  const byFacts = await ledger.dryRun(async ({ tx, now }) => {
    const facts = await principalFacts(tx, principalId, now);
    const holder = facts === null ? undefined : await holderFacts(tx, facts, now);
    const question = { action, isDataAction: false, scopeChain: await scopeChainOf(tx, scope), attributes: null };
    return decideAccess(holder, question, now.epochMilliseconds).allowed;
  });
  expect(byFacts, 'the index and the facts of a transaction agree').toBe(byIndex);
  return byIndex;
}
