import { decideAccess } from '../domain/access/decide-access.ts';
import { type DenyAssignment, EVERYONE } from '../domain/access/deny-assignment.ts';
import { holdsRole } from '../domain/access/holds-role.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { denyAssignmentById, toDenyAssignment } from '../ledger/facts/deny-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { isInReach, type ScopeReach } from './scope-reach.ts';
import type { Viewer } from './viewer.ts';

/** Whoever may do this at a scope sees the deny assignments that have effect there, and those below. */
export const READS_DENY_ASSIGNMENTS = 'Microsoft.Authorization/denyAssignments/read';

/** What a list of deny assignments is narrowed to; null means any. */
export interface DenyAssignmentCriteria {
  readonly reach: ScopeReach;
  readonly name: string | null;
  /** Those that name one of these. */
  readonly principalIds: readonly string[] | null;
  /** Those that name this one, as denied or as excluded. */
  readonly mentionedId: string | null;
}

/** Whether the viewer may read the deny assignments at the first scope of the chain; who may make them may. */
export function readsDenyAssignments(viewer: Viewer, scopeChain: readonly Scope[], now: Temporal.Instant): boolean {
  if (holdsRole(viewer.holder, [wellKnownRoles.globalAdministrator], [ROOT], now.epochMilliseconds)) return true;
  const question = { action: READS_DENY_ASSIGNMENTS, isDataAction: false, scopeChain, attributes: null };
  return decideAccess(viewer.holder, question, now.epochMilliseconds).allowed;
}

/** A page of deny assignments, the newest first; whether the viewer may read them is asked before. */
export async function denyAssignments(
  reader: Reader,
  { reach, name, principalIds, mentionedId }: DenyAssignmentCriteria,
  { limit, after }: PageRequest,
): Promise<Page<DenyAssignment>> {
  const rows = await reader.query((db) => {
    let query = db
      .selectFrom('deny_assignment')
      .selectAll()
      .where(isInReach(db, 'deny_assignment.scope', reach))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const naming = (ids: readonly string[]) =>
      db.selectFrom('deny_assignment_principal').select('deny_assignment_id').where('principal_id', 'in', ids);
    if (name !== null) query = query.where('name', '=', name);
    if (principalIds !== null)
      query = query.where('id', 'in', naming(['', ...principalIds]).where('is_excluded', '=', 0));
    if (mentionedId !== null) query = query.where('id', 'in', naming([mentionedId]));
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('created_at', '<', after.atMs),
        where.and([where('created_at', '=', after.atMs), where('id', '<', after.id)]),
      ]),
    );
  });
  const principals = await reader.query((db) =>
    db
      .selectFrom('deny_assignment_principal')
      .selectAll()
      .where('deny_assignment_id', 'in', ['', ...rows.map(({ id }) => id)])
      .orderBy('principal_id'),
  );
  const byId = Map.groupBy(principals, (principal) => principal.deny_assignment_id);
  const items = rows.map((row) => toDenyAssignment(row, byId.get(row.id) ?? []));
  return toPage(rows, limit, (row) => ({ atMs: row.created_at, id: row.id }), items);
}

/** The deny assignment of an id that a list at the scope would show the viewer; null for all others. */
export async function visibleDenyAssignment(
  reader: Reader,
  viewer: Viewer,
  id: string,
  scopeChain: readonly Scope[],
  now: Temporal.Instant,
): Promise<DenyAssignment | null> {
  if (!readsDenyAssignments(viewer, scopeChain, now)) return null;
  const found = await denyAssignmentById(reader, id);
  if (found === null || scopeChain.includes(found.scope)) return found;
  return (await scopeChainOf(reader, found.scope)).includes(scopeChain[0] as Scope) ? found : null;
}

/** The ids by which a deny assignment can be about somebody who has this id and these groups. */
export function namedAs(id: string, groupIds: ReadonlySet<string>): readonly string[] {
  return [EVERYONE, id, ...groupIds];
}
