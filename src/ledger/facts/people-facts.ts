import { sql } from 'kysely';
import type { Principal } from '../../domain/principal.ts';
import type { Reader } from '../engine.ts';
import { type QueryBuilder, statement } from '../statement.ts';
import { toPrincipal } from './principal-facts.ts';

/** What is looked away from, to see what would be left without it. */
export interface Without {
  readonly principalId: string | null;
  readonly leaving: Leaving | null;
  /** Schedules that end, and what they make somebody a member of. */
  readonly endingScheduleIds: ReadonlySet<string>;
}

/** Members of one group. */
export interface Leaving {
  readonly groupId: string;
  readonly memberIds: readonly string[];
}

/** A group and those in it, for good; with what is looked away from. */
function withIncluded(
  db: QueryBuilder,
  p: { readonly id: string; readonly withoutId: string; readonly leftGroupId: string },
  leavingIds: readonly string[],
) {
  return db.withRecursive('includes', (recursive) =>
    recursive
      .selectFrom('principal')
      .select('id')
      .where('id', '=', p.id)
      .where('enabled', '=', 1)
      .where('id', '!=', p.withoutId)
      .union(
        recursive
          .selectFrom('group_member')
          .innerJoin('includes', 'includes.id', 'group_member.group_id')
          .innerJoin('principal', 'principal.id', 'group_member.member_id')
          .select('group_member.member_id as id')
          .where('principal.enabled', '=', 1)
          .where('principal.id', '!=', p.withoutId)
          .where((where) =>
            where.or([where('group_id', '!=', p.leftGroupId), where('member_id', 'not in', leavingIds)]),
          ),
      ),
  );
}

/** Looked at of each that was found: SQLite would go through all people of the organisation to find those few. */
const isPerson = sql<boolean>`case when principal.kind = 'user' then 1 else 0 end = 1`;

const nobodyLeft = { withoutId: '', leftGroupId: '' };

/** The enabled people in an enabled group at `now`, however deep, and the principal itself where it is such a person. */
const selectPeople = statement((db, p: { id: string; now: number }) =>
  withIncluded(db, { id: p.id, ...nobodyLeft }, [''])
    .selectFrom('principal')
    .selectAll('principal')
    .where(isPerson)
    .where('principal.enabled', '=', 1)
    .where('principal.id', 'in', (people) =>
      people
        .selectFrom('includes')
        .select('includes.id')
        .union(
          people
            .selectFrom('group_assignment')
            .select('principal_id as id')
            .where('access', '=', 'member')
            .where('start_at', '<=', p.now)
            .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', p.now)]))
            .where('group_id', 'in', (groups) => groups.selectFrom('includes').select('includes.id')),
        ),
    ),
);

/** The enabled people that a user or a group stands for at `now`; groups are expanded. */
export async function peopleIn(tx: Reader, id: string, now: Temporal.Instant): Promise<readonly Principal[]> {
  return (await tx.all(selectPeople, { id, now: now.epochMilliseconds })).map(toPrincipal);
}

/**
 * Whether a user or a group stands for any enabled person without end: for good or by a schedule that has none. Of
 * those who are in a group for a time nobody may be left alone.
 */
export async function standsForSomebody(
  tx: Reader,
  id: string,
  without: Without,
  now: Temporal.Instant,
): Promise<boolean> {
  const { groupId: leftGroupId = '', memberIds = [] } = without.leaving ?? {};
  const left = { id, withoutId: without.principalId ?? '', leftGroupId };
  const [found] = await tx.query((db) =>
    withIncluded(db, left, memberIds.length > 0 ? memberIds : [''])
      .selectFrom('principal')
      .select('principal.id')
      .where(isPerson)
      .where('principal.enabled', '=', 1)
      .where('principal.id', '!=', left.withoutId)
      .where('principal.id', 'in', (people) =>
        people
          .selectFrom('includes')
          .select('includes.id')
          .union(
            people
              .selectFrom('group_assignment')
              .select('principal_id as id')
              .where('access', '=', 'member')
              .where('end_at', 'is', null)
              .where('start_at', '<=', now.epochMilliseconds)
              .where('schedule_id', 'not in', orNothing([...without.endingScheduleIds]))
              .where('group_id', 'in', (groups) => groups.selectFrom('includes').select('includes.id')),
          ),
      )
      .limit(1),
  );
  return found !== undefined;
}

/** An empty list of values is no SQL; no id is the empty text. */
function orNothing(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : [''];
}
