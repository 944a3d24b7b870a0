import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const path = '/api/security/pim/me/notification-preferences';
const chosen = {
  timeZone: 'Europe/Berlin',
  locale: 'de-DE',
  mail: 'critical',
  bell: 'all',
  digest: 'off',
  quietHours: { from: '22:00', to: '07:00' },
};

it.each([
  ['grace', [true, true, true, true, true, true]],
  ['oscar', [false, true, false, true, false, false]],
  ['alice', [false, false, false, false, false, false]],
] as const)('says what %s may do', async (name, expected) => {
  const { body } = await server.call(name, 'GET', '/api/security/pim/me');
  const { giveRoles, findPeople, administerPeople, readSettings, administerNotifications, endSessions } = body.may;
  const shown = [giveRoles, findPeople, administerPeople, readSettings, administerNotifications, endSessions];
  expect(shown).toEqual(expected);
});

describe('notification preferences', () => {
  it('are the defaults until one chooses, and then one’s own alone', async () => {
    const before = await server.call('alice', 'GET', path);
    expect(before).toMatchObject({
      status: 200,
      body: { timeZone: 'UTC', locale: null, mail: 'all', bell: 'all', digest: 'weekly', quietHours: null },
    });
    const put = await server.call('alice', 'PUT', path, chosen);
    expect(put).toMatchObject({ status: 200, body: chosen });
    expect((await server.call('alice', 'GET', path)).body).toEqual(chosen);
    expect((await server.call('bob', 'GET', path)).body).toEqual(before.body);
  });

  it('are recorded where they change, and only there', async () => {
    await server.call('alice', 'PUT', path, chosen);
    const sequence = server.demo.ledger.lastSequence();
    await server.call('alice', 'PUT', path, chosen);
    expect(server.demo.ledger.lastSequence()).toBe(sequence);
  });

  it.each([
    ['a zone that there is not', { timeZone: 'Mars/Olympus' }],
    ['a locale that is none', { locale: 'not a tag' }],
    ['hours that are none', { quietHours: { from: '25:00', to: '07:00' } }],
    ['hours without length', { quietHours: { from: '07:00', to: '07:00' } }],
    ['no mail at all', { mail: 'none' }],
    ['a field that there is not', { email: 'eve@evil.example' }],
  ])('refuse %s', async (_, over) => {
    const { status, body } = await server.call('alice', 'PUT', path, { ...chosen, ...over });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(Object.keys(over)[0]);
    expect((await server.call('alice', 'GET', path)).body.timeZone).toBe('UTC');
  });
});
