import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { hostileTexts, veryLong } from '../../test/support/hostile-texts.ts';
import { notificationStories, publicUrl } from '../../test/support/notification-stories.ts';
import { type SmtpReceiver, smtpReceiver } from '../../test/support/smtp-receiver.ts';
import type { DomainEventType } from '../domain/events.ts';
import {
  endpointTopicNames,
  type NotificationEndpoint,
} from '../domain/notification-endpoint/notification-endpoint.ts';
import type { Reader } from '../ledger/engine.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { Announce } from './announcements/announcement.ts';
import { announcements } from './announcements/announcements.ts';
import { portalLinks } from './announcements/portal-links.ts';
import type { Channel } from './channel.ts';
import { mailChannel } from './channels/mail.ts';
import { mattermostCard } from './endpoints/cards/mattermost-card.ts';
import { slackCard } from './endpoints/cards/slack-card.ts';
import { teamsCard } from './endpoints/cards/teams-card.ts';
import { endpointLetter } from './endpoints/endpoint-letter.ts';
import { webhookBody } from './endpoints/webhook-body.ts';
import { defaultReader } from './templates/letter.ts';
import { type MessageText, messageText } from './templates/message-text.ts';

/** What a person can type, as far as anybody is told of it. */
type Field = 'person' | 'group' | 'role' | 'scope' | 'justification' | 'ticket' | 'system' | 'decision' | 'endpoint';

type Announced = {
  [Type in DomainEventType]: (typeof announcements)[Type] extends 'nobody' ? never : Type;
}[DomainEventType];

const what: readonly Field[] = ['person', 'role', 'scope'];
const asked: readonly Field[] = [...what, 'justification', 'ticket', 'system'];
const decided: readonly Field[] = [...asked, 'decision'];
const nothing: readonly Field[] = [];

/** Which fields the letters about an event say, and no other; an event that is not here does not compile. */
const saidOf: Readonly<Record<Announced, readonly Field[]>> = {
  'access.elevated': what,
  'roleAssignment.described': [...what, 'justification'],
  'scheduleRequest.canceled': asked,
  'approval.requested': asked,
  'approval.decided': decided,
  'approval.timedOut': asked,
  'approval.reminded': asked,
  'extension.requested': asked,
  'extension.decided': decided,
  'extension.timedOut': asked,
  'schedule.created': [...asked, 'group'],
  'schedule.started': asked,
  'schedule.ended': what,
  'schedule.endingSoon': what,
  'credential.added': nothing,
  'credential.removed': nothing,
  'credential.changed': nothing,
  'enrolmentLink.used': nothing,
  'emergencyAccount.used': ['person'],
  'digest.recorded': what,
  'notificationEndpoint.disabled': ['endpoint'],
};

let demo: DemoLedger;
let mail: SmtpReceiver;
let channel: Channel;
beforeAll(async () => {
  mail = await smtpReceiver();
  channel = mailChannel({ url: mail.url, from: 'Brevet <brevet@nordwind.example>' });
});
afterAll(async () => {
  await channel.close();
  await mail.close();
});

const stories = notificationStories({
  get ledger() {
    return demo.ledger;
  },
  get clock() {
    return demo.clock;
  },
});

type Replace = <Value>(value: Value) => Value;

/** Says something else wherever somebody typed something, in whatever holds it. */
function replacing(fieldOf: ReadonlyMap<string, Field>, by: (field: Field) => string): Replace {
  return function replace<Value>(value: Value): Value {
    if (typeof value === 'string') {
      const field = fieldOf.get(value);
      return field === undefined ? value : (by(field) as Value);
    }
    if (Array.isArray(value)) return value.map(replace) as Value;
    if (typeof value !== 'object' || value === null) return value;
    const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value));
    if (!isPlain) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replace(member)])) as Value;
  };
}

/** The tables as they would be, had people typed something else. */
function reading(reader: Reader, replace: Replace): Reader {
  return {
    all: async (statement, parameters) => replace(await reader.all(statement, parameters)),
    first: async (statement, parameters) => replace(await reader.first(statement, parameters)),
    query: async (build) => replace(await reader.query(build)),
  };
}

/** Everything that was typed in the organisation and in its stories. */
async function typedTexts(): Promise<ReadonlyMap<string, Field>> {
  const read = <Row>(build: Parameters<Reader['query']>[0]) =>
    demo.ledger.read((reader) => reader.query(build)) as Promise<readonly Row[]>;
  const people = await read<{ display_name: string; kind: string }>((db) =>
    db.selectFrom('principal').select(['display_name', 'kind']),
  );
  const scopes = await read<{ display_name: string }>((db) => db.selectFrom('scope').select('display_name'));
  const roles = await read<{ name: string }>((db) => db.selectFrom('role_definition').select('name'));
  return new Map<string, Field>([
    ...roles.map(({ name }): [string, Field] => [name, 'role']),
    ...scopes.map(({ display_name: name }): [string, Field] => [name, 'scope']),
    ...people.map(({ display_name: name, kind }): [string, Field] => [name, kind === 'group' ? 'group' : 'person']),
    ['Triage of IR-2026-0142', 'justification'],
    ['on call', 'justification'],
    ['IR-2026-0142', 'ticket'],
    ['Jira', 'system'],
    ['known incident', 'decision'],
    ['the audit goes on', 'decision'],
    ['SIEM', 'endpoint'],
  ]);
}

const place: NotificationEndpoint = {
  id: 'e0',
  kind: 'webhook',
  displayName: 'SIEM',
  origin: 'https://siem.example.org',
  topics: endpointTopicNames,
  disabled: null,
  createdAt: Temporal.Instant.from('2026-11-24T08:00:00Z'),
  createdById: 'grace',
};

/** What people and places outside are told of an entry. */
async function told(entry: LedgerEntry, reader: Reader) {
  const announce = announcements[entry.event.type] as Announce<DomainEventType> | 'nobody';
  const context = { tx: reader, entry, ...portalLinks(publicUrl) };
  const announcement = announce === 'nobody' ? null : await announce(entry.event, context);
  const outside = announcement === null ? null : await endpointLetter(place, context);
  return {
    letters: Object.values(announcement?.parts ?? {}).map(({ write }) => messageText(write(defaultReader))),
    posts:
      outside === null
        ? []
        : [webhookBody(outside, entry), ...[slackCard, teamsCard, mattermostCard].map((card) => card(outside.letter))],
  };
}

/** Everything that a story tells, had people typed `by` of a field. */
async function toldOf(
  entries: readonly LedgerEntry[],
  fieldOf: ReadonlyMap<string, Field>,
  by: (field: Field) => string,
) {
  const replace = replacing(fieldOf, by);
  return demo.ledger.read(async (reader) => {
    const all = [];
    for (const entry of entries) {
      const changed = { ...entry, event: replace(entry.event) };
      all.push({ type: entry.event.type, ...(await told(changed, reading(reader, replace))) });
    }
    return all;
  });
}

const tagsOf = ({ html }: MessageText) => html.match(/<[!/a-z][^>]*>/gi)?.filter((tag) => tag !== '<br>') ?? [];
const linksOf = ({ text }: MessageText) => text.split('\n').filter((each) => /^\s*https?:\S+$/.test(each));
const urlsOf = (post: string) => post.match(/"(?:url|title_link)":"[^"]*"/g) ?? [];

async function mailed({ subject, text, html }: MessageText) {
  mail.clear();
  const createdAt = Temporal.Instant.from('2026-11-24T08:00:00Z');
  await channel.deliver({
    messageId: '<m1@brevet.invalid>',
    to: 'bob@nordwind.example',
    createdAt,
    subject,
    text,
    html,
  });
  return mail.messages();
}

const said = new Map<string, Set<Field>>();
const isOfHeaders = (typed: string) => /[\r\n\u2028]|=\?/.test(typed) || typed === veryLong;

describe('whatever people type', () => {
  it.each(Object.keys(stories))('it is text in all that is told when %s', async (name) => {
    demo = await demoLedger();
    const begin = demo.ledger.lastSequence();
    const story = stories[name];
    await story?.given?.();
    await story?.when();
    const fieldOf = await typedTexts();
    const entries = (await demo.ledger.entriesAfter(begin, 10_000)).filter(
      ({ event }) => announcements[event.type] !== 'nobody',
    );

    // which fields are said at all, and that none is missing from the list of fields
    for (const { type, letters } of await toldOf(entries, fieldOf, (field) => `<${field}>`)) {
      const fields = said.get(type) ?? new Set();
      said.set(type, fields);
      for (const { subject, text } of letters) {
        const all = `${subject}\n${text.replaceAll('\n> ', '\n')}`;
        for (const [, field] of all.matchAll(/<(\w+)>/g)) fields.add(field as Field);
        for (const typed of fieldOf.keys())
          expect(all).not.toMatch(new RegExp(`(?<![\\w-])${RegExp.escape(typed)}(?![\\w-])`));
      }
    }

    const plain = await toldOf(entries, fieldOf, () => 'plain');
    for (const typed of [...hostileTexts, veryLong]) {
      const all = await toldOf(entries, fieldOf, () => typed);
      for (const [index, { letters, posts }] of all.entries()) {
        for (const [which, letter] of letters.entries()) {
          const same = plain[index]?.letters[which] as MessageText;
          expect(letter.subject).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e\p{Cc}]/u);
          expect([...letter.subject].length).toBeLessThanOrEqual(200);
          expect(letter.text).not.toMatch(/[\u202a-\u202e]|(?!\n)\p{Cc}/u);
          expect(letter.html).not.toMatch(/[\u202a-\u202e]/);
          // {{7*7}}; ids are random
          expect(letter.html.replaceAll(/[0-9a-f-]{36}/g, '')).not.toContain('49');
          expect(tagsOf(letter)).toEqual(tagsOf(same));
          expect(linksOf(letter)).toEqual(linksOf(same));
          if (!isOfHeaders(typed)) continue;
          const [arrived, ...others] = await mailed(letter);
          expect(others).toEqual([]);
          expect(arrived?.envelope).toEqual({ from: 'brevet@nordwind.example', to: ['bob@nordwind.example'] });
          expect(arrived?.headers.map(([header]) => header)).toEqual(
            (await mailed(same))[0]?.headers.map(([header]) => header),
          );
          expect(arrived?.subject).toBe(letter.subject);
        }
        for (const [which, post] of posts.entries()) {
          expect(() => JSON.parse(post)).not.toThrow();
          expect(urlsOf(post)).toEqual(urlsOf(plain[index]?.posts[which] ?? ''));
        }
      }
    }
    await demo.ledger.close();
  });

  it('every event that tells something says the fields that it is known to say', () => {
    const found = Object.fromEntries([...said].map(([type, fields]) => [type, [...fields].toSorted()]));
    const known = Object.fromEntries(Object.entries(saidOf).map(([type, fields]) => [type, [...fields].toSorted()]));
    expect(found).toEqual(known);
  });
});
