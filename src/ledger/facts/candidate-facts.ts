import { sql } from 'kysely';
import type { PrincipalKind } from '../../domain/principal.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { inParts } from './past/in-parts.ts';

/** Who may have access at one of the scopes. */
export interface Candidates {
  readonly scopes: readonly Scope[];
  /** Others who may, beside those whom schedules name. */
  readonly alsoIds: readonly string[];
  readonly kinds: readonly PrincipalKind[];
  /** The id behind which the list begins; null: with the first. */
  readonly after: string | null;
}

/**
 * Everybody of the kinds, by id, whom an active schedule at one of the scopes names, or who is or will be in a group that
 * it names, however deep. Whether any of them has access is another question.
 */
export async function candidates(
  tx: Reader,
  { scopes, alsoIds, kinds, after }: Candidates,
): Promise<readonly string[]> {
  const named = await tx.query((db) =>
    db
      .selectFrom('schedule')
      .select('principal_id as id')
      .distinct()
      .where('scope', 'in', scopes)
      .where('kind', '=', sql.lit('active'))
      .where('ended_at', 'is', null),
  );
  const reached = new Set([...named.map(({ id }) => id), ...alsoIds]);
  for (let frontier: ReadonlySet<string> = reached; frontier.size > 0; ) {
    const members = await membersOf(tx, frontier);
    frontier = new Set(members.filter((id) => !reached.has(id)));
    for (const id of frontier) reached.add(id);
  }
  const later = [...reached].filter((id) => after === null || id > after).sort();
  const rows = await inParts(later, (some) =>
    tx.query((db) =>
      db
        .selectFrom('principal')
        .select('id')
        .where('id', 'in', some)
        .where('kind', 'in', kinds)
        .where('deleted_at', 'is', null)
        .orderBy('id'),
    ),
  );
  return rows.map(({ id }) => id);
}

async function membersOf(tx: Reader, groupIds: Iterable<string>): Promise<readonly string[]> {
  const ids = [...groupIds];
  const lasting = await inParts(ids, (some) =>
    tx.query((db) => db.selectFrom('group_member').select('member_id as id').where('group_id', 'in', some)),
  );
  const forATime = await inParts(ids, (some) =>
    tx.query((db) =>
      db
        .selectFrom('group_assignment')
        .select('principal_id as id')
        .where('group_id', 'in', some)
        .where('access', '=', 'member'),
    ),
  );
  return [...lasting, ...forATime].map(({ id }) => id);
}
