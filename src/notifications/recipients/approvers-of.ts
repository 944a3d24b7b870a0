import { currentApprovers, defaultApproverRoles } from '../../domain/approval/eligible-approvers.ts';
import type { ApproverReference } from '../../domain/policy/policy.ts';
import type { Principal } from '../../domain/principal.ts';
import type { ScheduleRequest } from '../../domain/request/request.ts';
import type { Reader } from '../../ledger/engine.ts';
import { ownersOf } from '../../ledger/facts/principal-facts.ts';
import type { RoleAtScope } from '../role-at-scope.ts';
import { peopleBehind } from './people-behind.ts';
import { peopleHolding } from './people-holding.ts';

/**
 * The people who may decide a request: the named ones with everybody in named groups, else the holders of the default
 * roles. Never the requestor, nor who owns the service principal that asks (BEHAVIOUR §4).
 */
export async function approversOf(
  tx: Reader,
  request: Pick<ScheduleRequest, 'requestorId' | 'principalId'>,
  stage: { readonly approvers: readonly ApproverReference[] },
  { role, policy, scopeChain }: RoleAtScope,
  now: Temporal.Instant,
): Promise<readonly Principal[]> {
  const named = currentApprovers(stage, policy);
  const people =
    named.length > 0
      ? await peopleBehind(
          tx,
          named.map(({ id }) => id),
        )
      : await peopleHolding(tx, defaultApproverRoles[role.family], scopeChain, now);
  const barred = [request.requestorId, request.principalId, ...(await ownersOf(tx, request.principalId))];
  return people.filter(({ id }) => !barred.includes(id));
}
