import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testAuthenticator, testServer } from '../../../test/support/test-server.ts';
import { takeCall } from '../../ledger/vault/idempotent-call.ts';
import { buildApp } from '../app.ts';

const PATH = '/api/security/pim/service-principals';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

async function post(name: string, key: string | null, body: unknown, path = PATH) {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer test:${name}`,
      'content-type': 'application/json',
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    text: await response.text(),
    isReplay: response.headers.has('idempotency-replayed'),
  };
}

const codeOf = ({ text }: { text: string }) => JSON.parse(text).code;
const robot = { displayName: 'Robot' };

async function principalsMade(): Promise<number> {
  const entries = await server.demo.ledger.entriesAfter(0, 100_000);
  return entries.filter(({ event }) => event.type === 'principal.created').length;
}

describe('a repeated call with the same key', () => {
  it('is answered as the first was, to the letter, and does nothing', async () => {
    const before = await principalsMade();
    const first = await post('grace', 'key-1', robot);
    const again = await post('grace', 'key-1', robot);
    expect(first).toMatchObject({ status: 201, isReplay: false });
    expect(again).toEqual({ ...first, isReplay: true });
    expect((await principalsMade()) - before).toBe(1);
  });

  it('gets the same refusal', async () => {
    const first = await post('mallory', 'key-1', robot);
    expect(first.status).toBe(403);
    expect(await post('mallory', 'key-1', robot)).toEqual({ ...first, isReplay: true });
  });

  it('is refused with another body, and the first answer stays', async () => {
    const first = await post('grace', 'key-1', robot);
    const other = await post('grace', 'key-1', { displayName: 'Other' });
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotencyKeyReused']);
    expect(await post('grace', 'key-1', robot)).toEqual({ ...first, isReplay: true });
  });

  it('does it once when many come at the same time; the others are told to wait, or get the answer', async () => {
    const before = await principalsMade();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('grace', 'key-1', robot)));
    expect((await principalsMade()) - before).toBe(1);
    const made = answers.filter(({ status }) => status === 201);
    expect(made.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    const waiting = answers.filter(({ status }) => status !== 201);
    for (const answer of waiting) expect([answer.status, codeOf(answer)]).toEqual([409, 'idempotencyInFlight']);
  });

  it('is another call after 24 hours', async () => {
    const first = await post('grace', 'key-1', robot);
    server.demo.clock.advance('PT23H59M59.999S');
    expect((await post('grace', 'key-1', robot)).text).toBe(first.text);
    server.demo.clock.advance('PT0.001S');
    const later = await post('grace', 'key-1', robot);
    expect(later).toMatchObject({ status: 201, isReplay: false });
    expect(later.text).not.toBe(first.text);
  });
});

it('keeps the keys of callers and addresses apart', async () => {
  const first = await post('grace', 'key-1', robot);
  const byOther = await post('heidi', 'key-1', robot);
  expect(byOther).toMatchObject({ status: 201, isReplay: false });
  const { id } = JSON.parse(first.text);
  const elsewhere = await post('grace', 'key-1', { displayName: 'a secret' }, `${PATH}/${id}/credentials`);
  expect(elsewhere).toMatchObject({ status: 201, isReplay: false });
  const { secret } = JSON.parse(elsewhere.text);
  const rows = await server.demo.ledger.read((reader) =>
    reader.query((db) => db.selectFrom('idempotent_call').selectAll()),
  );
  expect(rows).toHaveLength(3);
  expect(JSON.stringify(rows), 'a secret that was shown once').not.toContain(secret);
});

it('says so where the first call was cut off, and never does it again by itself', async () => {
  const { ledger, clock } = server.demo;
  const probe = await post('grace', 'key-1', robot);
  expect(probe.status).toBe(201);
  // as a crash after the command and before the answer leaves it
  await ledger.writeFollower(async (tx) => {
    const rows = await tx.query((db) => db.selectFrom('idempotent_call').select(['key', 'body_digest']));
    await tx.query((db) => db.deleteFrom('idempotent_call'));
    for (const { key, body_digest: bodyDigest } of rows) {
      await takeCall(tx, { key, bodyDigest, createdAt: clock().epochMilliseconds });
    }
  });
  expect(codeOf(await post('grace', 'key-1', robot))).toBe('idempotencyInFlight');
  clock.advance('PT1M');
  const after = await post('grace', 'key-1', robot);
  expect([after.status, codeOf(after)]).toEqual([409, 'idempotencyOutcomeUnknown']);
});

it('never does twice what was done before the answer failed', async () => {
  const { ledger, accessIndex, clock } = server.demo;
  const before = await principalsMade();
  // the command is carried out, and what comes after it fails
  const execute: typeof ledger.execute = async (context, command) => {
    await ledger.execute(context, command);
    throw new Error('lost after the commit');
  };
  const authenticator = testAuthenticator(ledger);
  const app = await buildApp({
    services: { ledger: { ...ledger, execute }, accessIndex, clock, newId: randomUUID, authenticator },
  });
  const headers = { authorization: 'Bearer test:grace', 'idempotency-key': 'key-1' };
  const call = () => app.inject({ method: 'POST', url: PATH, headers, payload: robot });
  const first = await call();
  const again = await call();
  expect([first.statusCode, again.statusCode]).toEqual([500, 500]);
  expect(again.body).toBe(first.body);
  expect((await principalsMade()) - before).toBe(1);
  await app.close();
});

it.each(['', ' ', 'x'.repeat(256), 'a b'])('refuses the key %j', async (key) => {
  const before = await principalsMade();
  expect((await post('grace', key, robot)).status).toBe(400);
  expect(await principalsMade()).toBe(before);
});

it('changes nothing for calls without a key', async () => {
  const first = await post('grace', null, robot);
  const second = await post('grace', null, robot);
  expect(second.text).not.toBe(first.text);
});
