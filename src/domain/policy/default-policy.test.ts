import { describe, expect, it } from 'vitest';
import { defaultPolicyRules } from './default-policy.ts';
import { ownRuleIds, ruleIds, ruleKind, wireRuleIds } from './policy.ts';

const families = ['resource', 'directory'] as const;
const risks = ['critical', 'high', 'medium', 'low'] as const;
const cases = families.flatMap((family) => risks.map((risk) => [family, risk] as const));

describe.each(cases)('of a %s role with %s risk', (family, risk) => {
  const rules = defaultPolicyRules(family, risk);

  it('has the 17 rules of the wire and three of its own, each of the kind that its id says', () => {
    expect(new Set(Object.keys(rules))).toEqual(new Set(ruleIds));
    expect(wireRuleIds).toHaveLength(17);
    expect(ownRuleIds).toHaveLength(3);
    for (const id of ruleIds) expect(rules[id].kind, id).toBe(ruleKind(id));
  });

  it('lets an activation last 8 hours, with a justification and nothing else', () => {
    expect(rules.Expiration_EndUser_Assignment).toMatchObject({ isExpirationRequired: true, maximumDuration: 'PT8H' });
    expect(rules.Enablement_EndUser_Assignment.enabled).toEqual(['justification']);
    expect(rules.AuthenticationContext_EndUser_Assignment.isEnabled).toBe(false);
    expect(rules.Approval_EndUser_Assignment.isRequired).toBe(false);
    expect(rules.Approval_EndUser_Assignment.stages).toMatchObject([{ window: 'PT24H', approvers: [] }]);
  });

  it('allows permanent eligibility for directory roles only', () => {
    expect(rules.Expiration_Admin_Eligibility.isExpirationRequired).toBe(family !== 'directory');
    expect(rules.Expiration_Admin_Eligibility.maximumDuration).toBe('P365D');
  });

  it('allows a permanent assignment only of directory roles without high risk', () => {
    const isAllowed = family === 'directory' && (risk === 'medium' || risk === 'low');
    expect(rules.Expiration_Admin_Assignment.isExpirationRequired).toBe(!isAllowed);
    expect(rules.Expiration_Admin_Assignment.maximumDuration).toBe('P180D');
  });

  it('asks for nothing beyond what other systems ask', () => {
    expect(rules.Justification_EndUser_Assignment).toMatchObject({ minimumLength: 0, refusedPhrases: [] });
    expect(rules.Justification_EndUser_Assignment.ticketPattern).toBeNull();
    expect(rules.ProofAge_EndUser_Assignment.maximumAge).toBeNull();
    expect(rules.SpotAudit_EndUser_Assignment.oneIn).toBeNull();
    expect(rules.Approval_EndUser_Assignment.stages).toMatchObject([{ approvalsNeeded: 1 }]);
  });

  it('tells everybody by default', () => {
    const notifications = ruleIds.flatMap((id) => (rules[id].kind === 'notification' ? [rules[id]] : []));
    expect(notifications).toHaveLength(9);
    for (const rule of notifications) expect(rule).toMatchObject({ level: 'all', isDefaultRecipientsEnabled: true });
  });
});
