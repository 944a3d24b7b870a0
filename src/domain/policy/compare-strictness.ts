import { milliseconds, parseDuration } from '../time.ts';
import { type ActivationRules, activationRuleIds } from './activation-rules.ts';
import { foldPhrase } from './fold-phrase.ts';
import type {
  ApprovalRule,
  AuthenticationContextRule,
  EnablementRule,
  ExpirationRule,
  JustificationQualityRule,
  ProofAgeRule,
} from './policy.ts';

/** A rule that asks for more than it did. */
export interface StricterRule {
  readonly ruleId: keyof ActivationRules;
  /** What it asks for now, for a person. */
  readonly message: string;
}

type Compare<Rule> = (before: Rule, after: Rule) => string | null;

/**
 * Which rules became stricter from one set of settings to another, each once (BEHAVIOUR §4, ADR 0006). Looser or the
 * same: none. Who approves is always resolved live, and a spot audit asks nothing of those who ask or decide: neither
 * makes a rule stricter.
 */
export function compareStrictness(before: ActivationRules, after: ActivationRules): readonly StricterRule[] {
  return activationRuleIds.flatMap((ruleId) => {
    const compare = comparisons[ruleId] as Compare<unknown>;
    const message = compare(before[ruleId], after[ruleId]);
    return message === null ? [] : [{ ruleId, message }];
  });
}

const comparisons: { readonly [Id in keyof ActivationRules]: Compare<ActivationRules[Id]> } = {
  Expiration_EndUser_Assignment: compareExpiration,
  Enablement_EndUser_Assignment: compareEnablement,
  AuthenticationContext_EndUser_Assignment: compareAuthenticationContext,
  Approval_EndUser_Assignment: compareApproval,
  Justification_EndUser_Assignment: compareJustificationQuality,
  ProofAge_EndUser_Assignment: compareProofAge,
  SpotAudit_EndUser_Assignment: () => null,
};

function length(duration: string): number {
  return milliseconds(parseDuration(duration, 'duration'));
}

function compareExpiration(before: ExpirationRule, after: ExpirationRule): string | null {
  if (!before.isExpirationRequired && after.isExpirationRequired) return 'an end is required';
  const isShorter = length(after.maximumDuration) < length(before.maximumDuration);
  return isShorter ? `at most \`${after.maximumDuration}\` is allowed` : null;
}

function compareEnablement(before: EnablementRule, after: EnablementRule): string | null {
  const added = after.enabled.filter((each) => !before.enabled.includes(each));
  return added.length === 0 ? null : `\`${added.join('`, `')}\` is required`;
}

function compareAuthenticationContext(
  before: AuthenticationContextRule,
  after: AuthenticationContextRule,
): string | null {
  // one context cannot be ranked against another: what was proven may not be what is asked for now
  const isSame = before.isEnabled && before.claimValue === after.claimValue;
  return after.isEnabled && !isSame ? `authentication context \`${after.claimValue}\` is required` : null;
}

function compareApproval(before: ApprovalRule, after: ApprovalRule): string | null {
  if (!after.isRequired) return null;
  if (!before.isRequired) return 'approval is required';
  if (after.isRequestorJustificationRequired && !before.isRequestorJustificationRequired) {
    return 'a justification is required';
  }
  for (const [ordinal, stage] of after.stages.entries()) {
    const was = before.stages[ordinal];
    if (was === undefined) return `${after.stages.length} stages of approval are required`;
    if (stage.approvalsNeeded > was.approvalsNeeded) return `${stage.approvalsNeeded} approvals are required`;
    if (length(stage.window) < length(was.window)) return `approval is given within \`${stage.window}\``;
    if (stage.isApproverJustificationRequired && !was.isApproverJustificationRequired) {
      return 'approvers must give a justification';
    }
  }
  return null;
}

function compareJustificationQuality(before: JustificationQualityRule, after: JustificationQualityRule): string | null {
  if (after.minimumLength > before.minimumLength) {
    return `a justification has at least ${after.minimumLength} characters`;
  }
  const refused = before.refusedPhrases.map(foldPhrase);
  const added = after.refusedPhrases.find((phrase) => !refused.includes(foldPhrase(phrase)));
  if (added !== undefined) return `\`${added}\` is refused as a justification`;
  // whether one pattern admits all that another does is not decided here: another one counts as stricter
  const isStricter = after.ticketPattern !== null && after.ticketPattern !== before.ticketPattern;
  return isStricter ? `a ticket must match \`${after.ticketPattern}\`` : null;
}

function compareProofAge(before: ProofAgeRule, after: ProofAgeRule): string | null {
  if (after.isFreshProofRequired && !before.isFreshProofRequired) return 'a second factor is made for each request';
  if (after.maximumAge === null) return null;
  const isStricter = before.maximumAge === null || length(after.maximumAge) < length(before.maximumAge);
  return isStricter ? `a second factor is at most \`${after.maximumAge}\` old` : null;
}
