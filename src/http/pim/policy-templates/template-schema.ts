import { Type } from 'typebox';
import { instant, person, role, scope, warnings } from '../policies/policy-schema.ts';
import { anyRuleBody, ruleId, someRuleBodies } from '../policies/rule-schema.ts';
import { guid, notBlankText, nullable, pageOf, strict, text, words } from '../schema.ts';

export const templateParams = strict({ id: guid('the id of a template') });

export const templateContent = strict({
  name: notBlankText('a name that no other template has', 100),
  description: Type.Optional(text('what it is for', 1000)),
  rules: someRuleBodies,
});

export const templateBody = strict({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  version: Type.Integer({ description: '1 at first, one more each time that the rules change' }),
  rules: someRuleBodies,
  createdAt: instant,
  createdBy: person,
  lastModifiedAt: instant,
  lastModifiedBy: person,
});

export const templatePage = pageOf(templateBody);

const target = strict({
  roleDefinitionId: guid('the id of a role definition'),
  scope: Type.String({ maxLength: 2048, description: 'the path of a scope' }),
});
const targets = Type.Array(target, {
  minItems: 1,
  maxItems: 200,
  description: '1 to 200 roles and scopes, each `{roleDefinitionId, scope}`',
});

export const targetsBody = strict({ targets });
export const applyBody = strict({
  targets: Type.Optional(targets),
  members: Type.Optional(Type.Literal(true, { description: 'instead of `targets`: all that follow the template' })),
});

export const appliedAnswer = strict({
  targets: Type.Array(strict({ roleDefinitionId: Type.String(), scope: Type.String(), warnings })),
});

export const stateQuery = {
  state: Type.Optional(
    words(['drifted', 'outdated'], '`drifted`: changed by hand since; `outdated`: the template changed since'),
  ),
};

export const targetPage = pageOf(
  strict({
    role,
    scope,
    appliedVersion: Type.Integer(),
    appliedAt: instant,
    appliedBy: person,
    isOutdated: Type.Boolean({ description: 'whether the rules of the template changed since' }),
    isRemoved: Type.Boolean({ description: 'whether somebody removed the policy; what is above applies' }),
    drift: Type.Array(
      strict({
        rule: ruleId,
        stated: anyRuleBody,
        now: anyRuleBody,
        changedBy: nullable(person),
        changedAt: nullable(instant),
      }),
      { description: 'the rules that are not as the template stated them' },
    ),
  }),
);
