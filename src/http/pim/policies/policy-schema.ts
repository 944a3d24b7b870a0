import { Type } from 'typebox';
import type { PolicyWarningCode } from '../../../domain/policy/policy-warning.ts';
import { guid, nullable, pageOf, roleFamily, strict, words } from '../schema.ts';
import { anyRuleBody, ruleBodies, ruleId, someRuleBodies } from './rule-schema.ts';

export const instant = Type.String({ format: 'date-time' });
export const person = strict({ id: Type.String(), displayName: Type.String() });
export const scope = strict({ path: Type.String(), displayName: Type.String(), kind: Type.String() });
export const role = strict({
  id: Type.String(),
  name: Type.String(),
  family: roleFamily(),
  risk: words(['critical', 'high', 'medium', 'low'], 'how much harm the role can do at this scope'),
});

export const roleDefinitionParams = strict({ roleDefinitionId: guid('the id of a role definition') });
export const scopeQuery = { scope: Type.String({ maxLength: 2048, description: 'the path of a scope, such as `/`' }) };

const warningCodes: readonly PolicyWarningCode[] = [
  'policyApproverUnknown',
  'policyWithoutApprover',
  'policyNeedsMorePeople',
  'policyLocksOut',
  'fewApprovers',
  'emptyApproverGroup',
  'eligibleWithoutApprover',
  'approversHoldRole',
  'servicePrincipalsExcluded',
];
export const warnings = Type.Array(
  strict({ code: words(warningCodes, 'stable'), rule: ruleId, message: Type.String() }),
  {
    description: 'what is allowed and worth a second look; on record too',
  },
);

const origin = strict({
  source: words(['scope', 'ancestor', 'default'], 'written at this scope, at one above, or by nobody'),
  scope: nullable(Type.String({ description: 'where it is written; null for the default' })),
  isAsInherited: Type.Boolean({ description: 'whether the same would apply if nothing were written at this scope' }),
  isDefault: Type.Boolean({ description: 'whether it is as by default' }),
});

export const policyBody = strict({
  role,
  scope,
  writtenAt: nullable(scope),
  lastModifiedAt: nullable(instant),
  lastModifiedBy: nullable(person),
  rules: ruleBodies,
  origins: Type.Record(Type.String(), origin, { description: 'where each rule comes from, by its id' }),
});

export const changedPolicyBody = strict({ policy: policyBody, warnings });
export const changesBody = strict({ rules: someRuleBodies });

export const previewBody = strict({
  rules: Type.Optional(someRuleBodies),
  remove: Type.Optional(Type.Literal(true, { description: 'instead of `rules`: what removing the policy would do' })),
});

const differences = Type.Array(strict({ rule: ruleId, before: anyRuleBody, after: anyRuleBody }));

export const previewAnswer = strict({
  differences,
  warnings,
  affected: nullable(
    strict({
      eligiblePeople: Type.Integer({ description: 'people who could activate the role, directly or through groups' }),
      eligibleServicePrincipals: Type.Integer(),
      pendingRequests: Type.Integer({ description: 'undecided requests to which the policy applies' }),
      pendingRequestsClosed: Type.Integer({ description: 'those that end, as the policy is stricter than when asked' }),
    }),
  ),
});

export const historyPage = pageOf(
  strict({
    at: instant,
    by: nullable(person),
    change: words(['updated', 'removed'], '`updated` or `removed`'),
    differences,
    warnings,
    correlationId: Type.String(),
  }),
);

export const writtenPolicyPage = pageOf(
  strict({
    role,
    scope,
    lastModifiedAt: instant,
    lastModifiedBy: person,
    ownRules: Type.Array(ruleId, { description: 'the rules that differ from what would apply without the policy' }),
  }),
);
