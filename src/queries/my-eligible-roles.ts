import type { Violation } from '../domain/errors.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { sameSchedules } from '../ledger/facts/schedule-facts.ts';
import { type ActivationTerms, activationTerms } from './activation-terms.ts';
import { type ExtensionOutlook, extensionOutlook } from './extension-outlook.ts';
import { type MySchedule, mySchedules } from './my-schedules.ts';
import { openExtensionOf } from './open-extension-of.ts';
import type { Page, PageRequest } from './page.ts';
import { requestHistory } from './request-history.ts';
import type { RequestView } from './request-view.ts';

/** A role that a person may activate, with all that a person wants to know before. */
export interface MyEligibleRole extends MySchedule {
  readonly terms: ActivationTerms;
  /** Why it cannot be activated at its own scope now, whatever is asked; a narrower scope may be free. */
  readonly whyNotActivate: Violation | null;
  /** The person's last request to activate it. */
  readonly lastUse: RequestView | null;
  readonly extension: ExtensionOutlook;
}

const RECENT = 100;

/** A page of the roles that a person may activate, directly or through groups, the newest first. */
export async function myEligibleRoles(
  reader: Reader,
  principalId: string,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<MyEligibleRole>> {
  const { items, next } = await mySchedules(reader, principalId, 'eligible', page, now);
  const newest = { limit: RECENT, after: null };
  const asked = { requestorId: principalId };
  const recent = (await requestHistory(reader, principalId, asked, newest, now)).items;
  const pending = (await requestHistory(reader, principalId, { ...asked, status: 'Pending' }, newest, now)).items;
  const roles: MyEligibleRole[] = [];
  for (const item of items) {
    const { schedule, place, through } = item;
    const policy = await policyFor(reader, place.role, place.scopeChain);
    const open = pending.find((view) => isFor(item, view) && view.type === 'selfActivate');
    const openRequestId = await openExtensionOf(reader, schedule, now);
    roles.push({
      ...item,
      terms: await activationTerms(reader, principalId, { ...place, policy }, now),
      whyNotActivate: await whyNotActivate(reader, principalId, item, open?.id ?? null, now),
      lastUse: recent.find((view) => view.type === 'selfActivate' && isFor(item, view)) ?? null,
      extension: extensionOutlook(schedule, { throughGroup: through?.displayName ?? null, openRequestId }, now),
    });
  }
  return { items: roles, next };
}

function isFor({ role, scope }: MySchedule, view: RequestView): boolean {
  return view.role.id === role.id && view.scope.path === scope.path;
}

async function whyNotActivate(
  reader: Reader,
  principalId: string,
  { schedule }: MySchedule,
  openRequestId: string | null,
  now: Temporal.Instant,
): Promise<Violation | null> {
  const held = await sameSchedules(reader, { ...schedule, kind: 'active', principalId }, now);
  const activation = held.find(({ assignmentType }) => assignmentType === 'activated');
  if (activation !== undefined) {
    const isPlanned = isBefore(now, activation.startAt);
    const message = isPlanned ? 'an activation of it is planned' : 'it is active already';
    return { code: 'assignmentExists', conflictsWith: activation.id, message };
  }
  if (openRequestId === null) return null;
  return { code: 'pendingRequestExists', conflictsWith: openRequestId, message: 'your request waits for approval' };
}
