import { describe, expect, it } from 'vitest';
import { anApprovalRule, aPolicy, BOB } from '../../../test/support/builders.ts';
import { activationRulesOf } from './activation-rules.ts';
import { compareStrictness } from './compare-strictness.ts';
import type { PolicyRules } from './policy.ts';

type Changed = Partial<PolicyRules>;

function stricter(before: Changed, after: Changed): readonly string[] {
  const rules = (changed: Changed) => activationRulesOf(aPolicy(changed).rules);
  return compareStrictness(rules(before), rules(after)).map(({ ruleId }) => ruleId);
}

const atMost = (maximumDuration: string): Changed => ({
  Expiration_EndUser_Assignment: { kind: 'expiration', isExpirationRequired: true, maximumDuration },
});
const enabling = (...enabled: ('justification' | 'ticketing' | 'multiFactorAuthentication')[]): Changed => ({
  Enablement_EndUser_Assignment: { kind: 'enablement', enabled },
});
const context = (claimValue: string): Changed => ({
  AuthenticationContext_EndUser_Assignment: {
    kind: 'authenticationContext',
    isEnabled: claimValue !== '',
    claimValue,
  },
});
const approval = (over: Parameters<typeof anApprovalRule>[0] = {}): Changed => ({
  Approval_EndUser_Assignment: anApprovalRule(over),
});
const [stage] = anApprovalRule().stages;
const quality = (over: Partial<PolicyRules['Justification_EndUser_Assignment']>): Changed => ({
  Justification_EndUser_Assignment: {
    kind: 'justificationQuality',
    minimumLength: 10,
    refusedPhrases: ['need admin access'],
    ticketPattern: null,
    ...over,
  },
});
const proof = (maximumAge: string | null, isFreshProofRequired = false): Changed => ({
  ProofAge_EndUser_Assignment: { kind: 'proofAge', maximumAge, isFreshProofRequired },
});
const audit = (oneIn: number | null): Changed => ({ SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn } });

/** Each in one direction: the second is stricter than the first, and the first looser than the second. */
const pairs: ReadonlyArray<readonly [string, string, Changed, Changed]> = [
  ['a shorter maximum', 'Expiration_EndUser_Assignment', atMost('PT8H'), atMost('PT7H30M')],
  ['a ticket', 'Enablement_EndUser_Assignment', enabling('justification'), enabling('ticketing', 'justification')],
  ['a second factor', 'Enablement_EndUser_Assignment', enabling(), enabling('multiFactorAuthentication')],
  ['an authentication context', 'AuthenticationContext_EndUser_Assignment', context(''), context('c1')],
  ['approval', 'Approval_EndUser_Assignment', {}, approval()],
  [
    'a second stage',
    'Approval_EndUser_Assignment',
    approval({ stages: [stage] }),
    approval({ stages: [stage, stage] }),
  ],
  [
    'another approval',
    'Approval_EndUser_Assignment',
    approval({ stages: [stage] }),
    approval({ stages: [{ ...stage, approvalsNeeded: 2 }] }),
  ],
  ['a shorter window', 'Approval_EndUser_Assignment', approval({ window: 'P1D' }), approval({ window: 'PT23H' })],
  [
    'a justification of the approver',
    'Approval_EndUser_Assignment',
    approval({ stages: [{ ...stage, isApproverJustificationRequired: false }] }),
    approval({ stages: [stage] }),
  ],
  [
    'a justification for the approvers',
    'Approval_EndUser_Assignment',
    approval({ isRequestorJustificationRequired: false }),
    approval(),
  ],
  [
    'a longer justification',
    'Justification_EndUser_Assignment',
    quality({ minimumLength: 10 }),
    quality({ minimumLength: 11 }),
  ],
  [
    'another refused phrase',
    'Justification_EndUser_Assignment',
    quality({}),
    quality({ refusedPhrases: ['need admin access', 'work'] }),
  ],
  ['a ticket pattern', 'Justification_EndUser_Assignment', quality({}), quality({ ticketPattern: 'INC[0-9]+' })],
  ['the age of a second factor', 'ProofAge_EndUser_Assignment', proof(null), proof('PT1H')],
  ['a younger second factor', 'ProofAge_EndUser_Assignment', proof('PT1H'), proof('PT59M')],
];

describe.each(pairs)('%s', (_, ruleId, loose, strict) => {
  it('is stricter', () => {
    expect(stricter(loose, strict)).toEqual([ruleId]);
  });
  it('is looser the other way round', () => {
    expect(stricter(strict, loose)).toEqual([]);
  });
  it('is no change by itself', () => {
    expect(stricter(strict, strict)).toEqual([]);
    expect(stricter(loose, loose)).toEqual([]);
  });
});

it('is stricter whichever way what cannot be ranked is exchanged', () => {
  expect(stricter(context('c1'), context('c2'))).toEqual(['AuthenticationContext_EndUser_Assignment']);
  expect(stricter(context('c2'), context('c1'))).toEqual(['AuthenticationContext_EndUser_Assignment']);
  const [one, other] = [quality({ ticketPattern: 'A.*' }), quality({ ticketPattern: '.*' })];
  expect([stricter(one, other), stricter(other, one)].flat()).toHaveLength(2);
});

it.each<readonly [string, Changed, Changed]>([
  ['who approves', approval({ approverIds: [BOB] }), approval({ approverIds: ['carol'] })],
  ['a spot audit', audit(null), audit(1)],
  ['the same time in other words', atMost('PT60M'), atMost('PT1H')],
  ['the same phrase in other letters', quality({}), quality({ refusedPhrases: ['NEED  Admin-Access!'] })],
  [
    'who is told',
    {},
    {
      Notification_Admin_EndUser_Assignment: {
        kind: 'notification',
        level: 'none',
        isDefaultRecipientsEnabled: false,
        recipients: [],
      },
    },
  ],
])('is not made stricter by %s', (_, before, after) => {
  expect(stricter(before, after)).toEqual([]);
});

it('names every rule that became stricter, with what it asks for', () => {
  const rules = (changed: Changed) => activationRulesOf(aPolicy(changed).rules);
  const changes = compareStrictness(
    rules(atMost('PT8H')),
    rules({ ...atMost('PT1H'), ...enabling('justification', 'ticketing') }),
  );
  expect(changes).toEqual([
    { ruleId: 'Expiration_EndUser_Assignment', message: 'at most `PT1H` is allowed' },
    { ruleId: 'Enablement_EndUser_Assignment', message: '`ticketing` is required' },
  ]);
});
