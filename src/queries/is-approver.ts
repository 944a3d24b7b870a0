import { holdsRole } from '../domain/access/holds-role.ts';
import type { ApprovalStage } from '../domain/approval/approval.ts';
import { currentApprovers, defaultApproverRoles, isEligibleApprover } from '../domain/approval/eligible-approvers.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Viewer } from './viewer.ts';

/** A role at a scope, and the stage of a request there. */
export interface StagePlace {
  readonly roleDefinitionId: string;
  readonly scope: Scope;
  /** null: any stage; then only a policy that asks for approval now can name anybody. */
  readonly stage: Pick<ApprovalStage, 'approvers' | 'ordinal'> | null;
}

/** Whether the viewer is an approver there at `now`, by the domain's rule; that no one decides their own comes on top. */
export async function isApprover(
  reader: Reader,
  viewer: Viewer,
  { roleDefinitionId, scope, stage }: StagePlace,
  now: Temporal.Instant,
): Promise<boolean> {
  const role = await roleDefinitionById(reader, roleDefinitionId);
  if (role === null) return false;
  const chain = await scopeChainOf(reader, scope);
  const policy = await policyFor(reader, role, chain);
  const rule = policy.rules.Approval_EndUser_Assignment;
  const holdsDefaultRole = holdsRole(viewer.holder, defaultApproverRoles[role.family], chain, now.epochMilliseconds);
  if (stage !== null) return isEligibleApprover(viewer.facts, currentApprovers(stage, policy), holdsDefaultRole);
  return (
    rule.isRequired && rule.stages.some((each) => isEligibleApprover(viewer.facts, each.approvers, holdsDefaultRole))
  );
}
