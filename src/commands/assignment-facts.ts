import type { Dependents } from '../domain/assignment/dependents.ts';
import { refuse } from '../domain/errors.ts';
import type { RecordedAssignment } from '../domain/extension/extension-window.ts';
import type { Principal } from '../domain/principal.ts';
import type { AskedRequest } from '../domain/request/request.ts';
import { isLive, isUnfinished, type Schedule } from '../domain/schedule.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { openExtension } from '../ledger/facts/extension-facts.ts';
import { openRequest, pendingRequestsFor, requestById } from '../ledger/facts/request-facts.ts';
import { activationsOf, lastExpired, recordedSchedule, sameSchedules } from '../ledger/facts/schedule-facts.ts';

/** Refuses where there is no such principal. */
export function requirePrincipal(principal: Principal | null, id: string): Principal {
  return (
    principal ?? refuse({ code: 'principalNotFound', field: 'principalId', message: `there is no principal \`${id}\`` })
  );
}

/** Unfinished assignments of the asked kind for exactly the asked principal, role and scope. */
export async function assignmentsFor(tx: Reader, asked: AskedRequest, now: Temporal.Instant) {
  return (await sameSchedules(tx, asked, now)).filter(({ assignmentType }) => assignmentType === 'assigned');
}

/** The assignment that the request names by id, of either kind; null where that is none of this principal, role and scope. */
async function namedAssignment(tx: Reader, asked: AskedRequest, id: string): Promise<RecordedAssignment | null> {
  const recorded = await recordedSchedule(tx, id);
  if (recorded === null) return null;
  const { schedule, endReason } = recorded;
  const isMeant =
    schedule.assignmentType === 'assigned' &&
    schedule.principalId === asked.principalId &&
    schedule.roleDefinitionId === asked.roleDefinitionId &&
    schedule.scope === asked.scope;
  return isMeant ? { schedule, endReason } : null;
}

/** The unfinished assignment that the request is about: the named one, else the live one of its kind, else the next. */
export async function unfinishedAssignment(
  tx: Reader,
  asked: AskedRequest,
  now: Temporal.Instant,
): Promise<Schedule | null> {
  if (asked.targetScheduleId !== null) {
    const named = await namedAssignment(tx, asked, asked.targetScheduleId);
    return named !== null && isUnfinished(named.schedule, now) ? named.schedule : null;
  }
  const found = [...(await assignmentsFor(tx, asked, now))].sort((a, b) => (isBefore(a.startAt, b.startAt) ? -1 : 1));
  return found.find((schedule) => isLive(schedule, now)) ?? found[0] ?? null;
}

/** The assignment that is to be renewed: the named one, else the one of its kind that expired last. */
export async function assignmentToRenew(
  tx: Reader,
  asked: AskedRequest,
  now: Temporal.Instant,
): Promise<RecordedAssignment | null> {
  if (asked.targetScheduleId !== null) return namedAssignment(tx, asked, asked.targetScheduleId);
  const schedule = (await lastExpired(tx, asked, now)) ?? (await unfinishedAssignment(tx, asked, now));
  return schedule === null ? null : { schedule, endReason: null };
}

/** What rests on these assignments. */
export async function dependentsOf(
  tx: Reader,
  assignments: readonly Schedule[],
  now: Temporal.Instant,
): Promise<Dependents> {
  const activations = [];
  const requests = [];
  const extensionRequestIds = [];
  for (const assignment of assignments) {
    const { id, kind } = assignment;
    const extension = await openExtension(tx, id);
    if (extension !== null && isBefore(now, extension.expiresAt)) extensionRequestIds.push(extension.requestId);
    if (kind === 'active') extensionRequestIds.push(...(await waitingExtensionOf(tx, assignment, now)));
    if (kind !== 'eligible') continue;
    activations.push(...(await activationsOf(tx, id, now)));
    for (const requestId of await pendingRequestsFor(tx, id, now)) {
      const request = await requestById(tx, requestId);
      if (request !== null) requests.push(request);
    }
  }
  return { activations, requests, extensionRequestIds };
}

/** The request to extend a running activation that waits for approval. */
async function waitingExtensionOf(tx: Reader, activation: Schedule, now: Temporal.Instant): Promise<readonly string[]> {
  if (activation.assignmentType !== 'activated') return [];
  const open = await openRequest(tx, activation);
  if (open === null || (open.expiresAt !== null && !isBefore(now, open.expiresAt))) return [];
  const request = await requestById(tx, open.id);
  return request?.targetScheduleId === activation.id ? [open.id] : [];
}
