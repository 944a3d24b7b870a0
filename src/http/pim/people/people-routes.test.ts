import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, assign, introduce, mayDo } from '../../../../test/scenarios/story.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { addGroupMember } from '../../../commands/change-group-members.ts';
import { demoIds, demoRoles } from '../../../demo/demo-organisation.ts';
import { ROOT } from '../../../domain/scope.ts';
import { rowsOf } from '../../../ledger/contract/rows-of.ts';
import { principalByIdentity } from '../../../ledger/facts/principal-facts.ts';

const BASE = '/api/security/pim/people';
const entra = { issuer: 'https://login.example/v2.0', subject: 'AAAA-1' };

let server: TestServer;
let admin: string;
beforeEach(async () => {
  server = await testServer();
  admin = await introduce(server.demo.ledger, 'user', 'Uma Administrator');
  await assign(server.demo.ledger, { principalId: admin, roleDefinitionId: demoRoles.userAdministrator, scope: ROOT });
});
afterEach(() => server.close());

async function create(over: object = {}) {
  const answer = await server.call(admin, 'POST', BASE, {
    displayName: 'Nina Berg',
    userName: 'nina@nordwind.example',
    ...over,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

function who(identity: { issuer: string; subject: string }) {
  return server.demo.ledger.read((reader) => principalByIdentity(reader, identity.issuer, identity.subject));
}

/** The call is refused so, and nothing is changed. */
async function refused(by: string, method: string, path: string, body: object | undefined, expected: object) {
  const before = await rowsOf(server.demo.engine);
  const answer = await server.call(by, method, path, body);
  expect({ status: answer.status, ...answer.body }).toMatchObject(expected);
  expect(await rowsOf(server.demo.engine)).toEqual(before);
}

it('tells in which groups a person is to who sees who is in them, and to the person', async () => {
  const path = `${BASE}/${demoIds.alice}`;
  const names = (body: { groups: readonly { displayName: string; until: string | null }[] }) => body.groups;
  const seen = names((await server.call(admin, 'GET', path)).body);
  expect(seen).toEqual([{ id: demoIds.platformEngineers, displayName: 'Platform engineers', until: null }]);
  expect(names((await server.call('alice', 'GET', path)).body)).toEqual(seen);
});

describe('an administrator of people', () => {
  it('creates a person who signs in here, and one who signs in elsewhere', async () => {
    const local = await create({ email: 'nina@nordwind.example' });
    expect(local).toMatchObject({
      displayName: 'Nina Berg',
      userName: 'nina@nordwind.example',
      email: 'nina@nordwind.example',
      isEnabled: true,
      isInactiveAtSource: false,
      isProtected: false,
      sourceId: null,
      identities: [{ issuer: 'urn:brevet:local', subject: local.id }],
    });
    const remote = await create({ userName: 'remote', identity: entra });
    expect((await who(entra))?.id).toBe(remote.id);
  });

  it('changes names and address, and leaves what is left out', async () => {
    const { id } = await create();
    const changed = await server.call(admin, 'PATCH', `${BASE}/${id}`, {
      displayName: 'Nina Sommer',
      email: 'n@s.example',
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { displayName: 'Nina Sommer', userName: 'nina@nordwind.example', email: 'n@s.example' },
    });
    const cleared = await server.call(admin, 'PATCH', `${BASE}/${id}`, { email: null });
    expect(cleared.body).toMatchObject({ displayName: 'Nina Sommer', email: null });
  });

  it('may give a sign-in name again only after it is free, in whatever case', async () => {
    const { id } = await create();
    const again = { displayName: 'Other', userName: 'NINA@Nordwind.example' };
    await refused(admin, 'POST', BASE, again, { status: 409, code: 'signInNameTaken', conflictsWith: id });
    await refused(
      admin,
      'PATCH',
      `${BASE}/${demoIds.mallory}`,
      { userName: again.userName },
      { status: 409, code: 'signInNameTaken' },
    );
    const own = await server.call(admin, 'PATCH', `${BASE}/${id}`, { userName: 'NINA@nordwind.example' });
    expect(own.status, 'the own name in another case').toBe(200);
    await server.call(admin, 'PATCH', `${BASE}/${id}`, { userName: null });
    expect((await server.call(admin, 'POST', BASE, again)).status).toBe(201);
  });

  it('disables and enables a person', async () => {
    const { id } = await create();
    expect((await server.call(admin, 'POST', `${BASE}/${id}/disable`)).status).toBe(204);
    expect((await server.call(admin, 'GET', `${BASE}/${id}`)).body.isEnabled).toBe(false);
    expect((await server.call(id, 'GET', BASE)).status).toBe(401);
    expect((await server.call(admin, 'POST', `${BASE}/${id}/enable`)).status).toBe(204);
    expect((await server.call(id, 'GET', BASE)).status).toBe(200);
  });

  it.each([
    ['PATCH', '', { displayName: 'Taken over' }],
    ['PATCH', '', { userName: 'taken@over' }],
    ['POST', '/disable', undefined],
    ['POST', '/identities', entra],
  ])('leaves who has power to privileged administrators: %s %s', async (method, rest, body) => {
    // Frank is eligible by a group in a group, Bob decides about a role
    for (const name of ['frank', 'bob'] as const) {
      await refused(admin, method, `${BASE}/${demoIds[name]}${rest}`, body, {
        status: 403,
        code: 'protectedPrincipal',
      });
    }
    await refused(admin, method, `${BASE}/${demoIds.grace}${rest}`, body, {
      status: 403,
      code: 'protectedPrincipal',
      allowed: 'a Global Administrator',
    });
    await refused('mallory', method, `${BASE}/${demoIds.frank}${rest}`, body, { status: 403, code: 'notPermitted' });
    expect((await server.call('grace', method, `${BASE}/${demoIds.frank}${rest}`, body)).status).toBeLessThan(300);
  });
});

describe('disabling', () => {
  it('ends every access at once, and is refused for the last administrator', async () => {
    await activate(server.demo.ledger);
    expect(await mayDo(server.demo, demoIds.alice)).toBe(true);
    expect((await server.call('grace', 'POST', `${BASE}/${demoIds.alice}/disable`)).status).toBe(204);
    expect(await mayDo(server.demo, demoIds.alice)).toBe(false);
    expect((await server.call('grace', 'POST', `${BASE}/${demoIds.heidi}/disable`)).status).toBe(204);
    await refused('grace', 'POST', `${BASE}/${demoIds.grace}/disable`, undefined, {
      status: 422,
      code: 'lastAdministrator',
    });
  });
});

describe('who somebody is to identity providers', () => {
  it('is linked and unlinked by an administrator, and never by an address', async () => {
    const { id } = await create({ email: 'nina@nordwind.example' });
    expect(await who(entra)).toBeNull();
    const linked = await server.call(admin, 'POST', `${BASE}/${id}/identities`, entra);
    expect(linked.body.identities).toContainEqual(entra);
    expect((await who(entra))?.id).toBe(id);
    expect(await who({ ...entra, subject: 'nina@nordwind.example' }), 'by address').toBeNull();
    expect(await who({ ...entra, issuer: 'https://other.example' }), 'the same subject elsewhere').toBeNull();
    const query = new URLSearchParams(entra);
    expect((await server.call(admin, 'DELETE', `${BASE}/${id}/identities?${query}`)).status).toBe(204);
    expect(await who(entra)).toBeNull();
    await refused(admin, 'DELETE', `${BASE}/${id}/identities?${query}`, undefined, {
      status: 404,
      code: 'identityNotFound',
    });
  });

  it('is one person, also where the first identity was given up and somebody else has it now', async () => {
    const { id } = await create({ identity: entra });
    await refused(admin, 'POST', `${BASE}/${demoIds.mallory}/identities`, entra, {
      status: 409,
      code: 'identityTaken',
      conflictsWith: id,
    });
    await refused(
      admin,
      'POST',
      BASE,
      { displayName: 'Other', identity: entra },
      { status: 409, code: 'alreadyExists' },
    );
    await server.call(admin, 'DELETE', `${BASE}/${id}/identities?${new URLSearchParams(entra)}`);
    expect((await server.call(admin, 'POST', `${BASE}/${demoIds.mallory}/identities`, entra)).status).toBe(200);
    expect((await who(entra))?.id).toBe(demoIds.mallory);
    await server.call(admin, 'DELETE', `${BASE}/${demoIds.mallory}/identities?${new URLSearchParams(entra)}`);
    const heir = await create({ userName: 'heir', identity: entra });
    expect((await who(entra))?.id).toBe(heir.id);
  });
});

describe('the list of people', () => {
  const names = async (by: string, query = '') => {
    const { status, body } = await server.call(by, 'GET', `${BASE}?${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.items.map(({ displayName }: { displayName: string }) => displayName).sort();
  };

  it('is searched in names and addresses, literally', async () => {
    expect(await names(admin, 'search=TANAKA')).toEqual(['Heidi Tanaka']);
    expect(await names(admin, 'search=heidi%40nordwind')).toEqual(['Heidi Tanaka']);
    expect(await names(admin, 'search=%25')).toEqual([]);
    await server.call('grace', 'POST', `${BASE}/${demoIds.mallory}/disable`);
    expect(await names(admin, 'state=disabled')).toEqual(['Mallory Reyes']);
    expect(await names(admin, 'state=enabled&search=mallory')).toEqual([]);
  });

  it('comes in pages that together are everybody once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await server.call(admin, 'GET', `${BASE}?limit=5${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(13);
  });

  it('shows no more than a get would, whoever asks', async () => {
    expect(await names('mallory')).toEqual(['Mallory Reyes']);
    expect(await names('mallory', 'search=heidi')).toEqual([]);
    expect((await names('oscar')).length).toBe(13);
    const unseen = await server.call('mallory', 'GET', `${BASE}/${demoIds.heidi}`);
    const absent = await server.call('mallory', 'GET', `${BASE}/${demoIds.onCall}`);
    expect([unseen.status, absent.status, unseen.body.code]).toEqual([404, 404, 'personNotFound']);
    const own = await server.call('mallory', 'GET', `${BASE}/${demoIds.mallory}`);
    expect(own.body).toMatchObject({ isProtected: null, identities: [{ subject: 'mallory' }] });
    const read = await server.call('oscar', 'GET', `${BASE}/${demoIds.heidi}`);
    expect(read.body).toMatchObject({ displayName: 'Heidi Tanaka', isProtected: null, identities: null });
  });
});

it('refuses what is no person, and what cannot be a name', async () => {
  const group = await introduce(server.demo.ledger, 'group', 'Group');
  await addGroupMember(server.demo.ledger, as('grace'), group, demoIds.mallory);
  await refused(admin, 'PATCH', `${BASE}/${group}`, { displayName: 'x' }, { status: 404, code: 'personNotFound' });
  await refused(admin, 'POST', `${BASE}/${group}/disable`, undefined, { status: 404, code: 'personNotFound' });
  for (const [body, field] of [
    [{ displayName: ' ' }, 'displayName'],
    [{ displayName: 'a\u202eb' }, 'displayName'],
    [{ displayName: 'x', userName: 'two words' }, 'userName'],
    [{ displayName: 'x', email: 'nobody' }, 'email'],
    [{ displayName: 'x', email: 'a@b.example, c@d.example' }, 'email'],
    [{ displayName: 'x', identity: { issuer: 'a b', subject: 'x' } }, 'issuer'],
    [{ displayName: 'x', isEnabled: true }, 'isEnabled'],
    [{ displayName: 'x', id: demoIds.grace }, 'id'],
    [{ displayName: 'x', sourceId: demoIds.grace }, 'sourceId'],
  ] as const) {
    await refused(admin, 'POST', BASE, body, { status: 400, code: 'valueInvalid', field });
  }
});
