import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { activate, approve, asks, assign } from '../../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../../test/support/demo-ledger.ts';
import { type EndpointRoom, endpointRoom } from '../../../test/support/endpoint-room.ts';
import { type HttpReceiver, httpReceiver } from '../../../test/support/http-receiver.ts';
import { clockwork } from '../../clockwork/clockwork.ts';
import { cancelScheduleRequest } from '../../commands/cancel-schedule-request.ts';
import { decideExtensionRequest } from '../../commands/decide-extension-request.ts';
import { elevateAccess } from '../../commands/elevate-access.ts';
import { testEndpoint } from '../../commands/send-to-endpoint.ts';
import { submitScheduleRequest } from '../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles } from '../../demo/demo-organisation.ts';
import type { DomainEvent } from '../../domain/events.ts';
import { endpointTopicNames, endpointTopics } from '../../domain/notification-endpoint/notification-endpoint.ts';
import type { Endpoints } from './start-endpoints.ts';

const document = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8');

let demo: DemoLedger;
let receiver: HttpReceiver;
let room: EndpointRoom;
let endpoints: Endpoints;
beforeAll(async () => {
  demo = await demoLedger();
  receiver = await httpReceiver();
  room = await endpointRoom(demo);
  endpoints = room.start({ onError: (error) => expect.unreachable(String(error)) });
  await makeEverythingHappen();
  await endpoints.settle();
});
afterAll(async () => {
  await endpoints.stop();
  await receiver.close();
  await demo.ledger.close();
});

async function pass(duration: string): Promise<void> {
  demo.clock.advance(duration);
  const { ledger, clock } = demo;
  await clockwork({ ledger, clock, onError: (error) => expect.unreachable(String(error)), everyMs: 1000 }).tick();
  await endpoints.settle();
}

async function happen(event: DomainEvent): Promise<void> {
  const context = { actorId: null, command: 'test', correlationId: randomUUID(), origin: null, target: null };
  await demo.ledger.execute(context, ({ append }) => append([event]));
}

const reader = { principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader } as const;
const owner = { roleDefinitionId: demoRoles.owner } as const;

async function askForMore(): Promise<string> {
  const asked = asks({ type: 'selfExtend', kind: 'eligible', ...reader, duration: 'P20D' });
  return (await submitScheduleRequest(demo.ledger, as('mallory'), asked, randomUUID)).id;
}

async function makeEverythingHappen(): Promise<void> {
  const { ledger } = demo;
  const { id } = await room.create('webhook', receiver.url, endpointTopicNames);
  await testEndpoint(ledger, as('grace'), id);
  const first = await activate(ledger, owner);
  await approve(ledger, as('bob'), first.id);
  await activate(ledger);
  await assign(ledger, { kind: 'eligible', ...reader, duration: 'P10D' });
  const denied = {
    result: 'denied',
    justification: 'not needed',
    kind: null,
    startAt: null,
    expiration: null,
  } as const;
  await decideExtensionRequest(ledger, as('grace'), await askForMore(), denied);
  await pass('PT3H');
  const canceled = await activate(ledger, owner);
  await cancelScheduleRequest(ledger, as('alice'), canceled.id);
  await activate(ledger, owner);
  await pass('PT12H');
  await pass('PT12H');
  await askForMore();
  await pass('PT192H');
  await pass('PT48H');
  await elevateAccess(ledger, as('grace'), randomUUID);
  await happen({ type: 'emergencyAccount.used', principalId: demoIds.heidi, clientId: 'portal', methods: ['passkey'] });
  // the others are told of it
  const { id: endpointId } = await room.create('webhook', receiver.url, ['endpoint.disabled']);
  await happen({ type: 'notificationEndpoint.disabled', endpointId, reason: 'failing', disabledById: null });
}

/** The lines of the table of messages: topic, whether it is sent without asking, members of `data`. */
const table = [...document.matchAll(/^\| `([\w.]+)` \| (yes|no|always) \| .* \| (`.*`) \|$/gm)].map(
  ([, topic = '', usual = '', members = '']) => ({
    topic,
    usual,
    members: [...members.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  }),
);

it('documents every message, and which are sent without asking', () => {
  const usual = (topic: keyof typeof endpointTopics) => (endpointTopics[topic] ? 'yes' : 'no');
  const all = endpointTopicNames.map((topic): readonly [string, string] => [topic, usual(topic)]);
  expect(table.map(({ topic, usual: told }) => [topic, told])).toEqual([...all, ['endpoint.tested', 'always']]);
});

it('documents the members of every message', () => {
  const bodies = receiver.calls().map(({ json }) => json);
  expect(new Set(bodies.map(({ type }) => type))).toEqual(new Set(table.map(({ topic }) => topic)));
  for (const { type, data, ...others } of bodies) {
    expect(Object.keys(others)).toEqual(['timestamp']);
    const { sequence, summary, ...members } = data;
    expect([typeof sequence, typeof summary]).toEqual(['number', 'string']);
    expect(Object.keys(members).toSorted(), type).toEqual(
      table.find(({ topic }) => topic === type)?.members.toSorted(),
    );
  }
});

it('shows messages as they are', () => {
  const shown = [...document.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => JSON.parse(text));
  const examples = shown.filter(({ type }) => type !== undefined);
  expect(examples.map(({ type }) => type)).toEqual(['approval.requested', 'role.activated']);
  for (const example of examples) {
    const real = receiver.calls().find(({ json }) => json.data.summary === example.data.summary)?.json;
    expect(comparable(real)).toEqual(comparable(example));
  }
});

/** Ids and numbers of entries are other ones each time. */
function comparable(body: unknown): unknown {
  const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const known = new Set<string>([...Object.values(demoIds), ...Object.values(demoRoles)]);
  const text = JSON.stringify(body).replaceAll(guid, (id) => (known.has(id) ? id : 'id'));
  return JSON.parse(text, (key, value) => (key === 'sequence' ? 0 : value));
}

it('tells no mail address, sign-in name or secret', () => {
  const all = JSON.stringify(receiver.calls().map(({ json }) => json));
  expect(all).not.toMatch(/@nordwind|whsec_|userName|email/);
});
