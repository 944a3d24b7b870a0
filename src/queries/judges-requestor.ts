import type { ApprovalStage } from '../domain/approval/approval.ts';
import type { ScheduleRequest } from '../domain/request/request.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { readsAssignments } from './assignment-sight.ts';
import { isApprover } from './is-approver.ts';
import { viewerOf } from './viewer.ts';

/** A request with its opened stages, and the role and scope that it is about. */
export interface JudgedRequest {
  readonly request: ScheduleRequest;
  readonly opened: readonly ApprovalStage[];
  readonly role: RoleDefinition;
  readonly scopeChain: readonly Scope[];
}

/**
 * Whether somebody may see what an approver looks at beside the request, such as the requestor's earlier activations:
 * the requestor, its approvers, who decided it, and who reads assignments there.
 */
export async function judgesRequestor(
  reader: Reader,
  principalId: string,
  { request, opened, role, scopeChain }: JudgedRequest,
  now: Temporal.Instant,
): Promise<boolean> {
  if (request.requestorId === principalId) return true;
  if (opened.some(({ decisions }) => decisions.some(({ decidedById }) => decidedById === principalId))) return true;
  const viewer = await viewerOf(reader, principalId, now);
  if (readsAssignments(viewer, role.family, scopeChain)) return true;
  const { roleDefinitionId, scope } = request;
  for (const stage of [null, opened.at(-1) ?? null]) {
    if (await isApprover(reader, viewer, { roleDefinitionId, scope, stage }, now)) return true;
  }
  return false;
}
