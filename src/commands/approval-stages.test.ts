import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, approvalBy, deny, mayDo, outcomeOf, production, setRule } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { clockwork } from '../clockwork/clockwork.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import type { ApprovalRule, ApprovalStageRule } from '../domain/policy/policy.ts';
import { parseScope, type Scope } from '../domain/scope.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { removeGroupMember } from './change-group-members.ts';
import { decideApprovalStage } from './decide-approval-stage.ts';
import { disablePrincipal } from './disable-principal.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(async () => {
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await demo.ledger.close();
});

const accessApprovers = { kind: 'group', id: demoIds.accessApprovers, description: null } as const;
const deskApprovers = { kind: 'group', id: demoIds.deskApprovers, description: null } as const;

/** Owner on Production needs these stages. */
async function stages(...over: readonly Partial<ApprovalStageRule>[]): Promise<void> {
  const rule = approvalBy() as ApprovalRule;
  const asked = over.map((stage) => ({ ...rule.stages[0], approvers: [accessApprovers], ...stage }));
  const { ledger } = demo;
  const changed = { ...rule, stages: asked as unknown as ApprovalRule['stages'] };
  await setRule(ledger, demoRoles.owner, production, 'Approval_EndUser_Assignment', changed);
}

const aliceAsks = async () => (await activate(demo.ledger, { roleDefinitionId: demoRoles.owner })).id;

type Person = Parameters<typeof as>[0];
interface Less {
  readonly duration?: string;
  readonly scope?: Scope;
  readonly justification?: string | null;
}

function approves(person: Person, id: string, less: Less = {}): Promise<string> {
  const { duration = null, scope = null, justification = 'known incident' } = less;
  const asked = { result: 'approved', justification, duration, scope } as const;
  return outcomeOf(decideApprovalStage(demo.ledger, as(person), id, asked));
}

const isActive = () => mayDo(demo, demoIds.alice);

describe('two of several people', () => {
  beforeEach(() => stages({ approvalsNeeded: 2 }));

  it('must approve before the role is given', async () => {
    const id = await aliceAsks();
    expect(await approves('bob', id)).toBe('done');
    expect(await isActive()).toBe(false);
    expect(await approves('bob', id)).toBe('alreadyDecided');
    expect(await approves('dave', id)).toBe('done');
    expect(await isActive()).toBe(true);
    expect(await approves('carol', id)).toBe('alreadyDecided');
  });
  it('do not help where one denies', async () => {
    const id = await aliceAsks();
    await approves('bob', id);
    expect(await outcomeOf(deny(demo.ledger, as('carol'), id))).toBe('done');
    expect(await approves('dave', id)).toBe('alreadyDecided');
    expect(await isActive()).toBe(false);
  });
  it('decide within one window, whoever was first', async () => {
    const id = await aliceAsks();
    await approves('bob', id);
    demo.clock.advance('PT24H');
    expect(await approves('carol', id)).toBe('approvalClosed');
  });
  it('give what all of them granted', async () => {
    const id = await aliceAsks();
    const web = parseScope(demoScopes.web);
    expect(await approves('bob', id, { duration: 'PT1H' })).toBe('done');
    expect(await approves('carol', id, { scope: web, duration: 'PT90M' })).toBe('done');
    expect(await isActive()).toBe(true);
    expect(await mayDo(demo, demoIds.alice, { scope: parseScope(demoScopes.data) })).toBe(false);
    demo.clock.advance('PT1H');
    expect(await isActive()).toBe(false);
  });
  it('are told where their scopes have nothing in common', async () => {
    const id = await aliceAsks();
    expect(await approves('bob', id, { scope: parseScope(demoScopes.web) })).toBe('done');
    expect(await approves('carol', id, { scope: parseScope(demoScopes.data) })).toBe('grantsDisjoint');
    expect(await approves('carol', id, { scope: parseScope(demoScopes.webServer) })).toBe('done');
    expect(await isActive()).toBe(true);
  });
  it('are those who may at the moment of each decision', async () => {
    const id = await aliceAsks();
    await approves('bob', id);
    await removeGroupMember(demo.ledger, as('grace'), demoIds.accessApprovers, demoIds.securityLeads);
    await disablePrincipal(demo.ledger, as('grace'), demoIds.bob);
    expect(await approves('dave', id)).toBe('notAnApprover');
    expect(await approves('carol', id)).toBe('done');
    expect(await isActive()).toBe(true);
  });
});

describe('a second stage', () => {
  beforeEach(() =>
    stages({ window: 'PT1H' }, { window: 'PT2H', approvers: [deskApprovers], isApproverJustificationRequired: false }),
  );

  it('decides after the first, by its own approvers and settings', async () => {
    const id = await aliceAsks();
    expect(await approves('judy', id)).toBe('notAnApprover');
    expect(await approves('bob', id, { justification: null })).toBe('justificationMissing');
    expect(await approves('bob', id)).toBe('done');
    expect(await isActive()).toBe(false);
    expect(await approves('carol', id)).toBe('notAnApprover');
    expect(await approves('judy', id, { justification: null })).toBe('done');
    expect(await isActive()).toBe(true);
  });
  it('has a window that begins when it opens', async () => {
    const id = await aliceAsks();
    demo.clock.advance('PT59M');
    await approves('bob', id);
    demo.clock.advance('PT1H59M59S');
    expect(await approves('judy', id, { duration: 'PT30M' })).toBe('done');
    const late = await activate(demo.ledger, { roleDefinitionId: demoRoles.owner, scope: parseScope(demoScopes.data) });
    await approves('bob', late.id);
    demo.clock.advance('PT2H');
    expect(await approves('judy', late.id)).toBe('approvalClosed');
  });
  it('is recorded as timed out, and then can be asked for again', async () => {
    const id = await aliceAsks();
    await approves('bob', id);
    demo.clock.advance('PT2H');
    const onError = (error: unknown) => expect.unreachable(String(error));
    await clockwork({ ledger: demo.ledger, clock: demo.clock, onError, everyMs: 1_000_000 }).tick();
    const events = (await demo.ledger.entriesAfter(0, 1000)).map(({ event }) => event);
    expect(events.at(-1)).toMatchObject({ type: 'approval.timedOut', requestId: id });
    expect(await outcomeOf(aliceAsks())).toBe('done');
  });
  it('is not decided by who decided the first, though named in both', async () => {
    await stages({}, {});
    const id = await aliceAsks();
    expect(await approves('bob', id)).toBe('done');
    expect(await approves('bob', id)).toBe('alreadyDecided');
    expect(await outcomeOf(deny(demo.ledger, as('bob'), id))).toBe('alreadyDecided');
    expect(await approves('carol', id)).toBe('done');
    expect(await isActive()).toBe(true);
  });
  it('denies in the end', async () => {
    const id = await aliceAsks();
    await approves('bob', id);
    expect(await outcomeOf(deny(demo.ledger, as('heidi'), id))).toBe('done');
    expect(await isActive()).toBe(false);
  });
  it('is refused by name before it opens, and the first after it was concluded', async () => {
    const id = await aliceAsks();
    const events = (await demo.ledger.entriesAfter(0, 1000)).map(({ event }) => event);
    const begun = events.find((event) => event.type === 'approval.begun' && event.requestId === id);
    if (begun?.type !== 'approval.begun') return expect.unreachable('no approval');
    const [first = '', second = ''] = begun.stageIds;
    const asked = { result: 'approved', justification: 'x', duration: null, scope: null } as const;
    const decide = (person: Person, stage: string) =>
      outcomeOf(decideApprovalStage(demo.ledger, as(person), id, asked, stage));
    expect(await decide('judy', second)).toBe('approvalClosed');
    expect(await decide('judy', 'no such stage')).toBe('approvalNotFound');
    expect(await decide('bob', first)).toBe('done');
    expect(await decide('carol', first)).toBe('alreadyDecided');
    expect(await decide('judy', second)).toBe('done');
  });
});
