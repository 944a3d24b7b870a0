import { readHead, selectEntriesAfter } from '../ledger/append-entry.ts';
import type { Reader } from '../ledger/engine.ts';
import { endpointFollower } from '../ledger/facts/endpoint-messages.ts';
import { statement } from '../ledger/statement.ts';

/** How far a follower is behind the end of the ledger. */
export interface FollowerLag {
  /** `endpoints`: the one that is furthest behind. */
  readonly follower: 'notifications' | 'endpoints';
  readonly entries: number;
  /** Since when the first entry that it has not handled is there, in milliseconds since the epoch; null: it has all. */
  readonly waitingSince: number | null;
}

/** What of one kind waits to be handed over. */
export interface Queue {
  readonly queue: 'mail' | 'webhook' | 'chat';
  readonly waiting: number;
  /** Milliseconds since the epoch; null: nothing waits. */
  readonly oldestAt: number | null;
  readonly dead: number;
}

export interface Backlog {
  readonly followers: readonly FollowerLag[];
  readonly queues: readonly Queue[];
}

/** Past this many it is of no interest how many more there are. */
const MOST_COUNTED = 100_000;

const selectCursors = statement((db, _p: Record<never, never>) =>
  db.selectFrom('follower_cursor').select(['name', 'sequence']),
);
const selectEndpoints = statement((db, _p: Record<never, never>) =>
  db.selectFrom('notification_endpoint').select(['id', 'kind']).where('disabled_at', 'is', null),
);
const selectMail = statement((db, _p: Record<never, never>) =>
  db
    .selectFrom(
      db
        .selectFrom('notification')
        .select('created_at')
        .where('delivered_at', 'is', null)
        .where('dead_at', 'is', null)
        .limit(MOST_COUNTED)
        .as('waiting'),
    )
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldestAt')]),
);
const selectDeadMail = statement((db, _p: Record<never, never>) =>
  db
    .selectFrom('notification')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('dead_at', 'is not', null),
);
const selectPosted = statement((db, p: { endpointId: string }) =>
  db
    .selectFrom(
      db
        .selectFrom('endpoint_message')
        .select('created_at')
        .where('endpoint_id', '=', p.endpointId)
        .where('delivered_at', 'is', null)
        .where('dead_at', 'is', null)
        .limit(MOST_COUNTED)
        .as('waiting'),
    )
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldestAt')]),
);
const selectDeadPosted = statement((db, p: { endpointId: string }) =>
  db
    .selectFrom('endpoint_message')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('endpoint_id', '=', p.endpointId)
    // which says no more, but is what an index knows
    .where('delivered_at', 'is', null)
    .where('dead_at', 'is not', null),
);

/** What waits: entries for followers, messages for whoever takes them over. An endpoint that is disabled waits for nothing. */
export async function backlog(reader: Reader): Promise<Backlog> {
  const endpoints = await reader.all(selectEndpoints, {});
  const cursors = new Map((await reader.all(selectCursors, {})).map(({ name, sequence }) => [name, sequence]));
  const head = (await readHead(reader)).sequence;
  const lagOf = async (follower: FollowerLag['follower'], names: readonly string[]): Promise<FollowerLag> => {
    const reached = Math.min(head, ...names.map((name) => cursors.get(name) ?? 0));
    const [next] = await reader.all(selectEntriesAfter, { sequence: reached, limit: 1 });
    return { follower, entries: head - reached, waitingSince: next?.at ?? null };
  };
  const queueOf = async (queue: 'webhook' | 'chat'): Promise<Queue> => {
    const all: Queue[] = [];
    for (const { id: endpointId, kind } of endpoints) {
      if ((kind === 'webhook') !== (queue === 'webhook')) continue;
      const waiting = await reader.first(selectPosted, { endpointId });
      all.push(queueFrom(queue, waiting, await reader.first(selectDeadPosted, { endpointId })));
    }
    return together(queue, all);
  };
  return {
    followers: [
      await lagOf('notifications', ['notifications']),
      await lagOf(
        'endpoints',
        endpoints.map(({ id }) => endpointFollower(id)),
      ),
    ],
    queues: [
      queueFrom('mail', await reader.first(selectMail, {}), await reader.first(selectDeadMail, {})),
      await queueOf('webhook'),
      await queueOf('chat'),
    ],
  };
}

function queueFrom(
  queue: Queue['queue'],
  waiting: { readonly count: number; readonly oldestAt: number | null } | undefined,
  dead: { readonly count: number } | undefined,
): Queue {
  return {
    queue,
    waiting: Number(waiting?.count ?? 0),
    oldestAt: waiting?.oldestAt ?? null,
    dead: Number(dead?.count ?? 0),
  };
}

function together(queue: Queue['queue'], all: readonly Queue[]): Queue {
  const oldest = all.flatMap(({ oldestAt }) => oldestAt ?? []);
  return {
    queue,
    waiting: all.reduce((sum, { waiting }) => sum + waiting, 0),
    oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
    dead: all.reduce((sum, { dead }) => sum + dead, 0),
  };
}
