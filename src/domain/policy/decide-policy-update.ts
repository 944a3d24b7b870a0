import { accept, type Decision, reject } from '../decision.ts';
import { Refusal, type Violation } from '../errors.ts';
import { isCalendarDuration, milliseconds, parseDuration } from '../time.ts';
import type {
  ApprovalRule,
  EffectivePolicy,
  ExpirationRule,
  JustificationQualityRule,
  PolicyRules,
  Rule,
  RuleId,
} from './policy.ts';
import { ruleKind } from './policy.ts';

export interface PolicyUpdateFacts {
  readonly policy: EffectivePolicy;
  readonly callerId: string;
  /** Ids in the changed approval rule that are no existing, enabled principal of the stated kind. */
  readonly unknownApproverIds: readonly string[];
  /** How many people could decide under the changed approval rule. */
  readonly reachableApprovers: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** In days; the choices of BEHAVIOUR §2. */
const assignmentLimits = [15, 30, 90, 180, 365];

/** Replaces whole rules by their id and keeps the rest; a policy that nobody could satisfy is refused (BEHAVIOUR §2). */
export function decidePolicyUpdate(changes: ReadonlyMap<RuleId, Rule>, facts: PolicyUpdateFacts): Decision {
  for (const [id, rule] of changes) {
    const violation =
      rule.kind === ruleKind(id) ? whyRuleInvalid(id, rule) : invalid(id, `must be a rule of kind \`${ruleKind(id)}\``);
    if (violation !== null) return reject(violation);
  }
  const approval = changes.get('Approval_EndUser_Assignment') as ApprovalRule | undefined;
  if (approval?.isRequired) {
    const [unknown] = facts.unknownApproverIds;
    if (unknown !== undefined)
      return reject(invalid('Approval_EndUser_Assignment', `approver \`${unknown}\` is not an enabled user or group`));
    if (facts.reachableApprovers === 0) {
      return reject(
        invalid('Approval_EndUser_Assignment', 'asks for approval, but no person could give it; name an approver'),
      );
    }
  }
  const after: PolicyRules = { ...facts.policy.rules, ...Object.fromEntries(changes) };
  return accept({
    type: 'roleManagementPolicy.updated',
    scope: facts.policy.scope,
    roleDefinitionId: facts.policy.roleDefinitionId,
    before: facts.policy.rules,
    after,
    modifiedById: facts.callerId,
  });
}

function invalid(id: RuleId, problem: string): Violation {
  return { code: 'policyInvalid', field: id, message: `rule \`${id}\` ${problem}` };
}

function whyRuleInvalid(id: RuleId, rule: Rule): Violation | null {
  switch (rule.kind) {
    case 'expiration':
      return whyExpirationInvalid(id, rule);
    case 'approval':
      return whyApprovalInvalid(id, rule);
    case 'authenticationContext':
      if (!rule.isEnabled || /^c([1-9]|[1-9]\d)$/.test(rule.claimValue)) return null;
      return invalid(id, `has claim value \`${rule.claimValue}\`; allowed: \`c1\` to \`c99\``);
    case 'notification': {
      const bad = rule.recipients.find(
        (address) => address.length > 254 || !/^[^\s@,;<>"()[\]\\:]+@[^\s@,;<>"()[\]\\:]+$/u.test(address),
      );
      return bad === undefined
        ? null
        : invalid(id, `has recipient \`${bad.slice(0, 100)}\`; allowed: plain addresses such as \`ops@example.org\``);
    }
    case 'enablement':
      return null;
    case 'justificationQuality':
      return whyQualityInvalid(id, rule);
    case 'proofAge': {
      const age = rule.maximumAge === null ? null : lengthOf(rule.maximumAge);
      if (rule.maximumAge === null || (age !== null && age >= MINUTE && age <= DAY)) return null;
      return invalid(id, `has a maximum age of \`${rule.maximumAge}\`; allowed: 1 minute to 24 hours, or none`);
    }
    case 'spotAudit':
      if (rule.oneIn === null || (Number.isInteger(rule.oneIn) && rule.oneIn >= 1 && rule.oneIn <= 1000)) return null;
      return invalid(id, `has a share of one in \`${rule.oneIn}\`; allowed: 1 to 1000, or none`);
  }
}

function whyExpirationInvalid(id: RuleId, rule: ExpirationRule): Violation | null {
  const length = lengthOf(rule.maximumDuration);
  if (length === null)
    return invalid(id, `has \`${rule.maximumDuration}\`, which is no duration; allowed: such as \`PT8H\` or \`P180D\``);
  if (id === 'Expiration_EndUser_Assignment') {
    if (!rule.isExpirationRequired) return invalid(id, 'must require an expiration: an activation is never permanent');
    if (length >= 30 * MINUTE && length <= 24 * HOUR && length % (30 * MINUTE) === 0) return null;
    return invalid(id, `has \`${rule.maximumDuration}\`; allowed: \`PT30M\` to \`PT24H\` in steps of 30 minutes`);
  }
  if (assignmentLimits.some((days) => days * DAY === length)) return null;
  const allowed = assignmentLimits.map((days) => `\`P${days}D\``).join(', ');
  return invalid(id, `has \`${rule.maximumDuration}\`; allowed: ${allowed}`);
}

function whyQualityInvalid(id: RuleId, rule: JustificationQualityRule): Violation | null {
  if (!Number.isInteger(rule.minimumLength) || rule.minimumLength < 0 || rule.minimumLength > 500) {
    return invalid(id, `has a minimum length of \`${rule.minimumLength}\`; allowed: 0 to 500`);
  }
  const phrase = rule.refusedPhrases.find((text) => text.trim() === '' || text.length > 100);
  if (rule.refusedPhrases.length > 100 || phrase !== undefined) {
    return invalid(id, 'has refused phrases; allowed: at most 100, each of 1 to 100 characters');
  }
  return null;
}

function whyApprovalInvalid(id: RuleId, rule: ApprovalRule): Violation | null {
  if (rule.stages.length !== 1) return invalid(id, 'must have exactly one stage');
  const window = lengthOf(rule.stages[0].window);
  if (window !== null && window >= 15 * MINUTE && window <= 7 * DAY) return null;
  return invalid(id, `has a window of \`${rule.stages[0].window}\`; allowed: 15 minutes to 7 days`);
}

/** Milliseconds, or null where the text is no duration of fixed length. A year counts 365 days, as clients write it. */
function lengthOf(text: string): number | null {
  try {
    const duration = parseDuration(text, 'maximumDuration');
    if (text.toUpperCase() === 'P1Y') return 365 * DAY;
    return isCalendarDuration(duration) ? null : milliseconds(duration);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
