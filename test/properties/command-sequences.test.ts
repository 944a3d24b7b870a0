import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import type { DomainEvent } from '../../src/domain/events.ts';
import { requestTypes } from '../../src/domain/request/request.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { later } from '../../src/domain/time.ts';
import { rowsOf } from '../../src/ledger/contract/rows-of.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { approvalBy, assign, mayDo, production, RESTART, setRule } from '../scenarios/story.ts';
import { isTriedOften, ledgerPropertyRun } from '../support/property-run.ts';
import { type LedgerCopies, type LedgerCopy, ledgerCopies } from './ledger-copies.ts';
import { ReferenceModel } from './reference-model.ts';
import { history } from './step.ts';
import { cast, scopes, takeStep } from './take-step.ts';

let copies: LedgerCopies;
beforeAll(async () => {
  copies = await ledgerCopies(async (ledger) => {
    // Owner without a group, so that a change of groups does not end everything; Contributor with approval as well
    const owner = { principalId: demoIds.mallory, roleDefinitionId: demoRoles.owner, scope: production };
    await assign(ledger, { kind: 'eligible', ...owner });
    const approval = approvalBy({ kind: 'group', id: demoIds.accessApprovers });
    await setRule(ledger, demoRoles.contributor, production, 'Approval_EndUser_Assignment', approval);
  });
});
afterAll(() => copies.remove());

const ACTIONS = [RESTART, 'Microsoft.Compute/virtualMachines/read', 'Microsoft.Authorization/roleAssignments/write'];

/** The index says of everybody, now and later, what the plain model says. */
function expectSameAnswers({ accessIndex, clock }: LedgerCopy, model: ReferenceModel, people: readonly string[]): void {
  for (const principalId of people) {
    for (const action of ACTIONS) {
      for (const scope of scopes) {
        for (const at of [clock(), clock().add({ minutes: 30 })]) {
          const allowed = accessIndex.decide({ principalId, action, scope, isDataAction: false }, at).allowed;
          if (allowed !== model.mayDo(principalId, action, scope, at)) {
            expect.fail(`${principalId} ${action} ${scope} ${at}: the index says ${allowed}`);
          }
        }
      }
    }
  }
}

/** What the steps must reach, beyond the types of events. */
function kindsOf(event: DomainEvent): readonly string[] {
  if (event.type === 'scheduleRequest.submitted') return [event.request.type];
  if (event.type === 'schedule.ended') return [`ended: ${event.reason}`];
  if (event.type === 'schedule.created' && event.schedule.roleDefinitionId === demoRoles.groupMember) {
    return [`membership ${event.schedule.assignmentType} ${event.schedule.kind}`];
  }
  return event.type === 'extension.decided' ? [`extension ${event.result}`] : [];
}

/** What was activated, and can still give something, lies within its eligibility and belongs to who is eligible. */
function expectWithinEligibility(model: ReferenceModel, now: Temporal.Instant): void {
  const startMs = (schedule: Schedule) => schedule.startAt.epochMilliseconds;
  const endMs = (schedule: Schedule) => schedule.endAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  for (const activation of model.schedules.values()) {
    // what is over was within its eligibility while it ran, whatever became of that later
    if (activation.assignmentType !== 'activated' || endMs(activation) <= now.epochMilliseconds) continue;
    const eligibility = model.schedules.get(activation.linkedEligibilityId ?? '') as Schedule;
    expect(eligibility).toMatchObject({ kind: 'eligible', roleDefinitionId: activation.roleDefinitionId });
    expect(startMs(activation)).toBeGreaterThanOrEqual(startMs(eligibility));
    expect(startMs(activation)).toBeLessThan(endMs(eligibility));
    expect(endMs(activation)).toBeLessThanOrEqual(endMs(eligibility));
    expect(model.isIn(activation.scope, eligibility.scope)).toBe(true);
    expect(eligibility.condition === null || activation.condition !== null).toBe(true);
    if (!model.enabled.get(activation.principalId)) continue;
    // and so it stays until the end: a membership that ends before would have taken it along
    const from = later(activation.startAt, now);
    for (const at of [from, later(from, (activation.endAt as Temporal.Instant).subtract({ milliseconds: 1 }))]) {
      expect(model.isAlso(activation.principalId, at)).toContain(eligibility.principalId);
    }
  }
}

it('keeps every promise, whatever anybody does in whatever order', async () => {
  const seen = new Map<string, number>();
  let runs = 0;
  const run = fc.asyncProperty(history, (steps) =>
    copies.use(async (copy) => {
      const { ledger, engine, clock } = copy;
      const model = new ReferenceModel();
      let known = 0;
      async function learn() {
        for (const entry of await ledger.entriesAfter(known, 1000)) {
          const { event, sequence, type = event.type } = { ...entry, type: entry.event.type };
          known = sequence;
          model.learn(entry);
          if (sequence > atStart)
            for (const what of [type, ...kindsOf(event)]) seen.set(what, (seen.get(what) ?? 0) + 1);
          const isDecision = event.type === 'approval.decided' || event.type === 'extension.decided';
          if (isDecision) expect(event.decidedById).not.toBe(model.requests.get(event.requestId)?.requestorId);
        }
      }
      const atStart = ledger.lastSequence();
      await learn();
      for (const [index, step] of steps.entries()) {
        const answer = await takeStep(copy, step, model);
        if (answer !== null) expect(answer.dryRun, 'a dry run answers as the real thing').toBe(answer.real);
        await learn();
        expectSameAnswers(copy, model, [cast[index % cast.length] as string, cast[(index + 1) % 3] as string]);
        expectWithinEligibility(model, clock());
      }
      await mayDo(copy, cast[steps.length % cast.length] as string);
      expectSameAnswers(copy, model, cast);
      expect(await copies.replayed(copy), 'a replay of the entries gives the tables').toEqual(await rowsOf(engine));
      runs += 1;
      // the chain of hashes too, from the first entry on
      if (runs % 50 === 0) expect((await verifyLedger(engine)).problems).toEqual([]);
    }),
  );
  await fc.assert(run, ledgerPropertyRun());
  if (!isTriedOften()) return;

  // the steps reach what they are about: each of these happened, and often
  const events = ['schedule.created', 'schedule.changed', 'schedule.started', 'approval.decided', 'approval.timedOut'];
  const endings = ['expired', 'removed', 'deactivated', 'canceled', 'eligibilityEnded', 'converted'];
  const wanted = [
    ...events,
    ...requestTypes,
    ...endings.map((reason) => `ended: ${reason}`),
    ...['membership assigned eligible', 'membership activated active'],
    ...['scheduleRequest.canceled', 'principal.disabled', 'extension approved', 'extension denied'],
  ];
  for (const type of wanted) expect(seen.get(type) ?? 0, type).toBeGreaterThan(15);
}, 600_000);
