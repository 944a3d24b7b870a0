import type { RequestView } from '../../../queries/request-view.ts';
import type { CsvColumns } from '../csv.ts';

/** A request as a line of CSV. */
export const requestColumns: CsvColumns<RequestView> = {
  id: ({ id }) => id,
  requestedAt: ({ requestedAt }) => requestedAt.toString(),
  type: ({ type }) => type,
  status: ({ status }) => status,
  requestor: ({ requestor }) => requestor.displayName,
  requestorId: ({ requestor }) => requestor.id,
  principal: ({ principal }) => principal.displayName,
  principalId: ({ principal }) => principal.id,
  role: ({ role }) => role.name,
  scope: ({ scope }) => scope.path,
  duration: ({ duration }) => duration,
  justification: ({ justification }) => justification,
  ticket: ({ ticket }) => ticket?.number ?? null,
  decidedBy: ({ decision }) => decision?.decidedBy.displayName ?? null,
  decidedAt: ({ decision }) => decision?.decidedAt.toString() ?? null,
  comment: ({ decision }) => decision?.comment ?? null,
  closedReason: ({ closedReason }) => closedReason,
  activatedAt: ({ activatedAt }) => activatedAt?.toString() ?? null,
  deactivatedAt: ({ deactivatedAt }) => deactivatedAt?.toString() ?? null,
};
