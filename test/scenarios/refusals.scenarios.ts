import type { Scenario } from './play/scenario.ts';
import { maximum } from './play/settings.ts';

/** Every refusal of every story is held against the shape of its surface, changes nothing and is on record. */
const owner = { role: 'owner' } as const;
const contributor = { role: 'contributor' } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'of what is against a rule names the rules, in the code of each surface',
    proves: ['7.refusal.1', '7.refusal.2', '7.refusal.7', '7.refusal.9'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        ticket: null,
        lasting: 'PT9H',
        refused: { code: 'policyRulesUnmet', rules: ['expiration', 'ticketing'] },
      },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'approve', by: 'bob', request: 'asked', justification: null, refused: 'justificationMissing' },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        lasting: 'PT3H',
        refused: { code: 'moreThanAsked', field: 'duration' },
      },
      { does: 'adminRemove', who: 'mallory', ...contributor, refused: 'assignmentDoesNotExist' },
    ],
  },
  {
    name: 'of what is malformed names the field',
    proves: ['7.refusal.1', '7.refusal.2', '7.refusal.6', '7.refusal.9'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        lasting: 'PT1M',
        refused: { code: 'scheduleInvalid', field: 'duration' },
      },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        lasting: 'an hour',
        refused: { code: 'scheduleInvalid', field: 'duration' },
      },
    ],
  },
  {
    name: 'of what one may see and not do is forbidden, and of what one may not see is not found',
    proves: ['7.refusal.2', '7.refusal.4', '7.refusal.5', '7.refusal.9'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'approve', by: 'oscar', request: 'asked', refused: 'notAnApprover' },
      { does: 'approve', by: 'alice', request: 'asked', refused: 'ownRequest' },
      { does: 'approve', by: 'mallory', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'cancel', by: 'mallory', request: 'asked', refused: { code: 'notPermitted', isHidden: true } },
      { does: 'adminAssign', by: 'mallory', who: 'mallory', ...owner, refused: 'notPermitted' },
    ],
  },
  {
    name: 'of what is decided already is a conflict',
    proves: ['7.refusal.2', '7.refusal.8', '7.refusal.9'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'deny', by: 'bob', request: 'asked' },
      { does: 'deny', by: 'carol', request: 'asked', refused: 'alreadyDecided' },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'withdrawn' },
      { does: 'cancel', by: 'alice', request: 'withdrawn' },
      { does: 'approve', by: 'carol', request: 'withdrawn', refused: 'approvalClosed' },
    ],
  },
  {
    name: 'of who is not signed in says so, and nothing else',
    proves: ['7.refusal.2', '7.refusal.3', '7.refusal.9'],
    cast: [{ name: 'nobody', kind: 'stranger' }],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'selfActivate', who: 'nobody', ...owner, refused: { code: 'notPermitted', isUnknown: true } },
      {
        does: 'adminAssign',
        by: 'nobody',
        who: 'alice',
        ...contributor,
        refused: { code: 'notPermitted', isUnknown: true },
      },
      { does: 'cancel', by: 'nobody', request: 'asked', refused: { code: 'notPermitted', isUnknown: true } },
      { does: 'approve', by: 'nobody', request: 'asked', refused: { code: 'notPermitted', isUnknown: true } },
      {
        does: 'setRules',
        by: 'nobody',
        ...owner,
        scope: 'production',
        rules: maximum('PT1H'),
        refused: { code: 'notPermitted', isUnknown: true },
        after: { requests: { asked: 'pendingApproval' }, may: { alice: false } },
      },
      // nor does whoever is disabled meanwhile
      { does: 'disable', who: 'bob' },
      { does: 'approve', by: 'bob', request: 'asked', refused: { code: 'principalDisabled', isUnknown: true } },
    ],
  },
];
