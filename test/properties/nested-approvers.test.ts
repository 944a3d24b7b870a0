import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addGroupMember } from '../../src/commands/change-group-members.ts';
import { createPrincipal } from '../../src/commands/create-principal.ts';
import { disablePrincipal } from '../../src/commands/disable-principal.ts';
import { demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import { activate, approvalBy, approve, caller, deny, outcomeOf, production, setRule } from '../scenarios/story.ts';
import { as } from '../support/demo-ledger.ts';
import { isTriedOften, ledgerPropertyRun } from '../support/property-run.ts';
import { type LedgerCopies, ledgerCopies } from './ledger-copies.ts';

const people = [demoIds.alice, demoIds.bob, demoIds.carol, demoIds.dave, demoIds.mallory];
const groups = ['group-0', 'group-1', 'group-2', 'group-3', 'group-4'];

let copies: LedgerCopies;
beforeAll(async () => {
  copies = await ledgerCopies(async (ledger) => {
    for (const id of groups) {
      const names = { displayName: id, userName: null, email: null, issuer: 'https://issuer', subject: id };
      await createPrincipal(ledger, as('grace'), { id, kind: 'group', ...names });
    }
  });
});
afterAll(() => copies.remove());

const membership = fc.record({
  group: fc.constantFrom(...groups),
  member: fc.oneof(fc.constantFrom(...groups), fc.constantFrom(...people)),
});
const graph = fc.record({
  memberships: fc.array(membership, { maxLength: 11 }),
  approvers: fc.subarray([...groups, ...people], { minLength: 1, maxLength: 4 }),
  disabled: fc.subarray([...groups, ...people.slice(1)], { maxLength: 2 }),
  deciders: fc.shuffledSubarray(people, { minLength: 5 }),
});

it('lets exactly the others decide, in any graph of nested groups', async () => {
  const seen = new Map<string, number>();
  const run = fc.asyncProperty(graph, ({ memberships, approvers, disabled, deciders }) =>
    copies.use(async ({ ledger }) => {
      const edges: { group: string; member: string }[] = [];
      const above = (id: string): readonly string[] =>
        edges.filter(({ member }) => member === id).flatMap(({ group }) => [group, ...above(group)]);
      const isCircle = memberships.map((edge) => {
        const wouldBe = edge.member === edge.group || above(edge.group).includes(edge.member);
        if (!wouldBe) edges.push(edge);
        return wouldBe;
      });
      // all at once: they share one transaction, in this order
      const outcomes = await Promise.all(
        memberships.map(({ group, member }) => outcomeOf(addGroupMember(ledger, as('grace'), group, member))),
      );
      expect(outcomes).toEqual(isCircle.map((wouldBe) => (wouldBe ? 'membershipCycle' : 'done')));
      // Judy is always there, so that the policy is one that somebody can satisfy
      const named = [...approvers, demoIds.judy].map((id) => {
        return { kind: groups.includes(id) ? ('group' as const) : ('user' as const), id };
      });
      await setRule(ledger, demoRoles.owner, production, 'Approval_EndUser_Assignment', approvalBy(...named));
      const { id } = await activate(ledger, { id: randomUUID(), roleDefinitionId: demoRoles.owner });
      await Promise.all(disabled.map((principalId) => disablePrincipal(ledger, as('grace'), principalId)));

      const counts = (id: string): readonly string[] =>
        disabled.includes(id)
          ? []
          : [id, ...edges.filter(({ member }) => member === id).flatMap(({ group }) => counts(group))];
      const all = [...deciders, demoIds.judy];
      const decisions = await Promise.all(
        all.map((decider, index) => outcomeOf((index % 2 === 0 ? approve : deny)(ledger, caller(decider), id))),
      );
      let isDecided = false;
      for (const [index, decider] of all.entries()) {
        const outcome = decisions[index] as string;
        const isApprover = counts(decider).some((one) => named.some((approver) => approver.id === one));
        const expected = disabled.includes(decider)
          ? 'principalDisabled'
          : decider === demoIds.alice
            ? 'ownRequest'
            : !isApprover
              ? 'notAnApprover'
              : isDecided
                ? 'alreadyDecided'
                : 'done';
        expect(outcome).toBe(expected);
        isDecided ||= outcome === 'done';
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      }
      expect(isDecided).toBe(true);
    }),
  );
  await fc.assert(run, ledgerPropertyRun());
  if (!isTriedOften()) return;
  for (const outcome of ['done', 'ownRequest', 'notAnApprover', 'alreadyDecided', 'principalDisabled']) {
    expect(seen.get(outcome) ?? 0, outcome).toBeGreaterThan(20);
  }
}, 600_000);
