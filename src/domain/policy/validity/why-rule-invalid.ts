import type { Violation } from '../../errors.ts';
import { type AuthenticationContextRule, type Rule, type RuleId, ruleKind } from '../policy.ts';
import { whyApprovalInvalid } from './why-approval-invalid.ts';
import { whyExpirationInvalid } from './why-expiration-invalid.ts';
import { whyNotificationInvalid } from './why-notification-invalid.ts';
import { whyProofAgeInvalid } from './why-proof-age-invalid.ts';
import { whyQualityInvalid } from './why-quality-invalid.ts';
import { whySpotAuditInvalid } from './why-spot-audit-invalid.ts';

/** Why a rule cannot be written under its id, looked at by itself; null where it can (BEHAVIOUR §2). */
export function whyRuleInvalid(id: RuleId, rule: Rule): Violation | null {
  const kind = ruleKind(id);
  const problem = rule.kind === kind ? problemOf(id, rule) : `must be a rule of kind \`${kind}\``;
  return problem === null ? null : { code: 'policyInvalid', field: id, message: `rule \`${id}\` ${problem}` };
}

/** What is wrong, as the end of a sentence that begins with the rule. */
function problemOf(id: RuleId, rule: Rule): string | null {
  switch (rule.kind) {
    case 'expiration':
      return whyExpirationInvalid(id, rule);
    case 'approval':
      return whyApprovalInvalid(rule);
    case 'authenticationContext':
      return whyContextInvalid(rule);
    case 'notification':
      return whyNotificationInvalid(rule);
    case 'enablement':
      return null;
    case 'justificationQuality':
      return whyQualityInvalid(rule);
    case 'proofAge':
      return whyProofAgeInvalid(rule);
    case 'spotAudit':
      return whySpotAuditInvalid(rule);
  }
}

function whyContextInvalid({ isEnabled, claimValue }: AuthenticationContextRule): string | null {
  if (!isEnabled || /^c([1-9]|[1-9]\d)$/.test(claimValue)) return null;
  return `has claim value \`${claimValue}\`; allowed: \`c1\` to \`c99\``;
}
