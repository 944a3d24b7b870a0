import { readsAllAssignments } from '../domain/access/reads-assignments.ts';
import { endedByPolicy } from '../domain/approval/ended-by-policy.ts';
import { refuse } from '../domain/errors.ts';
import type { PolicyRules } from '../domain/policy/policy.ts';
import type { PolicyWarning } from '../domain/policy/policy-warning.ts';
import { type RuleDifference, ruleDifferences } from '../domain/policy/rule-differences.ts';
import type { Reader } from '../ledger/engine.ts';
import { requestsWaitingForRole } from '../ledger/facts/approval-facts.ts';
import { governedScopes } from '../ledger/facts/governed-scopes.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { callerFacts } from './authorise.ts';
import type { Caller } from './caller.ts';
import { decideRemoval } from './remove-role-management-policy.ts';
import type { RequestTarget } from './request-target.ts';
import { type AskedChanges, decideUpdate, type PolicyAddress } from './update-role-management-policy.ts';

/** Whom a change of settings concerns. */
export interface AffectedByPolicy {
  /** People who could activate the role under the policy, directly or through groups. */
  readonly eligiblePeople: number;
  readonly eligibleServicePrincipals: number;
  /** Undecided requests for the role to which the policy applies. */
  readonly pendingRequests: number;
  /** Those of them that end, as the policy is stricter than when they were asked for (BEHAVIOUR §4). */
  readonly pendingRequestsClosed: number;
}

/** What a change of settings would do, and to whom. */
export interface PolicyPreview {
  readonly differences: readonly RuleDifference[];
  readonly warnings: readonly PolicyWarning[];
  /** null: the caller may not read all assignments there, and is told no number of them. */
  readonly affected: AffectedByPolicy | null;
}

/**
 * What writing the changes, or removing the policy, would do, without doing it: the same decision on the same facts.
 * Refuses what the real thing would refuse.
 */
export function previewPolicyChange(
  ledger: Ledger,
  caller: Caller,
  address: PolicyAddress,
  asked: AskedChanges | 'removal',
): Promise<PolicyPreview> {
  return ledger.dryRun(async (transaction) => {
    const { target, policy, reach, decision } =
      asked === 'removal'
        ? await decideRemoval(transaction, caller, address)
        : await decideUpdate(transaction, caller, address, asked);
    if (!decision.accepted) refuse(decision.violation);
    return {
      differences: ruleDifferences(policy.rules, decision.after),
      warnings: decision.warnings,
      affected: (await mayCount(transaction, caller, target))
        ? {
            eligiblePeople: reach.eligiblePeople.size,
            eligibleServicePrincipals: reach.eligibleServicePrincipals.size,
            ...(await pendingUnder(transaction.tx, target, decision.after, transaction.now)),
          }
        : null,
    };
  });
}

async function mayCount({ tx, now }: Pick<CommandScope, 'tx' | 'now'>, caller: Caller, target: RequestTarget) {
  const holder = await holderFacts(tx, await callerFacts(tx, caller, now), now);
  return readsAllAssignments(holder, target.role.family, target.scopeChain, now);
}

async function pendingUnder(tx: Reader, target: RequestTarget, rulesNow: PolicyRules, now: Temporal.Instant) {
  const ofRole = await requestsWaitingForRole(tx, target.role.id, now);
  const governed = await governedScopes(
    tx,
    target,
    ofRole.map(({ scope }) => scope),
  );
  const waiting = ofRole
    .filter(({ scope }) => governed.has(scope))
    .map(({ requestId, rules }) => ({ requestId, submittedUnder: rules, rulesNow }));
  return { pendingRequests: waiting.length, pendingRequestsClosed: endedByPolicy(waiting, '').length };
}
