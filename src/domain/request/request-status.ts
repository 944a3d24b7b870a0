/** States of a schedule request (BEHAVIOUR §3); `pendingAdminDecision`: an extension or renewal that waits. */
export type RequestStatus =
  | 'accepted'
  | 'pendingApproval'
  | 'pendingAdminDecision'
  | 'denied'
  | 'canceled'
  | 'timedOut'
  | 'approved'
  | 'pendingScheduleCreation'
  | 'provisioned'
  | 'revoked';

/** The one table of moves; a state without moves is terminal and is never left. */
export const transitions: Readonly<Record<RequestStatus, readonly RequestStatus[]>> = {
  accepted: ['pendingApproval', 'pendingAdminDecision', 'pendingScheduleCreation', 'provisioned', 'revoked'],
  pendingApproval: ['approved', 'denied', 'canceled', 'timedOut'],
  pendingAdminDecision: ['approved', 'denied', 'canceled', 'timedOut'],
  approved: ['pendingScheduleCreation', 'provisioned'],
  pendingScheduleCreation: ['provisioned', 'canceled', 'revoked'],
  provisioned: ['revoked'],
  denied: [],
  canceled: [],
  timedOut: [],
  revoked: [],
};

export function canMove(from: RequestStatus, to: RequestStatus): boolean {
  return transitions[from].includes(to);
}

/** Whether somebody still has to decide. */
export function isUndecided(status: RequestStatus): boolean {
  return status === 'pendingApproval' || status === 'pendingAdminDecision';
}

/** The five words that people are shown. */
export type PublicStatus = 'Pending' | 'Approved' | 'Denied' | 'Expired' | 'Canceled';

const publicStatus: Readonly<Record<RequestStatus, PublicStatus>> = {
  accepted: 'Pending',
  pendingApproval: 'Pending',
  pendingAdminDecision: 'Pending',
  approved: 'Approved',
  pendingScheduleCreation: 'Approved',
  provisioned: 'Approved',
  revoked: 'Approved',
  denied: 'Denied',
  timedOut: 'Expired',
  canceled: 'Canceled',
};

/** The shown word for a state at `now`: an undecided request whose window is over is Expired, timer or not (BEHAVIOUR §4). */
export function toPublicStatus(
  status: RequestStatus,
  expiresAt: Temporal.Instant | null,
  now: Temporal.Instant,
): PublicStatus {
  const isOver = expiresAt !== null && expiresAt.epochMilliseconds <= now.epochMilliseconds;
  return isUndecided(status) && isOver ? 'Expired' : publicStatus[status];
}
