import type { DomainEvent } from '../../src/domain/events.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { statement } from '../../src/ledger/statement.ts';
import { inParts } from '../fixture/in-parts.ts';
import { assignmentEvents, type Company } from './company.ts';

/** Large ones: what is measured is not how it was filled. */
const EVENTS_PER_TRANSACTION = 20_000;

const moveCursor = statement((db, p: { sequence: number }) =>
  db
    .insertInto('follower_cursor')
    .values({ name: 'notifications', sequence: p.sequence })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ sequence: p.sequence })),
);

/**
 * Brings a ledger with the first `from` assignments of the company, with nothing at all where it is null, to the first `to`,
 * by the only way there is: events appended to it. Everybody has been told of everything, as in a ledger that grew.
 */
export async function fillCompany(ledger: Ledger, company: Company, from: number | null, to: number): Promise<void> {
  const context = { actorId: null, command: 'benchmarkFixture', correlationId: 'benchmark', origin: null };
  const append = (events: readonly DomainEvent[]) => ledger.execute(context, (scope) => scope.append(events));
  if (from === null) for (const some of inParts(company.events, EVENTS_PER_TRANSACTION)) await append(some);
  for (const some of inParts(assignmentEvents(company, from ?? 0, to), EVENTS_PER_TRANSACTION)) await append(some);
  await ledger.writeFollower((tx) => tx.run(moveCursor, { sequence: ledger.lastSequence() }));
}
