import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decideApprovalStage } from '../../src/commands/decide-approval-stage.ts';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import type { AskedRequest } from '../../src/domain/request/request.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { as, type DemoLedger, demoLedger } from '../support/demo-ledger.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

function activation(over: Partial<AskedRequest> = {}): AskedRequest {
  return {
    id: randomUUID(),
    kind: 'active',
    type: 'selfActivate',
    principalId: demoIds.alice,
    roleDefinitionId: demoRoles.owner,
    scope: parseScope(demoScopes.production),
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT2H' } },
    justification: 'Triage of IR-2026-0142',
    ticket: { number: 'IR-2026-0142', system: 'Jira' },
    condition: null,
    linkedEligibilityId: null,
    targetScheduleId: null,
    ...over,
  };
}

it('grants Owner after approval, at once, and takes it away at the end with no timer running', async () => {
  const { ledger, accessIndex, clock, engine } = demo;
  const asked = activation();
  const request = await submitScheduleRequest(ledger, as('alice'), asked, randomUUID);
  expect(request.status).toBe('pendingApproval');
  const question = {
    principalId: demoIds.alice,
    action: 'Microsoft.Compute/virtualMachines/restart/action',
    scope: parseScope(demoScopes.webServer),
  };
  expect(accessIndex.decide(question, clock()).allowed).toBe(false);
  clock.advance('PT10M');
  const asked2 = { result: 'approved', justification: 'known incident', duration: null, scope: null } as const;
  await decideApprovalStage(ledger, as('dave'), request.id, asked2);
  expect(accessIndex.decide(question, clock()).allowed).toBe(true);
  clock.advance('PT1H59M59.999S');
  expect(accessIndex.decide(question, clock()).allowed).toBe(true);
  clock.advance('PT0.001S');
  expect(accessIndex.decide(question, clock()).allowed).toBe(false);
  expect((await verifyLedger(engine)).problems).toEqual([]);
});

it('names every missing thing at once', async () => {
  const asked = activation({
    justification: null,
    ticket: null,
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT9H' } },
  });
  await expect(submitScheduleRequest(demo.ledger, as('alice'), asked, randomUUID)).rejects.toMatchObject({
    violation: {
      code: 'policyRulesUnmet',
      rules: [{ rule: 'expiration' }, { rule: 'justification' }, { rule: 'ticketing' }],
    },
  });
});
