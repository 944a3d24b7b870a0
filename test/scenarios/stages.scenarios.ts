import type { Scenario } from './play/scenario.ts';
import { approvalBy, approvalInStages, enablement, maximum, stage } from './play/settings.ts';

const owner = { role: 'owner' } as const;
const contributor = { role: 'contributor' } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'where two are needed, two distinct people approve',
    proves: ['2.beyond.2', '4.decision.2'],
    policies: [{ ...owner, scope: 'production', rules: approvalInStages(stage(2, { group: 'accessApprovers' })) }],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        after: {
          may: { alice: false },
          requests: { asked: 'pendingApproval' },
          toDecide: { bob: [], carol: ['asked'], dave: ['asked'] },
        },
      },
      { does: 'approve', by: 'bob', request: 'asked', refused: 'alreadyDecided' },
      {
        does: 'approve',
        by: 'dave',
        request: 'asked',
        after: { may: { alice: true }, requests: { asked: 'provisioned' } },
      },
      { does: 'approve', by: 'carol', request: 'asked', refused: 'alreadyDecided' },
    ],
  },
  {
    name: 'where two are needed, one denial is final, and the less of what both grant is given',
    proves: ['4.decision.2', '4.decision.4'],
    policies: [{ ...owner, scope: 'production', rules: approvalInStages(stage(2, { group: 'accessApprovers' })) }],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'denied' },
      { does: 'approve', by: 'bob', request: 'denied' },
      {
        does: 'deny',
        by: 'carol',
        request: 'denied',
        after: { may: { alice: false }, requests: { denied: 'denied' } },
      },
      { does: 'approve', by: 'dave', request: 'denied', refused: 'alreadyDecided' },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'less' },
      { does: 'approve', by: 'bob', request: 'less', lasting: 'PT1H' },
      {
        does: 'approve',
        by: 'carol',
        request: 'less',
        scope: 'web',
        after: {
          times: { less: ['PT0S', 'PT1H'] },
          asked: [
            { who: 'alice', is: true },
            { who: 'alice', scope: 'data', is: false },
          ],
        },
      },
    ],
  },
  {
    name: 'a second stage decides after the first, by people of its own and within a window of its own',
    proves: ['2.beyond.3', '4.decision.3'],
    policies: [
      {
        ...owner,
        scope: 'production',
        rules: approvalInStages(stage(1, { group: 'accessApprovers' }), stage(1, { user: 'judy' }, { user: 'bob' })),
      },
    ],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        as: 'asked',
        after: { toDecide: { bob: ['asked'], judy: [] } },
      },
      { does: 'wait', lasting: 'PT23H' },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        after: {
          may: { alice: false },
          requests: { asked: 'pendingApproval' },
          toDecide: { judy: ['asked'], bob: [] },
        },
      },
      { does: 'approve', by: 'bob', request: 'asked', refused: 'alreadyDecided' },
      { does: 'wait', lasting: 'PT23H', after: { toDecide: { judy: ['asked'] } } },
      { does: 'approve', by: 'judy', request: 'asked', after: { may: { alice: true } } },
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'data', as: 'late' },
      { does: 'approve', by: 'carol', request: 'late' },
      { does: 'wait', lasting: 'P1D', after: { requests: { late: 'timedOut' }, toDecide: { judy: [] } } },
      { does: 'approve', by: 'judy', request: 'late', refused: 'approvalClosed' },
    ],
  },
  {
    name: 'settings that become stricter close what waits under them',
    proves: ['4.change.1'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'web', as: 'below' },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: enablement('justification', 'ticketing', 'multiFactorAuthentication'),
        after: { requests: { asked: 'canceled', below: 'canceled' }, toDecide: { bob: [] } },
      },
      { does: 'approve', by: 'bob', request: 'asked', refused: 'approvalClosed', after: { may: { alice: false } } },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'shorter', proofs: ['mfa'] },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: maximum('PT1H'),
        after: { requests: { shorter: 'canceled' } },
      },
    ],
  },
  {
    name: 'settings that become looser leave the rules of the submission',
    proves: ['4.change.2'],
    policies: [{ ...owner, scope: 'production', rules: approvalInStages(stage(2, { group: 'accessApprovers' })) }],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: { ...approvalInStages(stage(1, { group: 'accessApprovers' })), ...enablement() },
        after: { requests: { asked: 'pendingApproval' } },
      },
      { does: 'approve', by: 'bob', request: 'asked', after: { may: { alice: false } } },
      { does: 'approve', by: 'carol', request: 'asked', after: { may: { alice: true } } },
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'web', as: 'new' },
      { does: 'approve', by: 'carol', request: 'new', after: { requests: { new: 'provisioned' } } },
    ],
  },
  {
    name: 'the other approvers of the present settings decide what was asked before',
    proves: ['4.approvers.1', '4.approvers.2'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'adminAssign', who: 'mallory', ...contributor, scope: 'web' },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalBy({ user: 'mallory' }, { user: 'judy' }),
        after: { toDecide: { bob: [], mallory: ['asked'], judy: ['asked'] } },
      },
      { does: 'approve', by: 'judy', request: 'asked', after: { may: { alice: true } } },
    ],
  },
];
