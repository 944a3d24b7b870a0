import { decideAccess, type Holder } from '../domain/access/decide-access.ts';
import { type DenyAssignment, EVERYONE } from '../domain/access/deny-assignment.ts';
import { type HiddenScope, hiddenFrom, isHidden } from '../domain/access/hidden-scopes.ts';
import { holdsRole } from '../domain/access/holds-role.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { denyAssignmentById, toDenyAssignment } from '../ledger/facts/deny-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { isShownAt } from './hidden-scopes.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { readsSomewhereIn } from './reads-somewhere-in.ts';
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
  return makesDenyAssignments(viewer, now) || mayRead(viewer.holder, scopeChain, now);
}

function makesDenyAssignments({ holder }: Viewer, now: Temporal.Instant): boolean {
  return holdsRole(holder, [wellKnownRoles.globalAdministrator], [ROOT], now.epochMilliseconds);
}

function mayRead(holder: Holder, scopeChain: readonly Scope[], now: Temporal.Instant): boolean {
  const question = { action: READS_DENY_ASSIGNMENTS, isDataAction: false, scopeChain, attributes: null };
  return decideAccess(holder, question, now.epochMilliseconds).allowed;
}

/** Where reading them is denied to the viewer; what is there is in no list. */
function hiddenDenyAssignments(viewer: Viewer, now: Temporal.Instant): readonly HiddenScope[] {
  return makesDenyAssignments(viewer, now) ? [] : hiddenFrom(viewer.holder, READS_DENY_ASSIGNMENTS);
}

/** A page of deny assignments, the newest first; whether the viewer may read them is asked before. */
export async function denyAssignments(
  reader: Reader,
  viewer: Viewer,
  { reach, name, principalIds, mentionedId }: DenyAssignmentCriteria,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
): Promise<Page<DenyAssignment>> {
  const hidden = hiddenDenyAssignments(viewer, now);
  const rows = await reader.query((db) => {
    let query = db
      .selectFrom('deny_assignment')
      .selectAll()
      .where(isInReach(db, 'deny_assignment.scope', reach))
      .where(isShownAt(db, 'deny_assignment.scope', hidden))
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
  if (found === null) return null;
  const itsChain = await scopeChainOf(reader, found.scope);
  if (isHidden(hiddenDenyAssignments(viewer, now), itsChain)) return null;
  return scopeChain.includes(found.scope) || itsChain.includes(scopeChain[0] as Scope) ? found : null;
}

/** The deny assignment of an id that a list at any scope would show the viewer; null for all others. */
export async function knownDenyAssignment(
  reader: Reader,
  viewer: Viewer,
  id: string,
  now: Temporal.Instant,
): Promise<DenyAssignment | null> {
  const found = await denyAssignmentById(reader, id);
  if (found === null) return null;
  const itsChain = await scopeChainOf(reader, found.scope);
  const there = await visibleDenyAssignment(reader, viewer, id, itsChain, now);
  if (there !== null || isHidden(hiddenDenyAssignments(viewer, now), itsChain)) return there;
  // what stands above a scope has effect there, and is seen from there
  for (const { scope } of viewer.holder.grants) {
    if (!(await scopeChainOf(reader, scope)).includes(found.scope)) continue;
    if (await readsSomewhereIn(reader, scope, (chain) => mayRead(viewer.holder, chain, now))) return found;
  }
  return null;
}

/** The ids by which a deny assignment can be about somebody who has this id and these groups. */
export function namedAs(id: string, groupIds: ReadonlySet<string>): readonly string[] {
  return [EVERYONE, id, ...groupIds];
}
