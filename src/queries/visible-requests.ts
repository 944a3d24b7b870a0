import type { RequestStatus } from '../domain/request/request-status.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { approvableBy, undecidedFor } from './decidable-requests.ts';
import { isNotHidden, isShownAt } from './hidden-scopes.ts';
import { byDecider, byOwnersOfRequestor, byPrincipals, byRequestor, byScopes } from './request-narrowings.ts';
import { allOf, anyOf, nothing, type RequestFilter } from './request-rows.ts';
import { isAtOrBelow, pathsOver } from './scope-reach.ts';
import type { Viewer } from './viewer.ts';

/** The requests that somebody may see. */
export interface VisibleRequests {
  readonly filter: RequestFilter;
  /** Conditions that each an index answers and that together find them all; null where those are nearly all there are. */
  readonly parts: readonly RequestFilter[] | null;
}

const everything: RequestFilter = (where) => where.lit(true);

/**
 * What the viewer may see: asked by the viewer or a service principal of theirs, for the viewer or a group of theirs,
 * decided by the viewer, those the viewer is an approver of, everybody's at the scopes where the viewer reads
 * assignments, and what waits where the viewer gives roles. `visibleRequest` says the same of one.
 */
export async function visibleTo(reader: Reader, viewer: Viewer, now: Temporal.Instant): Promise<VisibleRequests> {
  const { facts, readsAt } = viewer;
  const readsAll = Object.values(readsAt).every((at) => at.includes(ROOT)) && viewer.hiddenAt.length === 0;
  if (readsAll) return { filter: everything, parts: null };
  const ids = [facts.principal.id, ...facts.groupIds];
  const concerning = [
    byRequestor(facts.principal.id),
    byPrincipals(ids),
    byOwnersOfRequestor(ids),
    byDecider(facts.principal.id),
  ];
  const approver = [await undecidedFor(reader, viewer, now), await approvableBy(reader, viewer, now)];
  const scopes = [...new Set([...Object.values(readsAt).flat(), ...viewer.writesAt])];
  const paths = await pathsOver(reader, scopes);
  return {
    filter: anyOf([...concerning, ...approver.map(({ filter }) => filter), readBy(viewer), administeredBy(viewer)]),
    parts:
      paths === null ? null : [...concerning, ...approver.map(({ narrowing }) => narrowing), byScopes(scopes, paths)],
  };
}

const columns = { scope: 'request.scope', family: 'role.family' };

/** Everybody's requests at the scopes where the viewer reads assignments. */
export function readBy({ readsAt, hiddenAt }: Viewer): RequestFilter {
  const isShown: RequestFilter = (_where, db) => isNotHidden(db, columns, hiddenAt);
  const readable = (family: RoleFamily): RequestFilter => {
    const isOfFamily: RequestFilter = (where) => where('role.family', '=', family);
    return allOf(isOfFamily, isShown, (_where, db) => isAtOrBelow(db, 'request.scope', readsAt[family]));
  };
  return anyOf([readable('resource'), readable('directory'), readable('group')]);
}

/** States on record in which an administrator can still cancel or decide a request. */
export const waiting: readonly RequestStatus[] = [
  'accepted',
  'pendingApproval',
  'pendingAdminDecision',
  'pendingScheduleCreation',
];

/** What waits at the scopes where the viewer may give resource roles, read there or not (BEHAVIOUR §4). */
function administeredBy({ writesAt, writingDeniedAt }: Viewer): RequestFilter {
  if (writesAt.length === 0) return nothing;
  return allOf(
    (where) => where.and([where('request.status', 'in', waiting), where('role.family', '=', 'resource')]),
    (_where, db) => isAtOrBelow(db, 'request.scope', writesAt),
    (_where, db) => isShownAt(db, 'request.scope', writingDeniedAt),
  );
}
