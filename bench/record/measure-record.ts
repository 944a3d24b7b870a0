import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainEvent } from '../../src/domain/events.ts';
import { wellKnownRoles } from '../../src/domain/role-definition.ts';
import { ROOT } from '../../src/domain/scope.ts';
import { selectEntriesAfter } from '../../src/ledger/append-entry.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { decodeEvent } from '../../src/ledger/event-codec.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { projectEvent } from '../../src/ledger/projections/project-event.ts';
import { type AuditQuestion, audit } from '../../src/queries/audit.ts';
import { pastAccess } from '../../src/queries/past-access.ts';
import { aSchedule } from '../fixture/a-schedule.ts';
import { organisation } from '../fixture/organisation.ts';
import { at } from '../fixture/scope-tree.ts';
import { stableId } from '../fixture/stable-id.ts';

// what the record costs to ask, at so many entries: who had access when, and the filters of the audit page
const ENTRIES = Number(process.argv[2] ?? 100_000);
const ROUNDS = 7;
const start = Temporal.Instant.from('2026-01-01T00:00:00Z');

const base = organisation({ people: 2_000, scopes: 2_000, roles: 50 }, start);
const administrator = at(base.people, 0);
const folder = await mkdtemp(join(tmpdir(), 'brevet-record-'));
const engine = sqliteEngine({ path: join(folder, 'brevet.sqlite') });
await engine.migrate();
let now = start;
const ledger = await openLedger({ engine, clock: () => now });
let call = 0;
const record = (events: readonly DomainEvent[], actorId: string | null) => {
  call += 1;
  const context = { actorId, command: 'benchmark', correlationId: `call-${call}`, origin: null };
  return ledger.execute(context, ({ append }) => append(events));
};

await record(base.events, null);
for (const roleDefinitionId of [wellKnownRoles.owner, wellKnownRoles.globalAdministrator]) {
  const held = { principalId: administrator, roleDefinitionId, scope: ROOT, startAt: start, endAt: null };
  await record([aSchedule({ kind: 'active', ...held })], null);
}
const waiting: Promise<unknown>[] = [];
const activations = Math.ceil((ENTRIES - ledger.lastSequence()) / 3);
for (let made = 0; made < activations; made += 1) {
  now = start.add({ seconds: made * 60 });
  const { principalId, role, scope } = at(base.eligibilities[0], made);
  const endAt = now.add({ hours: 4 });
  const { schedule } = aSchedule({
    kind: 'active',
    principalId,
    roleDefinitionId: role.id,
    scope,
    startAt: now,
    endAt,
  });
  const scheduleId = stableId(`activation ${made}`);
  const activated = { ...schedule, id: scheduleId, assignmentType: 'activated' as const, createdAt: now };
  waiting.push(
    record(
      [
        { type: 'schedule.created', schedule: activated },
        { type: 'schedule.started', scheduleId },
        { type: 'schedule.ended', scheduleId, reason: made % 3 === 0 ? 'deactivated' : 'expired', endAt },
      ],
      principalId,
    ),
  );
  if (waiting.length >= 500) await Promise.all(waiting.splice(0));
}
await Promise.all(waiting);
now = now.add({ hours: 1 });
const last = ledger.lastSequence();
console.info(`${last} entries`);

async function median(name: string, work: () => Promise<string>) {
  const times: number[] = [];
  let told = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    told = await work();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.info(`${name}: ${times[Math.floor(ROUNDS / 2)]?.toFixed(1)} ms (${told})`);
}

const middle = start.add({ milliseconds: Math.floor((now.epochMilliseconds - start.epochMilliseconds) / 2) });
const { principalId, scope } = at(base.eligibilities[0], 1);
const action = 'Microsoft.Compute/virtualMachines/read';
for (const [when, instant] of Object.entries({ first: start.add({ seconds: 1 }), middle, last: now })) {
  for (const [who, asked] of Object.entries({ one: principalId, everybody: null })) {
    await median(`past access, ${who}, ${when} instant`, async () => {
      const question = { principalId: asked, scope, asked: { action, isDataAction: null }, at: instant };
      const answer = await ledger.read((reader) => pastAccess(reader, administrator, question, now));
      return `${answer.holders.length} principals`;
    });
  }
}
await median('instead: a replay of all entries into scratch tables', async () => {
  const scratch = await engine.scratch();
  for (let sequence = 0; ; ) {
    const rows = await ledger.read((reader) => reader.all(selectEntriesAfter, { sequence, limit: 1000 }));
    if (rows.length === 0) break;
    await scratch.write(async (tx) => {
      for (const row of rows) await projectEvent(decodeEvent(row.payload), row.at, tx, row.sequence, row.hash);
    });
    sequence = rows.at(-1)?.sequence ?? sequence;
  }
  await scratch.close();
  return 'no answer yet';
});

const any: AuditQuestion = {
  group: null,
  actorId: null,
  correlationId: null,
  aboutId: null,
  sequence: null,
  from: null,
  to: null,
};
const oldest = { from: start, to: start.add({ seconds: 1 }) };
const filters: Readonly<Record<string, Partial<AuditQuestion>>> = {
  none: {},
  'a group that is there': { group: 'assignments' },
  'a group that is rare': { group: 'refused' },
  'a group that is old': { group: 'people' },
  'who did it': { actorId: principalId },
  'who did nothing': { actorId: administrator },
  'one call': { correlationId: 'call-7' },
  'what it is about': { aboutId: principalId },
  'what is nowhere': { aboutId: '00000000-0000-4000-8000-00000000dead' },
  'old instants': oldest,
  'middle instants': { from: middle, to: middle.add({ minutes: 5 }) },
};
for (const [name, filter] of Object.entries(filters)) {
  await median(`audit, ${name}`, async () => {
    const question = { ...any, ...filter };
    const page = { limit: 100, before: null };
    const found = await ledger.read((reader) => audit(reader, administrator, question, page, now));
    return `${found.items.length} entries`;
  });
}
await ledger.close();
await rm(folder, { recursive: true });
