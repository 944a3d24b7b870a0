import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, asks, assign } from '../../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../../test/support/demo-ledger.ts';
import { endpointRoom } from '../../../test/support/endpoint-room.ts';
import { httpReceiver } from '../../../test/support/http-receiver.ts';
import { smtpReceiver } from '../../../test/support/smtp-receiver.ts';
import { renamePrincipal } from '../../commands/rename-principal.ts';
import { demoIds, demoRoles } from '../../demo/demo-organisation.ts';
import { type EndpointKind, endpointTopicNames } from '../../domain/notification-endpoint/notification-endpoint.ts';
import { type Notifications, startNotifications } from '../notifications.ts';
import { mailChannel } from './mail.ts';
import { mailboxChannel } from './mailbox.ts';

/** What arrived: by what a repeat is known, and all that it says. */
interface Told {
  readonly id: string;
  readonly said: string;
}

/** A way by which administrators are told, with the other side of it. */
interface Way {
  start(): Pick<Notifications, 'settle' | 'stop'>;
  /** Everything that arrived for the administrators, in order, repeats too. */
  told(): Promise<readonly Told[]>;
  /** The other side takes nothing, or everything again. */
  fails(isFailing: boolean): void;
  close(): Promise<void>;
}

type OpenWay = (demo: DemoLedger) => Promise<Way>;

const publicUrl = 'https://brevet.nordwind.example';
const ADMINISTRATOR = 'grace@nordwind.example';
const unreachable = (error: unknown) => expect.unreachable(String(error));

const byMail: OpenWay = async ({ ledger, clock }) => {
  const mail = await smtpReceiver();
  return {
    start() {
      const channel = mailChannel({ url: mail.url, from: 'brevet@nordwind.example' });
      return startNotifications({ ledger, clock, channel, publicUrl, random: () => 0, onError: () => {} });
    },
    async told() {
      const own = mail.messages().filter(({ envelope }) => envelope.to[0] === ADMINISTRATOR);
      return own.map(({ messageId, subject, text }) => ({ id: messageId, said: `${subject}\n${text}` }));
    },
    fails: (isFailing) => (isFailing ? mail.defer(ADMINISTRATOR) : mail.defer()),
    close: () => mail.close(),
  };
};

const byBell: OpenWay = async ({ ledger, clock }) => ({
  start: () => startNotifications({ ledger, clock, channel: mailboxChannel(), publicUrl, onError: unreachable }),
  async told() {
    const items = await ledger.read((reader) =>
      reader.query((db) =>
        db.selectFrom('bell_item').selectAll().where('principal_id', '=', demoIds.grace).orderBy('sequence'),
      ),
    );
    // the portal makes the link of it
    return items.map((item) => ({
      id: `${item.sequence}`,
      said: `${item.subject}\n${publicUrl}/requests/${item.request_id}`,
    }));
  },
  // it is in the same database: what is recorded has arrived
  fails: () => {},
  close: async () => {},
});

const by =
  (kind: EndpointKind): OpenWay =>
  async (demo) => {
    const receiver = await httpReceiver();
    const room = await endpointRoom(demo);
    await room.create(kind, receiver.url, endpointTopicNames);
    let isFailing = false;
    const taken = new Set<object>();
    receiver.react((call) => {
      if (isFailing) return { status: 503 };
      taken.add(call);
      return { status: 200 };
    });
    return {
      start: () => room.start(),
      async told() {
        const calls = receiver.calls().filter((call) => taken.has(call));
        return calls.map(({ headers, json }) => ({
          id: String(headers['webhook-id']),
          said: textsOf(json).join('\n'),
        }));
      },
      fails(now) {
        isFailing = now;
      },
      close: () => receiver.close(),
    };
  };

/** Every text in an answer, without the escapes of Mattermost. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value.replaceAll(/\\([^\w\s])/g, '$1').replaceAll('\u200b', '')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const ways: Readonly<Record<string, OpenWay>> = {
  mail: byMail,
  bell: byBell,
  webhook: by('webhook'),
  slack: by('slack'),
  teams: by('teams'),
  mattermost: by('mattermost'),
};

describe.each(Object.entries(ways))('by %s an administrator', (_name, openWay) => {
  let demo: DemoLedger;
  let way: Way;
  let room: Pick<Notifications, 'settle' | 'stop'>;
  /** What the demo organisation itself gave rise to. */
  let before: number;
  beforeEach(async () => {
    demo = await demoLedger();
    way = await openWay(demo);
    room = way.start();
    await room.settle();
    before = (await way.told()).length;
  });
  afterEach(async () => {
    await room.stop();
    await way.close();
    await demo.ledger.close();
  });

  const toldSince = async () => (await way.told()).slice(before);
  const eligible = () =>
    assign(demo.ledger, { kind: 'eligible', principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader });
  const later = async (duration: string) => {
    demo.clock.advance(duration);
    await room.settle();
  };

  it('is told once of what happened, who and what, and where to see it', async () => {
    const { id } = await eligible();
    await room.settle();
    await later('PT24H');
    const told = await toldSince();
    expect(told).toHaveLength(1);
    expect(told[0]?.said).toContain('Mallory Reyes is eligible for Reader on Production');
    expect(told[0]?.said).toContain(`${publicUrl}/requests/${id}`);
  });

  it('is told of nothing that did not happen', async () => {
    await activate(demo.ledger, { roleDefinitionId: demoRoles.owner, justification: null }).catch(() => {});
    await activate(demo.ledger, { ...asks(), principalId: demoIds.mallory }).catch(() => {});
    await room.settle();
    expect(await toldSince()).toEqual([]);
  });

  it('is told nothing twice by a restart, and everything of the time between', async () => {
    await eligible();
    await room.settle();
    await room.stop();
    await activate(demo.ledger);
    room = way.start();
    await room.settle();
    await later('PT1H');
    const said = (await toldSince()).map((each) => each.said);
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('Alice Meyer activated Contributor on Production, 2 h');
  });

  it('is told later what was not taken, once, by the id of each attempt', async () => {
    way.fails(true);
    await eligible();
    await room.settle();
    await room.stop();
    way.fails(false);
    room = way.start();
    await later('PT1H');
    await later('PT24H');
    expect(await toldSince()).toHaveLength(1);
  });

  it('is told under another id of each thing', async () => {
    await eligible();
    await activate(demo.ledger);
    await room.settle();
    const ids = (await toldSince()).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 2]);
  });

  it('reads what others typed as text, in one line where a line is meant', async () => {
    const displayName = 'Mal <b>*x*</b> <!channel> @here [y](https://evil.example) \u05d0\u05d1';
    await renamePrincipal(demo.ledger, as('grace'), { id: demoIds.mallory, kind: 'user' }, { displayName });
    await eligible();
    await room.settle();
    const [told] = await toldSince();
    // what is written from right to left keeps its direction to itself
    expect(told?.said).toContain(`\u2068${displayName}\u2069 is eligible for Reader on Production`);
  });
});
