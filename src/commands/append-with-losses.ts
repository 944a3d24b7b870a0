import type { DomainEvent } from '../domain/events.ts';
import type { Reader } from '../ledger/engine.ts';
import { groupAssignmentById } from '../ledger/facts/group-assignment-facts.ts';
import type { CommandScope } from '../ledger/ledger.ts';
import { lostThroughGroups } from './lost-through-groups.ts';

/**
 * Appends events, and where they shorten or end somebody's membership of a group, what rested on it: an eligibility that
 * one has through a group ends with the membership, and what was activated from it too (ADR 0023). What ends so can be
 * a membership itself, on which more rests.
 */
export async function appendWithLosses(
  { now, tx, append }: Pick<CommandScope, 'now' | 'tx' | 'append'>,
  events: readonly DomainEvent[],
): Promise<void> {
  let next = events;
  while (next.length > 0) {
    const leavingIds = await membersLeaving(tx, next);
    await append(next);
    const lost: DomainEvent[] = [];
    for (const principalId of leavingIds) lost.push(...(await lostThroughGroups(tx, principalId, now)));
    next = lost;
  }
}

/** Whose membership of a group the events end or change. */
async function membersLeaving(tx: Reader, events: readonly DomainEvent[]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const event of events) {
    if (event.type !== 'schedule.ended' && event.type !== 'schedule.changed') continue;
    const assignment = await groupAssignmentById(tx, event.scheduleId);
    if (assignment?.access === 'member') ids.add(assignment.principalId);
  }
  return ids;
}
