import { sql } from 'kysely';
import type { RequestStatus } from '../domain/request/request-status.ts';
import type { Scope } from '../domain/scope.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { nothing, type RequestExpressions, type RequestFilter } from './request-rows.ts';
import { isOneOfOrBelowPaths } from './scope-reach.ts';

/** Conditions on requests of which each has an index of its own, for `narrowedPage`. */

export function byId(id: string): RequestFilter {
  return (where) => where('request.id', '=', id);
}

export function byRequestor(requestorId: string): RequestFilter {
  return (where) => isRequestedBy(where, '=', requestorId);
}

/** What they asked for themselves is found by the principal; for the others alone there is an index by requestor. */
function isRequestedBy(
  where: RequestExpressions,
  operator: '=' | 'in',
  requestor: string | ReturnType<typeof ownedBy>,
) {
  return where.or([
    where.and([where('request.principal_id', operator, requestor), where('request.requestor_id', operator, requestor)]),
    where.and([
      where('request.requestor_id', operator, requestor),
      where('request.requestor_id', '<>', where.ref('request.principal_id')),
    ]),
  ]);
}

export function byPrincipals(principalIds: readonly string[]): RequestFilter {
  return principalIds.length === 0 ? nothing : (where) => where('request.principal_id', 'in', principalIds);
}

export function byDecider(deciderId: string): RequestFilter {
  return (where) =>
    where('request.id', 'in', (decisions) =>
      decisions
        .selectFrom('approval_decision')
        .select('request_id')
        .where('decided_by_id', '=', deciderId)
        .union(decisions.selectFrom('extension_request').select('request_id').where('decided_by_id', '=', deciderId)),
    );
}

/** Asked by service principals that one of these owns. */
export function byOwnersOfRequestor(ownerIds: readonly string[]): RequestFilter {
  return (where, db) => isRequestedBy(where, 'in', ownedBy(db, ownerIds));
}

/** The service principals that these own, also by way of another one. */
export function ownedBy(db: QueryBuilder, ids: readonly string[]) {
  return db
    .withRecursive('owned', (recursive) =>
      recursive
        .selectFrom('service_principal_owner')
        .select('service_principal_id')
        .where('owner_id', 'in', ids)
        .union(
          recursive
            .selectFrom('service_principal_owner as next')
            .innerJoin('owned', 'owned.service_principal_id', 'next.owner_id')
            .select('next.service_principal_id'),
        ),
    )
    .selectFrom('owned')
    .select('service_principal_id');
}

/** Those that have or had an approval. */
export const withApproval: RequestFilter = (where) =>
  where('request.id', 'in', (stages) => stages.selectFrom('approval_stage').select('request_id'));

export function byRole(roleDefinitionId: string): RequestFilter {
  return (where) => where('request.role_definition_id', '=', roleDefinitionId);
}

/** At one of the scopes, at a path or below one. */
export function byScopes(named: readonly Scope[], paths: readonly Scope[]): RequestFilter {
  if (named.length === 0) return nothing;
  return () => isOneOfOrBelowPaths('request.scope', [...named, ...paths], paths);
}

/** The states that few requests have, or have for long. Word for word as in the index `schedule_request_rare`. */
const RARE: readonly RequestStatus[] = [
  'accepted',
  'pendingApproval',
  'pendingAdminDecision',
  'denied',
  'canceled',
  'timedOut',
  'approved',
  'pendingScheduleCreation',
];

/** Requests on record in one of the states; null where one of these is common, as no index helps there. */
export function byRareStatus(statuses: readonly RequestStatus[]): RequestFilter | null {
  if (!statuses.every((status) => RARE.includes(status))) return null;
  if (statuses.length === 0) return nothing;
  return (where) =>
    where.and([
      sql<boolean>`${sql.ref('request.status')} in (${sql.join(RARE.map((status) => sql.lit(status)))})`,
      where('request.status', 'in', statuses),
    ]);
}
