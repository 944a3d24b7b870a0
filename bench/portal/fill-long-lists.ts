import { join } from 'node:path';
import { DEMO_ISSUER, demoIds, demoPeople, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import type { DomainEvent } from '../../src/domain/events.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { statement } from '../../src/ledger/statement.ts';
import { aSchedule } from '../fixture/a-schedule.ts';
import { fillLedger } from '../fixture/organisation-ledger.ts';
import { at } from '../fixture/scope-tree.ts';
import { stableId } from '../fixture/stable-id.ts';

const PEOPLE = 5_000;
const HOUR_MS = 3_600_000;
/** Beyond the time in which people are told of an end. */
const FIRST_END_HOURS = 400;
const SPREAD_HOURS = 6_000;

const passOver = statement((db, p: { sequence: number }) =>
  db.updateTable('follower_cursor').set({ sequence: p.sequence }).where('name', '=', 'notifications'),
);

/** Adds people and assignments to a demo that nobody serves, by the only way there is: events appended to its ledger. */
export async function fillLongLists(dataDir: string, assignments: number): Promise<void> {
  const engine = sqliteEngine({ path: join(dataDir, 'brevet.sqlite') });
  await engine.migrate();
  const ledger = await openLedger({ engine, clock: () => Temporal.Now.instant() });
  const people = Array.from({ length: PEOPLE }, (_, index) => personId(index));
  // none that administers: each who does is sent a digest of all of it
  const roles = [demoRoles.contributor, demoRoles.reader, demoRoles.storageBlobDataContributor];
  const scopes = Object.values(demoScopes).map((path) => parseScope(path));
  const now = Temporal.Now.instant();
  const created = (id: string, index: number): DomainEvent => {
    const displayName = `${at(demoPeople, index).displayName} ${index}`;
    const userName = `person-${index}@nordwind.example`;
    const principal = { id, kind: 'user', displayName, userName, email: userName, enabled: true } as const;
    return { type: 'principal.created', principal, issuer: DEMO_ISSUER, subject: `person-${index}` };
  };
  await fillLedger(ledger, {
    events: [
      ...people.map(created),
      ...Array.from({ length: assignments }, (_, index): readonly DomainEvent[] => {
        const startAt = now.subtract({ milliseconds: (1 + (index % 4_000)) * HOUR_MS + index });
        const id = stableId(`long list ${index}`);
        const { type, schedule } = aSchedule({
          kind: index % 2 === 0 ? 'eligible' : 'active',
          principalId: at(people, index * 7),
          roleDefinitionId: at(roles, Math.floor(index / PEOPLE)),
          scope: at(scopes, index),
          startAt,
          endAt: now.add({ hours: FIRST_END_HOURS + (index % SPREAD_HOURS) }),
        });
        // begun on record too: nothing is left to do for the clockwork
        return [
          { type, schedule: { ...schedule, id, requestId: id } },
          { type: 'schedule.started', scheduleId: id },
        ];
      }).flat(),
    ],
  });
  // who would be told of each is not what is measured
  await ledger.writeFollower((tx) => tx.run(passOver, { sequence: ledger.lastSequence() }));
  await ledger.close();
}

function personId(index: number): string {
  return demoIds.alice.slice(0, -8) + String(10_000_000 + index);
}
