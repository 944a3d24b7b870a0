import { isOrIsIn, type PrincipalFacts } from '../principal.ts';
import type { ScheduleRequest } from '../request/request.ts';

/** Who asks, who looks, and who owns them where they are service principals. */
export interface OwnershipFacts {
  readonly request: Pick<ScheduleRequest, 'requestorId' | 'principalId'>;
  readonly decider: PrincipalFacts;
  /** Who owns the requestor, where that is a service principal; people and groups. */
  readonly requestorOwnerIds: readonly string[];
  /** Who owns the decider, where that is a service principal. */
  readonly deciderOwnerIds: readonly string[];
}

/**
 * Nobody decides or reviews their own (BEHAVIOUR §4). Own is what oneself asked for, or is asked for; also by way of a
 * group or a service principal, on either side.
 */
export function isOwnRequest({ request, decider, requestorOwnerIds, deciderOwnerIds }: OwnershipFacts): boolean {
  return (
    decider.principal.id === request.requestorId ||
    isOrIsIn(decider, request.principalId) ||
    requestorOwnerIds.some((ownerId) => isOrIsIn(decider, ownerId)) ||
    deciderOwnerIds.includes(request.requestorId)
  );
}
