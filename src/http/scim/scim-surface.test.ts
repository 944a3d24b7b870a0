import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScimDirectory, scimDirectory } from '../../../test/support/scim-directory.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds } from '../../demo/demo-organisation.ts';
import { rowsOf } from '../../ledger/contract/rows-of.ts';

const API = '/api/security/pim/provisioning-sources';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

let server: TestServer;
let entra: ScimDirectory;
let okta: ScimDirectory;
let ann: string;
let group: string;
let foreign: string;
beforeAll(async () => {
  server = await testServer();
  entra = await scimDirectory(server);
  okta = await scimDirectory(server, { displayName: 'Okta', issuer: 'https://okta.example' });
  for (const name of ['ann', 'ben', 'cem', 'dia', 'eva']) {
    const emails = [{ value: `${name}@nordwind.example`, primary: true }];
    const made = await entra.user({
      userName: `${name}.x@nordwind.example`,
      externalId: `oid-${name}`,
      displayName: name,
      emails,
    });
    if (name === 'ann') ann = made.id;
    server.demo.clock.advance('PT1M');
  }
  await entra.patch(`/Users/${ann}`, { op: 'replace', path: 'active', value: false });
  group = (await entra.group('Operators', [ann])).id;
  foreign = (await okta.user({ userName: 'zoe@okta.example' })).id;
});
afterAll(() => server.close());

const list = async (query: string, path = '/Users') => (await entra.call('GET', `${path}?${query}`)).body;
const names = (body: { Resources: { displayName: string }[] }) => body.Resources.map(({ displayName }) => displayName);

describe('what the provider says of itself', () => {
  it('is what it does', async () => {
    const { body } = await entra.call('GET', '/ServiceProviderConfig');
    expect(body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      sort: { supported: false },
      etag: { supported: true },
      filter: { supported: true, maxResults: 200 },
    });
    const types = (await entra.call('GET', '/ResourceTypes')).body;
    expect(types.Resources.map(({ endpoint }: { endpoint: string }) => endpoint)).toEqual(['/Users', '/Groups']);
    expect((await entra.call('GET', '/ResourceTypes/User')).body.schema).toBe(
      'urn:ietf:params:scim:schemas:core:2.0:User',
    );
    expect((await entra.call('GET', '/ResourceTypes/Device')).status).toBe(404);
    expect((await entra.call('GET', '/Schemas?filter=id%20pr')).status).toBe(403);
  });

  it('describes every attribute that a resource has', async () => {
    const { Resources } = (await entra.call('GET', '/Schemas')).body;
    for (const [schema, path] of [
      [Resources[0], `/Users/${ann}`],
      [Resources[1], `/Groups/${group}`],
    ]) {
      const { schemas: _, id: __, meta: ___, ...rest } = (await entra.call('GET', path)).body;
      const described = schema.attributes.map(({ name }: { name: string }) => name);
      expect(Object.keys(rest).filter((name) => !described.includes(name))).toEqual([]);
    }
  });
});

describe('a list', () => {
  it.each([
    // RFC 7644 §3.4.2.2, with the people of this directory
    ['userName eq "ann.x@nordwind.example"', ['ann']],
    ['USERNAME Eq "ANN.X@nordwind.example"', ['ann']],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "B"', ['ben']],
    ['externalId eq "oid-cem"', ['cem']],
    ['externalId eq "OID-CEM"', []],
    ['displayName co "e"', ['ben', 'cem', 'eva']],
    ['displayName ew "a"', ['dia', 'eva']],
    ['emails pr and active eq false', ['ann']],
    ['active eq "True" and displayName gt "cem"', ['dia', 'eva']],
    ['active ne true', ['ann']],
    ['emails[type eq "work" and value co "ann@"]', ['ann']],
    ['emails.value eq "ben@nordwind.example" or emails.value eq "eva@nordwind.example"', ['ben', 'eva']],
    ['emails[type eq "home"]', []],
    ['not (displayName sw "a" or displayName sw "b") and userName pr', ['cem', 'dia', 'eva']],
    ['displayName eq "ann" or displayName eq "ben" and active eq false', ['ann']],
    ['(displayName eq "ann" or displayName eq "ben") and active eq true', ['ben']],
    ['meta.created ge "2026-11-24T08:03:00Z"', ['dia', 'eva']],
    ['meta.lastModified lt "2026-11-24T08:02:00Z"', ['ben']],
    ['userName eq "50%_\\\\\\""', []],
    ['displayName co "%"', []],
    ['userName eq "zoe@okta.example"', []],
    ['userName eq "alice@nordwind.example"', []],
    [`id eq "${demoIds.alice}"`, []],
  ] as const)('narrowed by %s', async (filter, expected) => {
    expect(names(await list(`filter=${encodeURIComponent(filter)}`))).toEqual(expected);
  });

  it.each([
    [() => `members[value eq "${ann}"]`, ['Operators']],
    [() => `members eq "${demoIds.alice}"`, []],
    [() => 'displayName eq "operators"', ['Operators']],
    [() => 'externalId eq "group-Operators"', ['Operators']],
  ])('of groups narrowed by %s', async (filter, expected) => {
    expect(names(await list(`filter=${encodeURIComponent(filter())}`, '/Groups'))).toEqual(expected);
  });

  it('comes in parts by index and count', async () => {
    expect(await list('startIndex=2&count=2')).toMatchObject({ totalResults: 5, startIndex: 2, itemsPerPage: 2 });
    expect(names(await list('startIndex=2&count=2'))).toEqual(['ben', 'cem']);
    expect(names(await list('StartIndex=5&Count=10'))).toEqual(['eva']);
    expect(await list('startIndex=0&count=0')).toMatchObject({
      totalResults: 5,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
    expect(await list('startIndex=99&count=-1')).toMatchObject({ totalResults: 5, Resources: [] });
  });

  it('has what is asked for of each resource, and always the id', async () => {
    const [first] = (await list('attributes=userName,emails.value&count=1')).Resources;
    expect(Object.keys(first)).toEqual(['schemas', 'id', 'userName', 'emails']);
    const [bare] = (await list('excludedAttributes=MEMBERS,id,meta', '/Groups')).Resources;
    expect(Object.keys(bare)).toEqual(['schemas', 'id', 'externalId', 'displayName']);
    expect((await entra.call('GET', `/Groups/${group}?excludedAttributes=members`)).body).not.toHaveProperty('members');
  });
});

describe('a version', () => {
  it('guards changes, and saves reading what is known', async () => {
    const { id, meta } = await entra.user();
    const known = await entra.call('GET', `/Users/${id}`, undefined, { 'if-none-match': meta.version });
    expect(known.status).toBe(304);
    const put = { userName: 'versioned', displayName: 'Second' };
    const second = await entra.call('PUT', `/Users/${id}`, put, { 'if-match': meta.version });
    expect(second.status).toBe(200);
    const before = await rowsOf(server.demo.engine);
    for (const [method, body] of [
      ['PUT', put],
      ['PATCH', { Operations: [{ op: 'replace', path: 'active', value: false }] }],
      ['DELETE', undefined],
    ] as const) {
      for (const etag of [meta.version, '"x"', 'W/"-1"']) {
        expect((await entra.call(method, `/Users/${id}`, body, { 'if-match': etag })).status, `${method} ${etag}`).toBe(
          412,
        );
      }
    }
    expect(await rowsOf(server.demo.engine)).toEqual(before);
    expect((await entra.call('DELETE', `/Users/${id}`, undefined, { 'if-match': '*' })).status).toBe(204);
  });

  it('of a group changes with its members', async () => {
    const made = await entra.group('Versioned');
    const changed = await entra.patch(`/Groups/${made.id}`, { op: 'add', path: 'members', value: [{ value: ann }] });
    expect(changed.body.meta.version).not.toBe(made.meta.version);
    await entra.call('DELETE', `/Groups/${made.id}`);
  });
});

describe('who is not kept by the directory', () => {
  it('is not there for it, by whatever method, as if it never were', async () => {
    const before = await rowsOf(server.demo.engine);
    const people = [demoIds.alice, demoIds.grace, foreign, entra.sourceId, group];
    const unknown = randomUUID();
    const operations = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'active', value: false }] };
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', { userName: 'mine' }],
      ['PATCH', operations],
      ['DELETE', undefined],
    ] as const) {
      const absent = await entra.call(method, `/Users/${unknown}`, body);
      expect(absent.status).toBe(404);
      for (const id of people) {
        const answer = await entra.call(method, `/Users/${id}`, body);
        const same = JSON.stringify(absent.body).replaceAll(unknown, id);
        expect([answer.status, JSON.stringify(answer.body)], `${method} ${id}`).toEqual([404, same]);
      }
      for (const id of [demoIds.platformEngineers, ann])
        expect((await entra.call(method, `/Groups/${id}`, body)).status).not.toBe(200);
    }
    for (const id of [demoIds.alice, foreign, demoIds.platformEngineers, unknown]) {
      const add = await entra.patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: id }] });
      expect(add).toMatchObject({
        status: 400,
        body: { scimType: 'invalidValue', detail: `there is no resource \`${id}\` to be a member` },
      });
    }
    expect(await rowsOf(server.demo.engine)).toEqual(before);
  });

  it('is never in a list, nor among the members of a group that was adopted', async () => {
    const { body } = await okta.call('GET', '/Users');
    expect(body.Resources.map(({ id }: { id: string }) => id)).toEqual([foreign]);
    const adopt = (method: string) =>
      server.call('grace', method, `${API}/${okta.sourceId}/principals/${demoIds.onCall}`);
    expect((await adopt('PUT')).status).toBe(204);
    expect((await okta.call('GET', `/Groups/${demoIds.onCall}`)).body.members).toEqual([]);
    const replaced = await okta.call('PUT', `/Groups/${demoIds.onCall}`, { displayName: 'On-call', members: [] });
    expect(replaced.status).toBe(200);
    expect((await adopt('DELETE')).status).toBe(204);
    const left = await server.call('grace', 'GET', `/api/security/pim/groups/${demoIds.onCall}/members`);
    expect(left.body.items).toMatchObject([{ id: demoIds.frank }]);
  });
});

const deep = (open: string, shut: string, times: number) => `${open.repeat(times)}active eq true${shut.repeat(times)}`;
const filtered = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`;
const operations = (...Operations: unknown[]) => ({ schemas: [PATCH], Operations });

type Hostile = readonly [
  title: string,
  method: string,
  path: () => string,
  body: unknown,
  status: number,
  scimType: string | undefined,
];

const hostile: readonly Hostile[] = [
  ['a filter of 10 kB', 'GET', () => filtered(`userName eq "${'x'.repeat(10_000)}"`), undefined, 400, 'invalidFilter'],
  ['a filter nested a hundred times', 'GET', () => filtered(deep('(', ')', 100)), undefined, 400, 'invalidFilter'],
  ['negations nested a hundred times', 'GET', () => filtered(deep('not (', ')', 100)), undefined, 400, 'invalidFilter'],
  ['a filter that ends', 'GET', () => filtered('userName eq'), undefined, 400, 'invalidFilter'],
  ['a filter with an open bracket', 'GET', () => filtered('(userName pr'), undefined, 400, 'invalidFilter'],
  ['a filter without quotes', 'GET', () => filtered('userName eq ann'), undefined, 400, 'invalidFilter'],
  ['a filter by a password', 'GET', () => filtered('password sw "a"'), undefined, 400, 'invalidFilter'],
  ['a filter by what objects have', 'GET', () => filtered('constructor eq "a"'), undefined, 400, 'invalidFilter'],
  ['a filter by SQL', 'GET', () => filtered('userName eq "a" or 1=1'), undefined, 400, 'invalidFilter'],
  ['a filter given twice', 'GET', () => '/Users?filter=id%20pr&filter=id%20pr', undefined, 400, 'invalidFilter'],
  ['an instant that is none', 'GET', () => filtered('meta.created gt "yesterday"'), undefined, 400, 'invalidFilter'],
  ['a count that is none', 'GET', () => '/Users?count=many', undefined, 400, 'invalidValue'],
  ['both selections', 'GET', () => '/Users?attributes=id&excludedAttributes=meta', undefined, 400, 'invalidValue'],
  ['no JSON', 'POST', () => '/Users', '{"userName"', 400, 'invalidSyntax'],
  ['a list', 'POST', () => '/Users', [], 400, 'invalidSyntax'],
  ['a prototype', 'POST', () => '/Users', '{"userName":"p","__proto__":{"active":false}}', 400, 'invalidSyntax'],
  ['a name in two cases', 'POST', () => '/Users', { userName: 'a', USERNAME: 'b' }, 400, 'invalidSyntax'],
  ['no name', 'POST', () => '/Users', { displayName: 'x' }, 400, 'invalidValue'],
  ['a name that is a number', 'POST', () => '/Users', { userName: 7 }, 400, 'invalidValue'],
  ['a name of 300 characters', 'POST', () => '/Users', { userName: 'x'.repeat(300) }, 400, 'invalidValue'],
  [
    'a name that turns text around',
    'POST',
    () => '/Users',
    { userName: 'x', displayName: 'a\u202eb' },
    400,
    'invalidValue',
  ],
  [
    'two addresses in one',
    'POST',
    () => '/Users',
    { userName: 'x', emails: [{ value: 'a@b.example,c@d.example' }] },
    400,
    'invalidValue',
  ],
  [
    'an external id of 300 characters',
    'POST',
    () => '/Users',
    { userName: 'x', externalId: 'x'.repeat(300) },
    400,
    'invalidValue',
  ],
  ['a name that is taken here', 'POST', () => '/Users', { userName: 'ALICE@nordwind.example' }, 409, 'uniqueness'],
  [
    'a name that is taken at another directory',
    'POST',
    () => '/Users',
    { userName: 'zoe@okta.example' },
    409,
    'uniqueness',
  ],
  ['an external id that is taken', 'POST', () => '/Users', { userName: 'x', externalId: 'oid-ben' }, 409, 'uniqueness'],
  [
    'an external id of somebody else',
    'PATCH',
    () => `/Users/${ann}`,
    operations({ op: 'add', path: 'externalId', value: 'oid-ben' }),
    409,
    'uniqueness',
  ],
  [
    'activity that is none',
    'PATCH',
    () => `/Users/${ann}`,
    operations({ op: 'replace', path: 'active', value: 'maybe' }),
    400,
    'invalidValue',
  ],
  ['no operations', 'PATCH', () => `/Users/${ann}`, operations(), 400, 'invalidSyntax'],
  [
    'an unknown operation',
    'PATCH',
    () => `/Users/${ann}`,
    operations({ op: 'move', path: 'active', value: true }),
    400,
    'invalidSyntax',
  ],
  ['a removal of nothing', 'PATCH', () => `/Users/${ann}`, operations({ op: 'remove' }), 400, 'noTarget'],
  [
    'a removal of the name',
    'PATCH',
    () => `/Users/${ann}`,
    operations({ op: 'remove', path: 'userName' }),
    400,
    'invalidValue',
  ],
  [
    'a path that is none',
    'PATCH',
    () => `/Users/${ann}`,
    operations({ op: 'add', path: 'a b', value: 1 }),
    400,
    'invalidPath',
  ],
  [
    'a path with a broken filter',
    'PATCH',
    () => `/Users/${ann}`,
    operations({ op: 'add', path: 'emails[type eq', value: 1 }),
    400,
    'invalidPath',
  ],
  [
    '1,001 operations',
    'PATCH',
    () => `/Users/${ann}`,
    operations(...Array(1001).fill({ op: 'add', path: 'active', value: true })),
    400,
    'tooMany',
  ],
  [
    'the last of 1,000 operations',
    'PATCH',
    () => `/Users/${ann}`,
    operations(...Array(999).fill({ op: 'add', path: 'active', value: true }), { op: 'x' }),
    400,
    'invalidSyntax',
  ],
  [
    '10,001 members',
    'PATCH',
    () => `/Groups/${group}`,
    operations({ op: 'add', path: 'members', value: Array(10_001).fill({ value: 'x' }) }),
    400,
    'tooMany',
  ],
  [
    'a member that is none',
    'PATCH',
    () => `/Groups/${group}`,
    operations({ op: 'add', path: 'members', value: [{ display: 'x' }] }),
    400,
    'invalidValue',
  ],
  [
    'a group in itself',
    'PATCH',
    () => `/Groups/${group}`,
    () => operations({ op: 'add', path: 'members', value: [{ value: group }] }),
    400,
    'invalidValue',
  ],
  [
    'good members before a bad one',
    'PUT',
    () => `/Groups/${group}`,
    () => ({ displayName: 'New', members: [{ value: ann }, { value: foreign }] }),
    400,
    'invalidValue',
  ],
  ['a body of 2 MiB', 'POST', () => '/Users', { userName: 'x'.repeat(2 * 1024 * 1024) }, 413, undefined],
  ['bulk', 'POST', () => '/Bulk', operations(), 404, undefined],
];

describe('a hostile or broken request', () => {
  it.each(hostile)(
    'as %s is refused, says why, and changes nothing',
    async (_, method, path, body, status, scimType) => {
      const before = await rowsOf(server.demo.engine);
      const answer = await entra.call(method, path(), typeof body === 'function' ? body() : body);
      expect([answer.status, answer.body.scimType], JSON.stringify(answer.body)).toEqual([status, scimType]);
      expect(answer.body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: String(status),
      });
      expect(answer.body.detail).not.toMatch(/sqlite|undefined|node_modules|\.ts:/i);
      expect(answer.body.detail.length).toBeLessThan(1000);
      expect(await rowsOf(server.demo.engine)).toEqual(before);
    },
  );

  it('with another content type is refused', async () => {
    const answer = await entra.call('POST', '/Users', 'userName=x', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer.status).toBe(415);
  });

  it('that assigns more than a directory keeps assigns nothing of it', async () => {
    const made = await entra.user({
      userName: 'mass',
      id: demoIds.grace,
      sourceId: okta.sourceId,
      isRoleAssignable: true,
      roles: [{ value: 'Global Administrator' }],
      groups: [{ value: demoIds.platformEngineers }],
      entitlements: ['*'],
      password: 'secret',
      meta: { version: 'W/"1"', created: '2000-01-01T00:00:00Z' },
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        department: 'x',
        manager: { value: demoIds.grace },
      },
    });
    expect(made.id).not.toBe(demoIds.grace);
    const patched = await entra.patch(
      `/Users/${made.id}`,
      { op: 'replace', path: 'id', value: demoIds.grace },
      { op: 'add', path: 'groups', value: [{ value: demoIds.platformEngineers }] },
      { op: 'add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'y' },
      {
        op: 'replace',
        value: { 'name.givenName': 'x', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:title': 'z' },
      },
    );
    expect(patched.body).toEqual({ ...made, meta: patched.body.meta });
    expect(patched.body.meta).toEqual(made.meta);
    const groups = await server.call(made.id, 'GET', '/api/security/pim/groups');
    expect(groups.body.items).toEqual([]);
    await entra.call('DELETE', `/Users/${made.id}`);
  });
});
