import { describe, expect, it } from 'vitest';
import { ALICE } from '../../../test/support/builders.ts';
import type { Rule, RuleId } from '../policy/policy.ts';
import { type AskedTemplate, decideTemplateCreation, decideTemplateUpdate } from './decide-template.ts';
import type { PolicyTemplate } from './policy-template.ts';

const audit = (oneIn: number) =>
  new Map<RuleId, Rule>([['SpotAudit_EndUser_Assignment', { kind: 'spotAudit', oneIn }]]);
const facts = { callerId: ALICE, sameNameId: null };

function asked(over: Partial<AskedTemplate> = {}): AskedTemplate {
  return { name: ' Guarded ', description: 'for what matters', rules: audit(10), ...over };
}

const template: PolicyTemplate = {
  id: 'template-1',
  name: 'Guarded',
  description: 'for what matters',
  rules: { SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: 10 } },
  version: 3,
};

it('makes a template of the first version, without white space around its name', () => {
  const created = { ...template, version: 1 };
  expect(decideTemplateCreation(asked(), 'template-1', facts)).toEqual({
    accepted: true,
    events: [{ type: 'policyTemplate.created', template: created, createdById: ALICE }],
  });
});

describe('a change', () => {
  it('of the rules is a new version', () => {
    expect(decideTemplateUpdate(asked({ rules: audit(5) }), template, facts)).toMatchObject({
      accepted: true,
      events: [{ type: 'policyTemplate.updated', before: template, after: { version: 4 } }],
    });
  });
  it('of the words alone is not', () => {
    const decision = decideTemplateUpdate(asked({ name: 'Guarded well' }), template, facts);
    expect(decision).toMatchObject({ events: [{ after: { name: 'Guarded well', version: 3 } }] });
  });
  it('of nothing gives no event', () => {
    expect(decideTemplateUpdate(asked(), template, facts)).toEqual({ accepted: true, events: [] });
  });
});

it.each<readonly [string, Partial<AskedTemplate>, string | null, string]>([
  ['a blank name', { name: ' ' }, null, 'valueInvalid'],
  ['a name of 101 characters', { name: 'x'.repeat(101) }, null, 'valueInvalid'],
  ['a name of two lines', { name: 'a\nb' }, null, 'valueInvalid'],
  ['a long description', { description: 'x'.repeat(1001) }, null, 'valueInvalid'],
  ['no rule', { rules: new Map() }, null, 'valueInvalid'],
  ['an invalid rule', { rules: audit(0) }, null, 'policyInvalid'],
  ['the name of another', {}, 'template-2', 'alreadyExists'],
])('refuses %s', (_, over, sameNameId, code) => {
  const refused = { accepted: false, violation: { code } };
  expect(decideTemplateCreation(asked(over), 'template-3', { ...facts, sameNameId })).toMatchObject(refused);
  expect(decideTemplateUpdate(asked(over), template, { ...facts, sameNameId })).toMatchObject(refused);
});
