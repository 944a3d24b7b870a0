import type { EffectivePolicy } from '../domain/policy/policy.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { approversOf } from './approvers-of.ts';
import { namesOf } from './names-of.ts';

/** One round of an approval, as who asks is told of it before. */
export interface TermsStage {
  /** Names of the people and groups that decide; empty: whoever administers roles there. */
  readonly approvers: readonly string[];
  /** How many people could decide a request of this person now. */
  readonly people: number;
  readonly approvalsNeeded: number;
  /** ISO 8601. */
  readonly window: string;
}

/** What the settings of a role ask of who activates it. */
export interface ActivationTerms {
  /** ISO 8601. */
  readonly maximumDuration: string;
  readonly isJustificationRequired: boolean;
  /** In characters. */
  readonly minimumLength: number;
  readonly isTicketRequired: boolean;
  readonly ticketPattern: string | null;
  readonly isMultiFactorRequired: boolean;
  /** `c1` to `c99`; null: none is asked for. */
  readonly authenticationContext: string | null;
  /** Empty: nobody has to approve. */
  readonly stages: readonly TermsStage[];
}

/** What the policy that applies at the first scope of the chain asks of this person. */
export async function activationTerms(
  reader: Reader,
  principalId: string,
  { role, policy, scopeChain }: { role: RoleDefinition; policy: EffectivePolicy; scopeChain: readonly Scope[] },
  now: Temporal.Instant,
): Promise<ActivationTerms> {
  const { rules } = policy;
  const { enabled } = rules.Enablement_EndUser_Assignment;
  const approval = rules.Approval_EndUser_Assignment;
  const context = rules.AuthenticationContext_EndUser_Assignment;
  const quality = rules.Justification_EndUser_Assignment;
  return {
    maximumDuration: rules.Expiration_EndUser_Assignment.maximumDuration,
    isJustificationRequired: enabled.includes('justification'),
    minimumLength: quality.minimumLength,
    isTicketRequired: enabled.includes('ticketing'),
    ticketPattern: quality.ticketPattern,
    isMultiFactorRequired: enabled.includes('multiFactorAuthentication'),
    authenticationContext: context.isEnabled ? context.claimValue : null,
    stages: approval.isRequired ? await stagesFor() : [],
  };

  async function stagesFor() {
    const stages: TermsStage[] = [];
    const names = await namesOf(
      reader,
      [],
      approval.stages.flatMap(({ approvers }) => approvers.map(({ id }) => id)),
    );
    for (const [ordinal, { approvers, approvalsNeeded, window }] of approval.stages.entries()) {
      const request = { requestorId: principalId, principalId };
      const people = await approversOf(reader, request, { approvers, ordinal }, { role, policy, scopeChain }, now);
      const named = approvers.map(({ id }) => names.principal(id).displayName);
      stages.push({ approvers: named, people: people.length, approvalsNeeded, window });
    }
    return stages;
  }
}
