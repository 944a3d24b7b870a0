import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate as activateInProcess, assign } from '../../../test/scenarios/story.ts';
import { type DemoLedger, demoLedger } from '../../../test/support/demo-ledger.ts';
import { type HttpReceiver, httpReceiver } from '../../../test/support/http-receiver.ts';
import { type Answer, type TestServer, testServer } from '../../../test/support/test-server.ts';
import { clockwork } from '../../clockwork/clockwork.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';
import { mailboxChannel } from '../../notifications/channels/mailbox.ts';
import { startNotifications } from '../../notifications/notifications.ts';
import { openTracing, type Tracing } from './open-tracing.ts';

interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: ReadonlyArray<{ readonly key: string; readonly value: Readonly<Record<string, unknown>> }>;
  readonly links?: ReadonlyArray<{ readonly traceId: string; readonly spanId: string }>;
  readonly status: { readonly code?: number };
}

let collector: HttpReceiver;
let tracing: Tracing;
let demo: DemoLedger;
let server: TestServer;
const errors: unknown[] = [];
beforeEach(async () => {
  errors.length = 0;
  collector = await httpReceiver();
  collector.react(() => ({ status: 200, headers: { 'content-type': 'application/json' } }));
  tracing = openTracing({ endpoint: collector.url, share: 1, onError: (error) => void errors.push(error) });
  demo = await demoLedger({ watch: tracing.ledger });
  server = await testServer({ demo, watches: [tracing.watchRequests] });
});
afterEach(async () => {
  await tracing.close();
  await server.close();
  await collector.close();
});

/** Everything that was sent when all of it is. */
async function received(): Promise<readonly ReceivedSpan[]> {
  await tracing.close();
  const calls = collector.calls();
  expect(calls.every(({ path }) => path === '/v1/traces')).toBe(true);
  return calls.flatMap(({ json }) =>
    json.resourceSpans.flatMap(({ scopeSpans }: { scopeSpans: { spans: ReceivedSpan[] }[] }) =>
      scopeSpans.flatMap(({ spans }) => spans),
    ),
  );
}

/** A trace as lines, each span below the one that it is part of. */
function treeOf(spans: readonly ReceivedSpan[], parentSpanId: string | undefined, depth = 0): readonly string[] {
  return spans
    .filter((span) => (span.parentSpanId || undefined) === parentSpanId)
    .flatMap((span) => [`${'  '.repeat(depth)}${span.name}`, ...treeOf(spans, span.spanId, depth + 1)]);
}

function attribute(span: ReceivedSpan | undefined, name: string): unknown {
  const found = span?.attributes.find(({ key }) => key === name)?.value;
  return found?.['stringValue'] ?? found?.['intValue'];
}

async function activate(headers: Readonly<Record<string, string>>, over: object = {}): Promise<Answer> {
  const path = `${demoScopes.web}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${randomUUID()}`;
  const role = `${demoScopes.web}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.owner}`;
  const response = await fetch(`${server.url}${path}?api-version=2020-10-01`, {
    method: 'PUT',
    headers: { authorization: 'Bearer test:alice+mfa', 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      properties: {
        principalId: demoIds.alice,
        roleDefinitionId: role,
        requestType: 'SelfActivate',
        justification: 'Triage of the outage',
        ticketInfo: { ticketNumber: 'CHG-2026', ticketSystem: 'ServiceNow' },
        scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
        ...over,
      },
    }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function follow(): Promise<void> {
  const { ledger, clock } = demo;
  const publicUrl = 'https://brevet.nordwind.example';
  const people = startNotifications({ ledger, clock, channel: mailboxChannel(), publicUrl, onError: () => {} });
  await people.settle();
  await people.stop();
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

it('shows a call, its command, its turn in the ledger, what is on record and who followed it, in the trace of the caller', async () => {
  await follow();
  const answer = await activate({ traceparent: `00-${TRACE}-${PARENT}-01` });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-ms-correlation-request-id')).toBe('4bf92f35-77b3-4da6-a3ce-929d0e0e4736');
  await follow();
  const spans = await received();
  const own = spans.filter(({ traceId }) => traceId === TRACE);
  expect(treeOf(own, PARENT)).toEqual([
    'PUT /arm/:scope/roleAssignmentScheduleRequests/:name',
    '  command selfActivate',
    '    ledger wait',
    '    ledger decide',
    '    ledger commit',
    '      entry scheduleRequest.submitted',
    '        follow notifications',
    '      entry approval.begun',
    '        follow notifications',
    '      entry approval.requested',
    '        follow notifications',
  ]);
  const follows = own.filter(({ name }) => name === 'follow notifications');
  expect(follows.map(({ links, parentSpanId }) => [links?.[0]?.traceId, links?.[0]?.spanId === parentSpanId])).toEqual([
    [TRACE, true],
    [TRACE, true],
    [TRACE, true],
  ]);
  expect(
    attribute(
      own.find(({ name }) => name.startsWith('PUT')),
      'http.response.status_code',
    ),
  ).toBe(201);
  expect(errors).toEqual([]);
});

it('is found again by whoever follows later, on whatever server, by the correlation id alone', async () => {
  const correlationId = randomUUID();
  await activate({ 'x-ms-correlation-request-id': correlationId });
  await tracing.close();
  tracing = openTracing({ endpoint: collector.url, share: 1, onError: () => {} });
  Object.assign(demo.ledger, { watch: tracing.ledger });
  await follow();
  const spans = await received();
  const own = spans.filter(({ traceId }) => traceId === correlationId.replaceAll('-', ''));
  const entries = own.filter(({ name }) => name.startsWith('entry '));
  expect(entries).toHaveLength(3);
  const linked = spans.filter(({ name }) => name === 'follow notifications').flatMap(({ links }) => links ?? []);
  for (const { traceId, spanId } of entries)
    expect(linked).toContainEqual(expect.objectContaining({ traceId, spanId }));
});

it('keeps apart what happens at the same time', async () => {
  const traces = Array.from({ length: 8 }, () => randomUUID().replaceAll('-', ''));
  await Promise.all(traces.map((trace) => activate({ traceparent: `00-${trace}-${PARENT}-01` })));
  const spans = await received();
  for (const trace of traces) {
    const names = spans.filter(({ traceId }) => traceId === trace).map(({ name }) => name);
    expect(names.filter((name) => name === 'command selfActivate')).toHaveLength(1);
    expect(names.filter((name) => name === 'ledger commit')).toHaveLength(1);
  }
});

it('says why a call was refused by its code, and tells nothing that somebody wrote', async () => {
  await activate({}, { justification: 'x', ticketInfo: null });
  await server.call('grace', 'GET', '/api/security/pim/people?search=alice');
  await server.call(null, 'GET', '/nowhere/alice@nordwind.example');
  const spans = await received();
  const command = spans.find(({ name }) => name === 'command selfActivate');
  expect(attribute(command, 'brevet.refusal')).toBe('policyRulesUnmet');
  expect(spans.map(({ name }) => name)).toContain('unmatched');
  const text = collector
    .calls()
    .map(({ body }) => body)
    .join('');
  expect(text).not.toMatch(/alice|Triage|CHG-2026|test:|Bearer|nordwind/i);
});

it('leaves out what the caller does not want traced, and what it cannot read', async () => {
  await activate({ traceparent: `00-${TRACE}-${PARENT}-00` });
  await activate({ traceparent: `00-${'0'.repeat(32)}-${PARENT}-01` });
  const spans = await received();
  expect(spans.filter(({ traceId }) => traceId === TRACE)).toEqual([]);
  expect(spans.filter(({ name }) => name.startsWith('PUT '))).toHaveLength(1);
});

it('shows what the clock has done, each in the trace of what it is about', async () => {
  const { ledger, clock } = demo;
  const { id } = await activateInProcess(ledger, { principalId: demoIds.frank });
  clock.advance('PT200H');
  await clockwork({ ledger, clock, everyMs: 1000, onError: () => {} }).tick();
  const spans = await received();
  const own = spans.filter(({ traceId }) => traceId === id.replaceAll('-', ''));
  expect(treeOf(own, undefined).filter((line) => !line.startsWith('  ledger'))).toEqual([
    'command endSchedule',
    '    entry schedule.ended',
  ]);
});

it('shows each of several ends in the trace of what it is about, though they were recorded together', async () => {
  const { ledger, clock } = demo;
  const roles = [demoRoles.owner, demoRoles.contributor];
  for (const roleDefinitionId of roles) {
    await assign(ledger, { principalId: demoIds.mallory, roleDefinitionId, kind: 'active' });
  }
  clock.advance('PT9600H');
  await clockwork({ ledger, clock, everyMs: 1000, onError: () => {} }).tick();
  const entries = (await ledger.entriesAfter(0, 10_000)).filter(({ event }) => event.type === 'schedule.ended');
  expect(entries.length).toBeGreaterThanOrEqual(roles.length);
  const spans = (await received()).filter(({ name }) => name === 'entry schedule.ended');
  expect(new Set(spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`))).toEqual(
    new Set(entries.map(({ correlationId, hash }) => `${correlationId.replaceAll('-', '')} ${hash.slice(0, 16)}`)),
  );
});

it('holds nothing up where the collector is not there', async () => {
  await collector.close();
  const answer = await activate({});
  expect(answer.status).toBe(201);
  const startedAt = performance.now();
  await tracing.close(100);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
