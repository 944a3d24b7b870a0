import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { approvableBy, undecidedFor } from './decidable-requests.ts';
import { isNotHidden } from './hidden-scopes.ts';
import type { RequestFilter } from './request-rows.ts';
import { atOrBelow } from './scopes-below.ts';
import type { Viewer } from './viewer.ts';

/**
 * What the viewer may see: asked by or for the viewer, decided by the viewer, those the viewer is an approver of, and
 * everybody's at the scopes where the viewer reads assignments.
 */
export async function visibleTo(reader: Reader, viewer: Viewer, now: Temporal.Instant): Promise<RequestFilter> {
  const { readsAt } = viewer;
  const viewerId = viewer.facts.principal.id;
  const seesAll = readsAt.resource.includes(ROOT) && readsAt.directory.includes(ROOT) && viewer.hiddenAt.length === 0;
  if (seesAll) return (where) => where.lit(true);
  const asApprover = [await undecidedFor(reader, viewer, now), await approvableBy(reader, viewer, now)];
  return (where, db) => {
    const parts = [
      where('request.requestor_id', '=', viewerId),
      where('request.principal_id', '=', viewerId),
      where('request.id', 'in', (decisions) =>
        decisions.selectFrom('approval_decision').select('request_id').where('decided_by_id', '=', viewerId),
      ),
      where('request.id', 'in', (extensions) =>
        extensions.selectFrom('extension_request').select('request_id').where('decided_by_id', '=', viewerId),
      ),
      ...asApprover.map((part) => part(where, db)),
      readBy(viewer)(where, db),
    ];
    // rows are checked one by one in the order of the page: without the `case` the database may collect and sort all
    return where(where.case().when(where.or(parts)).then(1).else(0).end(), '=', 1);
  };
}

const columns = { scope: 'request.scope', family: 'role.family' };

/** Everybody's requests at the scopes where the viewer reads assignments. */
export function readBy({ readsAt, hiddenAt }: Viewer): RequestFilter {
  return (where, db) => {
    const parts = (['resource', 'directory'] as const).flatMap((family) => {
      const scopes = readsAt[family];
      if (scopes.length === 0) return [];
      // everything stands below the root, registered parent or not
      const isSeen = scopes.includes(ROOT) ? [] : [where('request.scope', 'in', atOrBelow(db, scopes))];
      const isShown = hiddenAt.length === 0 ? [] : [isNotHidden(db, columns, hiddenAt)];
      return [where.and([where('role.family', '=', family), ...isSeen, ...isShown])];
    });
    return parts.length === 0 ? where.lit(false) : where.or(parts);
  };
}
