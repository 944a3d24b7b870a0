import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate } from '../../../test/scenarios/story.ts';
import { type DemoLedger, demoLedger } from '../../../test/support/demo-ledger.ts';
import { samplesOf } from '../../../test/support/metric-samples.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { clockwork } from '../../clockwork/clockwork.ts';
import { demoIds, demoScopes } from '../../demo/demo-organisation.ts';
import { openMetrics } from './open-metrics.ts';

const RESTART = 'Microsoft.Compute/virtualMachines/restart/action';

let metrics: ReturnType<typeof openMetrics>;
let demo: DemoLedger;
let server: TestServer;
beforeEach(async () => {
  metrics = openMetrics();
  demo = await demoLedger({ watch: metrics.ledger });
  const { ledger, engine, clock } = demo;
  server = await testServer({ demo, watches: [metrics.watchRequests], onDecided: metrics.onDecided });
  metrics.watchState({ ledger, engine, clock, hasDuties: () => true });
});
afterEach(async () => {
  metrics.close();
  await server.close();
});

const read = async () => samplesOf(await metrics.read());
const ask = (name: string) =>
  server.call('frank', 'POST', '/access/v1/evaluation', {
    subject: { type: 'user', id: demoIds.frank },
    action: { name },
    resource: { type: 'scope', id: demoScopes.webServer },
  });

it('counts calls by surface, method, pattern of the route and status, and nothing that somebody chose', async () => {
  const scope = demoScopes.webServer.slice(1);
  const provider = 'providers/Microsoft.Authorization';
  await server.call('frank', 'GET', `/${scope}/${provider}/roleDefinitions?api-version=2022-04-01`);
  await server.call(null, 'GET', '/api/security/pim/me');
  await server.call('alice', 'GET', `/api/security/pim/people/${demoIds.bob}`);
  await server.call(null, 'PROPFIND', `/nowhere/${demoIds.bob}/alice@nordwind.example`);
  await server.call('frank', 'GET', `/v1.0/users/${demoIds.bob}`);
  await server.call(null, 'GET', '/livez');
  const count = (labels: string) => `brevet_http_request_duration_seconds_count{${labels}}`;
  const samples = await read();
  const counted = [...samples].filter(([name]) => name.includes('seconds_count{surface='));
  expect(Object.fromEntries(counted)).toMatchObject({
    [count('surface="arm",method="GET",route="/arm/:scope/roleDefinitions",status="200"')]: 1,
    [count('surface="pim",method="GET",route="/api/security/pim/me",status="401"')]: 1,
    [count('surface="web",method="any",route="unmatched",status="404"')]: 1,
    [count('surface="probe",method="GET",route="/livez",status="200"')]: 1,
  });
  const text = await metrics.read();
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|@|alice|nordwind|production/i);
});

it('counts access decisions by outcome', async () => {
  const outcome = (name: string) => `brevet_access_decisions_total{surface="authzen",outcome="${name}"}`;
  expect((await read()).get(outcome('granted'))).toBe(0);
  await ask(RESTART);
  await activate(demo.ledger, { principalId: demoIds.frank });
  await ask(RESTART);
  await ask(RESTART);
  const samples = await read();
  expect(samples.get(outcome('granted'))).toBe(2);
  expect(samples.get(outcome('noAssignment'))).toBe(1);
});

it('measures how late ends and time-outs are on record', async () => {
  const { ledger, clock } = demo;
  const { onRecorded } = metrics;
  const due = clockwork({ ledger, clock, everyMs: 1000, onError: () => {}, onRecorded });
  await activate(ledger, { principalId: demoIds.frank });
  clock.advance('PT4H');
  const late = (suffix: string, labels: string) => `brevet_recorded_late_seconds_${suffix}{${labels}}`;
  const before = await read();
  expect(before.get(late('count', 'what="end"'))).toBe(0);
  const { endAt } = await endOfFranks();
  clock.set(endAt.add({ seconds: 3 }));
  await due.tick();
  const samples = await read();
  expect(samples.get(late('count', 'what="end"'))).toBeGreaterThan(0);
  expect(samples.get(late('bucket', 'le="2",what="end"'))).toBe(0);
  expect(samples.get(late('bucket', 'le="5",what="end"'))).toBeGreaterThan(0);
});

it('measures transactions of the ledger, what waits, and the process', async () => {
  const before = await read();
  const commits = 'brevet_ledger_commit_duration_seconds_count';
  await Promise.all([activate(demo.ledger, { principalId: demoIds.frank }), demo.ledger.writeFollower(async () => {})]);
  const samples = await read();
  const more = (name: string) => (samples.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN);
  expect(more(commits)).toBe(1);
  expect(more('brevet_ledger_lock_wait_seconds_count')).toBe(1);
  expect(more('brevet_ledger_commit_works_sum')).toBe(2);
  expect(samples.get('brevet_ledger_sequence')).toBe(demo.ledger.lastSequence());
  expect(samples.get('brevet_follower_lag_entries{follower="notifications"}')).toBe(demo.ledger.lastSequence());
  expect(samples.get('brevet_queue_messages{queue="mail"}')).toBe(0);
  expect(samples.get('brevet_database_answers')).toBe(1);
  expect(samples.get('brevet_duties_held')).toBe(1);
  expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  expect(samples.get('brevet_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
});

it('says that the database does not answer, and nothing of what it does not know', async () => {
  const { ledger, engine, clock } = demo;
  const other = openMetrics();
  const read = () => Promise.reject(new Error('gone'));
  other.watchState({ ledger: { ...ledger, read }, engine, clock, hasDuties: () => false });
  const samples = samplesOf(await other.read());
  expect(samples.get('brevet_database_answers')).toBe(0);
  expect([...samples.keys()].filter((name) => name.startsWith('brevet_queue'))).toEqual([]);
  other.close();
});

async function endOfFranks(): Promise<{ readonly endAt: Temporal.Instant }> {
  const rows = await demo.ledger.read((reader) =>
    reader.query((db) =>
      db
        .selectFrom('schedule')
        .select('end_at')
        .where('principal_id', '=', demoIds.frank)
        .where('assignment_type', '=', 'activated'),
    ),
  );
  return { endAt: Temporal.Instant.fromEpochMilliseconds(Number(rows[0]?.end_at)) };
}
