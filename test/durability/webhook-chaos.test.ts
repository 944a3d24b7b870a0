import { Webhook } from 'standardwebhooks';
import { afterEach, expect, it } from 'vitest';
import { chaoticHttp, type TakenCall } from '../support/chaotic-http.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { type ChaosServer, chaosServer, KILLS } from './chaos-server.ts';

/** The full form is BREVET_CHAOS_WEBHOOKS=10000. */
const MESSAGES = Number(process.env['BREVET_CHAOS_WEBHOOKS'] ?? '400');
const IS_FULL = MESSAGES > 400;
const SEED = Number(process.env['BREVET_CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** A second is forty minutes. */
const RATE = 2400;
const hooks = ['/one', '/two'];
const topics = ['approval.requested', 'request.canceled'];

let server: ChaosServer;
afterEach(() => server.remove());

it(`${MESSAGES} messages arrive at webhooks that fail at random, through ${KILLS} kill -9 (seed ${SEED})`, {
  timeout: 1_800_000,
}, async () => {
  const random = seededRandom(SEED);
  const receiver = await chaoticHttp(seededRandom(SEED + 1));
  server = await chaosServer({ rate: RATE, settings: { BREVET_PRIVATE_ENDPOINTS: '127.0.0.1' } });
  const { asked, canceled, send } = server;
  const endpoints = new Map<string, { readonly id: string; readonly secret: string }>();
  for (const path of hooks) {
    const asked = { kind: 'webhook', displayName: path.slice(1), url: receiver.url + path, topics };
    const { id = '', signingSecret = '' } = (await send('grace', 'POST', '/notification-endpoints', asked)).body;
    endpoints.set(path, { id, secret: signingSecret });
  }

  await server.play(Math.ceil(MESSAGES / hooks.length / topics.length), random);

  const requestOf = (call: TakenCall) => {
    const { type, data } = JSON.parse(call.body);
    return `${call.path} ${type} ${data.request.id}`;
  };
  /** Of what is owed; what is recorded is told of a little later. */
  const untold = () => {
    const told = new Set(receiver.taken().map(requestOf));
    const owed = hooks.flatMap((path) => [
      ...[...asked].map((id) => `${path} approval.requested ${id}`),
      ...[...canceled].map((id) => `${path} request.canceled ${id}`),
    ]);
    return owed.filter((each) => !told.has(each));
  };
  const isWaiting = async ({ id }: { readonly id: string }) => {
    const { ok, body } = await send('grace', 'GET', `/notification-endpoints/${id}/messages?state=waiting&limit=1`);
    return !ok || body.items?.length !== 0;
  };
  await server.until(async () => {
    // the short form does not wait for the last of the unlucky
    if (!IS_FULL && receiver.taken().length > MESSAGES * 0.8) receiver.calm();
    const waiting = await Promise.all([...endpoints.values()].map(isWaiting));
    return !waiting.includes(true) && untold().length === 0;
  });
  expect(await server.terminate()).toBe(0);
  const taken = receiver.taken();
  await receiver.close();

  const rows = await server.withLedger((ledger) =>
    ledger.read((reader) => reader.query((db) => db.selectFrom('endpoint_message').selectAll())),
  );
  const requests = await server.withLedger((ledger) =>
    ledger.read((reader) => reader.query((db) => db.selectFrom('schedule_request').select('id'))),
  );
  const known = new Set(requests.map(({ id }) => id));
  const idOf = ({ headers }: TakenCall) => String(headers['webhook-id']);
  expect(taken.filter(({ body }) => !known.has(JSON.parse(body).data.request.id))).toEqual([]);

  expect(server.refused()).toBeGreaterThan(0);
  expect(asked.size * hooks.length * topics.length).toBeGreaterThanOrEqual(MESSAGES * 0.8);
  expect(untold()).toEqual([]);
  const pathOf = new Map([...endpoints].map(([path, { id }]) => [id, path]));
  const intended = new Map(rows.map(({ id, endpoint_id, body }) => [`${pathOf.get(endpoint_id)} ${id}`, body]));
  const received = new Map(taken.map((call) => [`${call.path} ${idOf(call)}`, call.body]));
  expect([...intended.keys()].filter((each) => !received.has(each))).toEqual([]);
  // repeats too: the same id says the same
  expect(taken.filter((call) => intended.get(`${call.path} ${idOf(call)}`) !== call.body)).toEqual([]);
  expect(rows.filter(({ delivered_at }) => delivered_at === null)).toEqual([]);
  expect(taken.length).toBeGreaterThan(received.size);
  const unsigned = taken.filter((call) => {
    const at = new Date(Number(call.headers['webhook-timestamp']) * 1000);
    const verifier = new Webhook(endpoints.get(call.path)?.secret ?? '');
    return verifier.sign(idOf(call), at, call.body) !== call.headers['webhook-signature'];
  });
  expect(unsigned).toEqual([]);
  process.stdout.write(
    `${received.size} messages, ${taken.length - received.size} repeats, troubles: ${JSON.stringify(receiver.troubles())}\n`,
  );
});
