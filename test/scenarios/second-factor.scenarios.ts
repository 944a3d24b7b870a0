import type { Scenario } from './play/scenario.ts';
import { approvalBy, context, enablement, maximum, proofAge } from './play/settings.ts';

/** Contributor on Production: Alice is eligible through Platform engineers, Frank through On-call inside of it. */
const contributor = { role: 'contributor' } as const;
const production = { ...contributor, scope: 'production' } as const;
const ask = { does: 'selfActivate', who: 'alice', ...contributor } as const;
const mfa = ['mfa'];

export const scenarios: readonly Scenario[] = [
  {
    name: 'is asked for where the role asks for it; the same request is accepted after a stronger sign-in',
    proves: ['2.activation.3', '3.activate.9'],
    policies: [{ ...production, rules: enablement('multiFactorAuthentication') }],
    steps: [
      { ...ask, isDryRun: true, refused: { code: 'policyRulesUnmet', rules: ['mfa'] } },
      { ...ask, refused: { code: 'policyRulesUnmet', rules: ['mfa'] }, after: { may: { alice: false } } },
      { ...ask, proofs: ['c1'], signedIn: 'PT0S', refused: { code: 'policyRulesUnmet', rules: ['mfa'] } },
      { ...ask, proofs: mfa, isDryRun: true },
      { ...ask, proofs: mfa, after: { may: { alice: true } } },
    ],
  },
  {
    name: 'counts as none where its sign-in lies in the future',
    proves: ['2.activation.3'],
    policies: [{ ...production, rules: enablement('multiFactorAuthentication') }],
    steps: [
      {
        ...ask,
        proofs: mfa,
        signedIn: 'PT1M',
        refused: { code: 'policyRulesUnmet', rules: ['mfa'] },
        after: { may: { alice: false } },
      },
    ],
  },
  {
    name: 'must be fresh: a millisecond older than the limit is refused, and so is one of an unknown age',
    proves: ['2.beyond.5'],
    policies: [{ ...production, rules: { ...enablement('multiFactorAuthentication'), ...proofAge('PT15M') } }],
    steps: [
      { ...ask, refused: { code: 'policyRulesUnmet', rules: ['mfa', 'proofAge'] } },
      { ...ask, proofs: mfa, refused: { code: 'policyRulesUnmet', rules: ['proofAge'] } },
      {
        ...ask,
        proofs: mfa,
        signedIn: '-PT15M0.001S',
        refused: { code: 'policyRulesUnmet', rules: ['proofAge'] },
        after: { may: { alice: false } },
      },
      {
        ...ask,
        proofs: mfa,
        signedIn: '-PT15M0.001S',
        isDryRun: true,
        refused: { code: 'policyRulesUnmet', rules: ['proofAge'] },
      },
      { ...ask, proofs: mfa, signedIn: '-PT15M', after: { may: { alice: true } } },
    ],
  },
  {
    name: 'of an authentication context must be fresh too, and no other second factor stands in for it',
    proves: ['2.beyond.5', '2.activation.3'],
    policies: [{ ...production, rules: { ...context('c3'), ...proofAge('PT15M') } }],
    steps: [
      {
        ...ask,
        proofs: mfa,
        signedIn: 'PT0S',
        refused: { code: 'policyRulesUnmet', rules: ['authenticationContext', 'proofAge'] },
      },
      {
        ...ask,
        proofs: ['c3'],
        refused: { code: 'policyRulesUnmet', rules: ['proofAge'], asksFor: 'c3' },
        after: { may: { alice: false } },
      },
      { ...ask, proofs: ['c3'], signedIn: '-PT15M', after: { may: { alice: true } } },
    ],
  },
  {
    name: 'is asked for again by who extends a running activation',
    proves: ['2.beyond.5'],
    policies: [{ ...production, rules: { ...proofAge('PT15M'), ...maximum('PT8H') } }],
    steps: [
      { ...ask, proofs: mfa, signedIn: '-PT1M', lasting: 'PT1H', as: 'running' },
      { does: 'wait', lasting: 'PT30M' },
      {
        does: 'selfExtend',
        who: 'alice',
        ...contributor,
        lasting: 'PT1H',
        proofs: mfa,
        signedIn: '-PT31M',
        refused: { code: 'policyRulesUnmet', rules: ['proofAge'] },
        after: { times: { running: ['PT0S', 'PT1H'] } },
      },
      {
        does: 'selfExtend',
        who: 'alice',
        ...contributor,
        lasting: 'PT1H',
        proofs: mfa,
        signedIn: '-PT1M',
        after: { times: { running: ['PT0S', 'PT2H'] } },
      },
    ],
  },
  {
    name: 'is measured when somebody asks, not when it is approved, unless the settings became stricter meanwhile',
    proves: ['2.beyond.5', '4.change.1', '4.change.2'],
    policies: [{ ...production, rules: { ...approvalBy({ user: 'mallory' }), ...proofAge('PT15M') } }],
    steps: [
      { ...ask, proofs: mfa, signedIn: '-PT14M', as: 'first' },
      { does: 'wait', lasting: 'PT2H' },
      { does: 'approve', by: 'mallory', request: 'first', after: { requests: { first: 'provisioned' } } },
      {
        does: 'selfActivate',
        who: 'frank',
        ...contributor,
        proofs: mfa,
        signedIn: 'PT0S',
        as: 'second',
      },
      {
        does: 'setRules',
        ...production,
        rules: proofAge('PT14M'),
        after: { requests: { second: 'canceled' }, may: { frank: false } },
      },
    ],
  },
  {
    name: 'is nothing that a service principal can have, whatever its token says',
    proves: ['2.activation.3', '2.beyond.5'],
    cast: [{ name: 'robot', kind: 'servicePrincipal' }],
    policies: [{ ...production, rules: { ...enablement('multiFactorAuthentication'), ...context('c3') } }],
    steps: [
      { does: 'adminAssign', who: 'robot', ...contributor, kind: 'eligible' },
      {
        ...ask,
        who: 'robot',
        proofs: ['mfa', 'c3'],
        signedIn: 'PT0S',
        refused: { code: 'policyRulesUnmet', rules: ['mfa', 'authenticationContext'], isFinal: true },
      },
      { does: 'setRules', ...production, rules: { ...enablement(), ...proofAge('P1D') } },
      {
        ...ask,
        who: 'robot',
        proofs: ['mfa', 'c3'],
        signedIn: 'PT0S',
        refused: { code: 'policyRulesUnmet', rules: ['authenticationContext', 'proofAge'], isFinal: true },
        after: { may: { robot: false } },
      },
    ],
  },
  {
    name: 'is proven for the request where the settings ask for that: for its content, by its requestor, five minutes long',
    proves: ['2.beyond.5'],
    policies: [{ ...production, rules: proofAge(null, true) }],
    steps: [
      {
        ...ask,
        proofs: mfa,
        signedIn: 'PT0S',
        refused: { code: 'policyRulesUnmet', rules: ['freshProof'] },
      },
      { does: 'prove', who: 'alice', ...contributor, as: 'proof' },
      {
        ...ask,
        proof: 'proof',
        lasting: 'PT3H',
        refused: { code: 'policyRulesUnmet', rules: ['freshProof'] },
      },
      { ...ask, proof: 'proof', scope: 'webServer', refused: { code: 'policyRulesUnmet', rules: ['freshProof'] } },
      { ...ask, proof: 'proof', justification: 'other', refused: { code: 'policyRulesUnmet', rules: ['freshProof'] } },
      { ...ask, proof: 'proof', who: 'frank', refused: { code: 'policyRulesUnmet', rules: ['freshProof'] } },
      { does: 'wait', lasting: 'PT5M0.001S' },
      {
        ...ask,
        proof: 'proof',
        refused: { code: 'policyRulesUnmet', rules: ['freshProof'] },
        after: { may: { alice: false } },
      },
      { does: 'prove', who: 'alice', ...contributor, as: 'again' },
      { does: 'wait', lasting: 'PT5M' },
      { ...ask, proof: 'again', isDryRun: true },
      { ...ask, proof: 'again', after: { may: { alice: true, frank: false } } },
    ],
  },
  {
    name: 'that was proven for a request is used once',
    proves: ['2.beyond.5'],
    policies: [{ ...production, rules: { ...approvalBy({ user: 'mallory' }), ...proofAge(null, true) } }],
    steps: [
      { does: 'prove', who: 'alice', ...contributor, as: 'proof' },
      { ...ask, proof: 'proof', as: 'first' },
      { does: 'cancel', by: 'alice', request: 'first' },
      {
        ...ask,
        proof: 'proof',
        refused: { code: 'policyRulesUnmet', rules: ['freshProof'] },
        after: { requests: { first: 'canceled' } },
      },
    ],
  },
];
