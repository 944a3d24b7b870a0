import type { Scenario } from './play/scenario.ts';

const contributor = { role: 'contributor' } as const;
const owner = { role: 'owner' } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'is given back by its holder, not in the first five minutes',
    proves: ['3.deactivate.1', '3.states.1'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...contributor },
      { does: 'wait', lasting: 'PT4M59.999S' },
      {
        does: 'selfDeactivate',
        who: 'alice',
        ...contributor,
        refused: 'activeDurationTooShort',
        after: { may: { alice: true } },
      },
      { does: 'wait', lasting: 'PT0.001S' },
      { does: 'selfDeactivate', who: 'alice', ...contributor, as: 'back', after: { may: { alice: false } } },
      { does: 'selfDeactivate', who: 'alice', ...contributor, refused: 'assignmentDoesNotExist' },
      { does: 'selfActivate', who: 'alice', ...contributor, after: { may: { alice: true } } },
    ],
  },
  {
    name: 'is given back by nobody but its holder, and only where it is active',
    proves: ['3.deactivate.1'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...contributor },
      { does: 'wait', lasting: 'PT10M' },
      { does: 'selfDeactivate', by: 'frank', who: 'alice', ...contributor, refused: 'notPermitted' },
      { does: 'selfDeactivate', by: 'grace', who: 'alice', ...contributor, refused: 'notPermitted' },
      {
        does: 'selfDeactivate',
        who: 'alice',
        ...contributor,
        scope: 'web',
        refused: 'assignmentDoesNotExist',
        after: { may: { alice: true } },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor },
      { does: 'wait', lasting: 'PT10M' },
      { does: 'selfDeactivate', who: 'mallory', ...contributor, refused: 'assignmentDoesNotExist' },
    ],
  },
  {
    name: 'is taken away by an administrator at any time, also in the first five minutes',
    proves: ['3.deactivate.2', '3.remove.1'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...contributor, as: 'first' },
      { does: 'wait', lasting: 'PT1M' },
      { does: 'adminRemove', by: 'mallory', who: 'alice', ...contributor, refused: 'notPermitted' },
      {
        does: 'adminRemove',
        who: 'alice',
        ...contributor,
        after: { may: { alice: false }, requests: { first: 'revoked' } },
      },
      { does: 'adminRemove', who: 'alice', ...contributor, refused: 'assignmentDoesNotExist' },
    ],
  },
  {
    name: 'ends at once with the eligibility that it came from, and so does what is planned or still asked for on it',
    proves: ['3.remove.1', '4.change.3'],
    steps: [
      { does: 'adminAssign', who: 'mallory', ...contributor, kind: 'eligible', as: 'eligibility' },
      { does: 'selfActivate', who: 'mallory', ...contributor, as: 'running' },
      { does: 'selfActivate', who: 'mallory', ...contributor, scope: 'data', from: 'PT1H', as: 'planned' },
      { does: 'adminAssign', who: 'mallory', ...owner, kind: 'eligible' },
      { does: 'selfActivate', who: 'mallory', ...owner, as: 'undecided' },
      {
        does: 'adminRemove',
        who: 'mallory',
        ...contributor,
        kind: 'eligible',
        after: {
          may: { mallory: false },
          requests: { eligibility: 'revoked', running: 'revoked', planned: 'canceled' },
        },
      },
      {
        does: 'adminRemove',
        who: 'mallory',
        ...owner,
        kind: 'eligible',
        after: { requests: { undecided: 'canceled' }, toDecide: { bob: [] } },
      },
      {
        does: 'approve',
        by: 'bob',
        request: 'undecided',
        refused: 'approvalClosed',
        after: { may: { mallory: false } },
      },
      { does: 'wait', lasting: 'PT1H', after: { asked: [{ who: 'mallory', scope: 'data', is: false }] } },
    ],
  },
  {
    name: 'ends when its holder leaves the group that is eligible',
    proves: ['3.remove.1', '4.change.3', '3.activate.1'],
    steps: [
      { does: 'selfActivate', who: 'frank', ...contributor, as: 'running', after: { may: { frank: true } } },
      {
        does: 'leave',
        who: 'frank',
        group: 'onCall',
        after: { may: { frank: false }, requests: { running: 'revoked' } },
      },
      { does: 'join', who: 'frank', group: 'onCall', after: { may: { frank: false } } },
      { does: 'selfActivate', who: 'frank', ...contributor, after: { may: { frank: true } } },
    ],
  },
  {
    name: 'ends for whoever is disabled, with what they asked for, and comes back only where it was assigned',
    proves: ['3.states.4', '4.change.3'],
    steps: [
      { does: 'adminAssign', who: 'alice', ...contributor, scope: 'web' },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'undecided' },
      {
        does: 'disable',
        who: 'alice',
        after: { may: { alice: false }, requests: { undecided: 'canceled' }, toDecide: { bob: [] } },
      },
      { does: 'approve', by: 'bob', request: 'undecided', refused: 'approvalClosed' },
      { does: 'enable', who: 'alice', after: { may: { alice: true }, requests: { undecided: 'canceled' } } },
    ],
  },
  {
    name: 'is withdrawn by who asked for it and by an administrator, until it is decided or has begun',
    proves: ['4.cancel.1', '3.states.2', '3.states.4', '3.states.5'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'first' },
      { does: 'cancel', by: 'mallory', request: 'first', refused: { code: 'notPermitted', isHidden: true } },
      { does: 'cancel', by: 'bob', request: 'first', refused: 'notPermitted' },
      { does: 'cancel', by: 'alice', request: 'first', after: { requests: { first: 'canceled' } } },
      { does: 'cancel', by: 'alice', request: 'first', refused: 'requestCannotBeCanceled' },
      { does: 'approve', by: 'bob', request: 'first', refused: 'approvalClosed' },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'second' },
      {
        does: 'cancel',
        by: 'grace',
        request: 'second',
        after: { requests: { second: 'canceled' }, may: { alice: false }, toDecide: { bob: [] } },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, from: 'PT1H', as: 'planned' },
      { does: 'cancel', by: 'alice', request: 'planned', after: { requests: { planned: 'canceled' } } },
      { does: 'wait', lasting: 'PT1H', after: { may: { alice: false } } },
      { does: 'selfActivate', who: 'alice', ...contributor, from: 'PT1H', as: 'begun' },
      { does: 'wait', lasting: 'PT1H' },
      {
        does: 'cancel',
        by: 'alice',
        request: 'begun',
        refused: 'requestCannotBeCanceled',
        after: { may: { alice: true }, requests: { begun: 'provisioned' } },
      },
    ],
  },
];
