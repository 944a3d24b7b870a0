import { holdsRole } from '../domain/access/holds-role.ts';
import { currentApprovers, defaultApproverRoles, isEligibleApprover } from '../domain/approval/eligible-approvers.ts';
import type { ApproverReference } from '../domain/policy/policy.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Viewer } from './viewer.ts';

/** A role at a scope, and the approvers that were named when something was asked there. */
export interface ApprovalPlace {
  readonly roleDefinitionId: string;
  readonly scope: Scope;
  /** null: not known; then only a policy that asks for approval now can name anybody. */
  readonly namedAtSubmission: readonly ApproverReference[] | null;
}

/** Whether the viewer is an approver there at `now`, by the domain's rule; that no one decides their own comes on top. */
export async function isApprover(
  reader: Reader,
  viewer: Viewer,
  { roleDefinitionId, scope, namedAtSubmission }: ApprovalPlace,
  now: Temporal.Instant,
): Promise<boolean> {
  const role = await roleDefinitionById(reader, roleDefinitionId);
  if (role === null) return false;
  const chain = await scopeChainOf(reader, scope);
  const policy = await policyFor(reader, role, chain);
  if (namedAtSubmission === null && !policy.rules.Approval_EndUser_Assignment.isRequired) return false;
  return isEligibleApprover(
    viewer.facts,
    currentApprovers({ approvers: namedAtSubmission ?? [] }, policy),
    holdsRole(viewer.holder, defaultApproverRoles[role.family], chain, now.epochMilliseconds),
  );
}
