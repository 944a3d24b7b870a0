import { afterEach, expect, it } from 'vitest';
import { updateRoleManagementPolicy } from '../../src/commands/update-role-management-policy.ts';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { parseScope } from '../../src/domain/scope.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { chaoticSmtp } from '../support/chaotic-smtp.ts';
import { as } from '../support/demo-ledger.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { type ChaosServer, chaosServer, KILLS } from './chaos-server.ts';

/** The full form is BREVET_CHAOS_MESSAGES=10000. */
const MESSAGES = Number(process.env['BREVET_CHAOS_MESSAGES'] ?? '480');
const IS_FULL = MESSAGES > 1000;
const SEED = Number(process.env['BREVET_CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Six rounds at least: each kill has two of its own to strike in. */
const ADDRESSES = IS_FULL ? 100 : 40;
/** A second is ten minutes. */
const RATE = 600;
const addresses = Array.from({ length: ADDRESSES }, (_, index) => `soc-${index}@nordwind.example`);

let server: ChaosServer;
afterEach(() => server.remove());

/** Whoever decides about owners of production is not alone in being told. */
async function prepare(ledger: Ledger): Promise<void> {
  const place = { scope: parseScope(demoScopes.production), roleDefinitionId: demoRoles.owner };
  const rule = { kind: 'notification', level: 'all', isDefaultRecipientsEnabled: true, recipients: addresses } as const;
  await updateRoleManagementPolicy(
    ledger,
    as('grace'),
    place,
    new Map([['Notification_Approver_EndUser_Assignment', rule]]),
  );
}

it(`${MESSAGES} messages arrive at a mail server that fails at random, through ${KILLS} kill -9 (seed ${SEED})`, {
  timeout: 1_800_000,
}, async () => {
  const random = seededRandom(SEED);
  const mail = await chaoticSmtp(seededRandom(SEED + 1));
  const settings = {
    BREVET_SMTP_URL: mail.url,
    BREVET_MAIL_FROM: 'brevet@nordwind.example',
    // each message is to arrive for itself
    BREVET_FLOOD_LIMIT: '100000',
  };
  server = await chaosServer({ rate: RATE, settings, prepare });
  const { asked, canceled, send } = server;
  await server.play(Math.ceil(MESSAGES / ADDRESSES / 2), random, async () => {
    // somewhere in the middle of what it has to hand over
    const enough = mail.taken().length + Math.floor(random() * ADDRESSES);
    while (mail.taken().length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  const idOf = (raw: string) => /requests\/([0-9a-f-]{36})/.exec(raw.replaceAll('=\r\n', ''))?.[1] ?? 'none';
  /** Who has not been told of what, among what is owed; what is recorded is told of a little later. */
  const untold = () => {
    const arrived = Map.groupBy(mail.taken(), ({ to, raw }) => `${to} ${idOf(raw)}`);
    const distinct = (key: string) => new Set(arrived.get(key)?.map(({ messageId }) => messageId)).size;
    return addresses.flatMap((to) =>
      [...asked].filter((id) => distinct(`${to} ${id}`) < (canceled.has(id) ? 2 : 1)).map((id) => `${to} ${id}`),
    );
  };
  await server.until(async () => {
    // the short form does not wait for the last of the unlucky
    if (!IS_FULL && mail.taken().length > MESSAGES * 0.8) mail.calm();
    const waiting = await send('grace', 'GET', '/notifications?state=waiting&limit=1');
    // what was given up is sent again by an administrator
    const { body } = await send('grace', 'POST', '/notifications/resend', { all: true });
    return waiting.body.items?.length === 0 && body.resent === 0 && untold().length === 0;
  });
  expect(await server.terminate()).toBe(0);
  const taken = mail.taken();
  await mail.close();

  const rows = await server.withLedger((ledger) =>
    ledger.read((reader) => reader.query((db) => db.selectFrom('notification').selectAll())),
  );
  const requests = await server.withLedger((ledger) =>
    ledger.read((reader) => reader.query((db) => db.selectFrom('schedule_request').select('id'))),
  );
  const known = new Set(requests.map(({ id }) => id));

  expect(server.refused()).toBeGreaterThan(0);
  expect(asked.size * 2 * ADDRESSES).toBeGreaterThanOrEqual(MESSAGES * 0.8);
  expect(untold()).toEqual([]);
  const intended = new Set(rows.map(({ message_id: id, recipient }) => `${recipient} ${id}`));
  const received = new Set(taken.map(({ to, messageId }) => `${to} ${messageId}`));
  expect([...intended].filter((each) => !received.has(each))).toEqual([]);
  expect([...received].filter((each) => !intended.has(each))).toEqual([]);
  expect(taken.filter(({ raw }) => idOf(raw) !== 'none' && !known.has(idOf(raw)))).toEqual([]);
  expect(rows.filter(({ delivered_at }) => delivered_at === null)).toEqual([]);
  expect(taken.length).toBeGreaterThan(received.size);
  process.stdout.write(
    `${received.size} messages, ${taken.length - received.size} repeats, troubles: ${JSON.stringify(mail.troubles())}\n`,
  );
});
