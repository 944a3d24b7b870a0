import type { ApprovalStage } from '../domain/approval/approval.ts';
import { currentApprovers, defaultApproverRoles } from '../domain/approval/eligible-approvers.ts';
import type { EffectivePolicy } from '../domain/policy/policy.ts';
import type { Principal } from '../domain/principal.ts';
import type { ScheduleRequest } from '../domain/request/request.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { ownersOf } from '../ledger/facts/principal-facts.ts';
import { peopleBehind } from './people-behind.ts';
import { peopleHolding } from './people-holding.ts';

/** The role that is asked for, where, and the settings that apply there now. */
export interface ApprovalPlace {
  readonly role: Pick<RoleDefinition, 'family'>;
  readonly scopeChain: readonly Scope[];
  readonly policy: EffectivePolicy;
}

/**
 * The people who may decide a stage: the named ones with everybody in named groups, else the holders of the default
 * roles. Never the requestor, nor who owns the service principal that asks (BEHAVIOUR §4).
 */
export async function approversOf(
  tx: Reader,
  request: Pick<ScheduleRequest, 'requestorId' | 'principalId'>,
  stage: Pick<ApprovalStage, 'approvers' | 'ordinal'>,
  { role, policy, scopeChain }: ApprovalPlace,
  now: Temporal.Instant,
): Promise<readonly Principal[]> {
  const named = currentApprovers(stage, policy).map(({ id }) => id);
  const people =
    named.length > 0
      ? await peopleBehind(tx, named, now)
      : await peopleHolding(tx, defaultApproverRoles[role.family], scopeChain, now);
  const barred = new Set<string>([request.requestorId]);
  for (const id of [request.principalId, ...(await ownersOf(tx, request.requestorId))]) {
    barred.add(id);
    for (const person of await peopleBehind(tx, [id], now)) barred.add(person.id);
  }
  return people.filter(({ id }) => !barred.has(id));
}
