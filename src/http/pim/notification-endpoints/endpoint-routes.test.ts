import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { rowsOf } from '../../../ledger/contract/rows-of.ts';

const BASE = '/api/security/pim/notification-endpoints';
const PATH_SECRET = 'T0-path-secret';

let server: TestServer;
beforeEach(async () => {
  server = await testServer({ privateEndpoints: ['10.1.0.0/16'] });
});
afterEach(() => server.close());

const post = (path: string, body: unknown = undefined, by = 'grace') => server.call(by, 'POST', `${BASE}${path}`, body);
const hook = { kind: 'webhook', displayName: 'SIEM', url: `https://siem.example.org/hook/${PATH_SECRET}?key=k` };
const chat = { kind: 'slack', displayName: '#privileged', url: `https://hooks.slack.example/${PATH_SECRET}` };

/** Everything that is kept: rows of every table, whatever they are for. */
async function everythingKept(): Promise<string> {
  const { engine } = server.demo;
  const entries = await server.demo.ledger.entriesAfter(0, 10_000);
  const secrets = await engine.read((reader) => reader.query((db) => db.selectFrom('endpoint_secret').selectAll()));
  return JSON.stringify([entries, secrets, [...(await rowsOf(engine))]]);
}

describe('an endpoint', () => {
  it('is made, and its address and signing secret are shown once and kept sealed', async () => {
    const made = await post('', hook);
    expect(made).toMatchObject({
      status: 201,
      body: {
        kind: 'webhook',
        displayName: 'SIEM',
        origin: 'https://siem.example.org',
        topics: null,
        isEnabled: true,
        signingSecret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      },
    });
    const { signingSecret, ...shown } = made.body;
    expect((await server.call('grace', 'GET', `${BASE}/${shown.id}`)).body).toEqual(shown);
    expect((await server.call('grace', 'GET', BASE)).body).toEqual({ items: [shown] });
    const kept = await everythingKept();
    expect(kept).toContain('https://siem.example.org');
    for (const secret of [signingSecret, signingSecret.slice(6), PATH_SECRET]) expect(kept).not.toContain(secret);
  });

  it('of a chat has no signing secret, for its address is one', async () => {
    const made = await post('', chat);
    expect([made.status, made.body.signingSecret]).toEqual([201, null]);
    expect(await everythingKept()).not.toContain(PATH_SECRET);
    expect((await post(`/${made.body.id}/rotate-secret`, {})).body.code).toBe('endpointHasNoSecret');
  });

  it('is changed, disabled, enabled and deleted, each on record', async () => {
    const { id } = (await post('', hook)).body;
    const before = await server.demo.ledger.entriesAfter(0, 10_000);
    const changes = { displayName: 'New SIEM', topics: ['approval.requested'], url: 'https://new.example.org/x' };
    const changed = await server.call('grace', 'PATCH', `${BASE}/${id}`, changes);
    const { url: _, ...terms } = changes;
    expect(changed).toMatchObject({ status: 200, body: { ...terms, origin: 'https://new.example.org' } });
    expect((await server.call('grace', 'PATCH', `${BASE}/${id}`, { displayName: 'New SIEM' })).status).toBe(200);
    expect((await post(`/${id}/disable`)).body).toMatchObject({ isEnabled: false, disabledReason: 'administrator' });
    expect((await post(`/${id}/test`)).body.code).toBe('endpointDisabled');
    expect((await post(`/${id}/replay`, { fromSequence: 1 })).body.code).toBe('endpointDisabled');
    expect((await post(`/${id}/enable`)).body).toMatchObject({ isEnabled: true, disabledReason: null });
    expect((await post(`/${id}/enable`)).status).toBe(200);
    expect((await server.call('grace', 'DELETE', `${BASE}/${id}`)).status).toBe(204);
    const events = (await server.demo.ledger.entriesAfter(before.length, 10_000)).map(({ event }) => event);
    expect(events.filter(({ type }) => type !== 'command.refused')).toMatchObject([
      { type: 'notificationEndpoint.changed', isUrlReplaced: true, before: { displayName: 'SIEM' }, after: terms },
      { type: 'notificationEndpoint.disabled', reason: 'administrator' },
      { type: 'notificationEndpoint.enabled' },
      { type: 'notificationEndpoint.deleted' },
    ]);
    for (const path of ['', '/messages']) {
      const gone = await server.call('grace', 'GET', `${BASE}/${id}${path}`);
      expect([gone.status, gone.body.code]).toEqual([404, 'endpointNotFound']);
    }
    const left = await server.demo.ledger.read((reader) =>
      reader.query((db) => db.selectFrom('endpoint_secret').selectAll()),
    );
    expect(left).toEqual([]);
  });

  it('gets another secret, which is another', async () => {
    const { id, signingSecret } = (await post('', hook)).body;
    const rotated = await post(`/${id}/rotate-secret`, { overlapHours: 1 });
    expect(rotated.body.signingSecret).toMatch(/^whsec_/);
    expect(rotated.body.signingSecret).not.toBe(signingSecret);
    for (const overlapHours of [-1, 169, 1.5, '1']) {
      const answer = await post(`/${id}/rotate-secret`, { overlapHours });
      expect([answer.status, answer.body.field]).toEqual([400, 'overlapHours']);
    }
  });

  it('is one of 50 at most', async () => {
    for (let made = 0; made < 50; made += 1) expect((await post('', hook)).status).toBe(201);
    expect(await post('', hook)).toMatchObject({ status: 422, body: { code: 'endpointLimit' } });
  });
});

it.each([
  'http://siem.example.org.s3cret/%ff',
  'http://8.8.8.8/s3cret',
  'ftp://siem.example.org/s3cret',
  'javascript:alert("s3cret")',
  'https://user:s3cret@siem.example.org/',
  'https://s3cret@siem.example.org/',
  'https://siem.example.org/#s3cret',
  's3cret',
  '',
  `https://siem.example.org/${'s3cret'.repeat(400)}`,
  'https://siem.example.org/s3cret\r\nX: y',
  'https://siem.example.org/s3cret x',
  'https:///s3cret',
  'https://127.0.0.1/s3cret',
  'https://localhost/s3cret',
  'https://a.localhost./s3cret',
  'https://2130706433/s3cret',
  'https://0x7f.1/s3cret',
  'https://0177.0.0.1/s3cret',
  'https://[::1]/s3cret',
  'https://[::ffff:169.254.169.254]/s3cret',
  'https://169.254.169.254/s3cret',
  'https://[fd00:ec2::254]/s3cret',
  'https://10.2.0.1/s3cret',
  'https://192.168.0.1/s3cret',
])('refuses the address %s, and repeats nothing of it', async (url) => {
  const strict = await testServer();
  const answers = [await strict.call('grace', 'POST', BASE, { ...hook, url })];
  const { id } = (await strict.call('grace', 'POST', BASE, hook)).body;
  answers.push(await strict.call('grace', 'PATCH', `${BASE}/${id}`, { url }));
  for (const { status, body } of answers) {
    expect([status, body.code, body.field]).toEqual([400, 'endpointUrlRefused', 'url']);
    expect(JSON.stringify(body)).not.toContain('s3cret');
  }
  expect(JSON.stringify(await strict.demo.ledger.entriesAfter(0, 10_000))).not.toContain('s3cret');
  await strict.close();
});

it('lets addresses be that the operator names, also without TLS', async () => {
  for (const url of ['http://10.1.2.3:8065/hooks/x', 'https://10.1.2.3/', 'http://mattermost.internal/hooks/x']) {
    expect((await post('', { ...hook, url })).status).toBe(201);
  }
  for (const url of ['http://10.2.0.1/', 'https://10.2.0.1/', 'http://8.8.8.8/']) {
    expect((await post('', { ...hook, url })).status).toBe(400);
  }
});

it.each([
  [{ kind: 'irc' }, 'kind'],
  [{ kind: undefined }, 'kind'],
  [{ displayName: ' ' }, 'displayName'],
  [{ displayName: 'x\u202ey' }, 'displayName'],
  [{ displayName: 'x'.repeat(121) }, 'displayName'],
  [{ topics: [] }, 'topics'],
  [{ topics: ['principal.created'] }, 'topics'],
  [{ topics: ['role.assigned', 'role.assigned'] }, 'topics'],
  [{ topics: 'all' }, 'topics'],
  [{ colour: 'red' }, 'colour'],
])('refuses %o with the name of the field', async (over, field) => {
  const answer = await post('', { ...hook, ...over });
  expect([answer.status, answer.body.field?.split('.')[0]]).toEqual([400, field]);
});

it('is administered by privileged administrators alone', async () => {
  const { id } = (await post('', hook)).body;
  const before = await rowsOf(server.demo.engine);
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['POST', '', hook],
    ['GET', `/${id}`, undefined],
    ['PATCH', `/${id}`, { displayName: 'Mine' }],
    ['DELETE', `/${id}`, undefined],
    ['POST', `/${id}/enable`, undefined],
    ['POST', `/${id}/disable`, undefined],
    ['POST', `/${id}/rotate-secret`, {}],
    ['POST', `/${id}/test`, undefined],
    ['POST', `/${id}/replay`, { fromSequence: 1 }],
    ['GET', `/${id}/messages`, undefined],
    ['POST', `/${id}/messages/resend`, { all: true }],
  ] as const) {
    for (const by of ['mallory', 'oscar', 'alice', 'bob']) {
      const answer = await server.call(by, method, `${BASE}${path}`, body);
      expect([answer.status, answer.body.code], `${by} ${method} ${path}`).toEqual([403, 'notPermitted']);
    }
  }
  expect(await rowsOf(server.demo.engine)).toEqual(before);
});

it('names an endpoint that is not there to nobody but administrators', async () => {
  const unknown = '/e0000000-0000-4000-8000-000000000001';
  expect((await post(`${unknown}/test`)).body.code).toBe('endpointNotFound');
  expect((await post(`${unknown}/test`, undefined, 'mallory')).body.code).toBe('notPermitted');
  expect((await post('/x/test')).status).toBe(400);
  const { id } = (await post('', hook)).body;
  for (const wrong of [{}, { fromSequence: 0 }, { fromSequence: 1, fromTime: '2026-11-24T08:00:00Z' }, { all: true }]) {
    expect((await post(`/${id}/replay`, wrong)).status).toBe(400);
  }
  expect((await post(`/${id}/replay`, { fromSequence: 999_999 })).body.field).toBe('fromSequence');
  expect((await post(`/${id}/replay`, { fromTime: '2027-11-24T08:00:00Z' })).body.field).toBe('fromTime');
});
