import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  approvalBy,
  assign,
  introduce,
  mayDo,
  production,
  setRule,
} from '../../../../test/scenarios/story.ts';
import { type ScimDirectory, scimDirectory } from '../../../../test/support/scim-directory.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles } from '../../../demo/demo-organisation.ts';
import { ROOT } from '../../../domain/scope.ts';
import { rowsOf } from '../../../ledger/contract/rows-of.ts';

let server: TestServer;
let entra: ScimDirectory;
let ann: string;
let ben: string;
let group: string;
beforeEach(async () => {
  server = await testServer();
  entra = await scimDirectory(server);
  ann = (await entra.user()).id;
  ben = (await entra.user()).id;
  group = (await entra.group('Operators', [ann])).id;
});
afterEach(() => server.close());

async function members(): Promise<string[]> {
  const { body } = await entra.call('GET', `/Groups/${group}`);
  return body.members.map(({ value }: { value: string }) => value).sort();
}

describe('the members of a group', () => {
  const all = () => [ann, ben].sort();
  it.each([
    ['are added as a list', () => [{ op: 'Add', path: 'members', value: [{ value: ben }] }], () => all()],
    ['are added one by one', () => [{ op: 'add', path: 'members', value: { value: ben } }], () => all()],
    ['are added without a path', () => [{ op: 'add', value: { members: [{ value: ben }] } }], () => all()],
    [
      'are added twice and are there once',
      () => [{ op: 'add', path: 'members', value: [{ value: ben }, { value: ben }, { value: ann }] }],
      () => all(),
    ],
    ['are removed by a filter', () => [{ op: 'remove', path: `members[value eq "${ann}"]` }], () => []],
    [
      'are removed by a list, as Entra does',
      () => [{ op: 'Remove', path: 'members', value: [{ value: ann }] }],
      () => [],
    ],
    ['are all removed', () => [{ op: 'remove', path: 'members' }], () => []],
    ['are replaced', () => [{ op: 'replace', path: 'members', value: [{ value: ben }] }], () => [ben]],
    [
      'are replaced without a path, as Okta does',
      () => [{ op: 'replace', value: { id: group, members: [{ value: ben }] } }],
      () => [ben],
    ],
    [
      'are changed in the order of the operations',
      () => [
        { op: 'add', path: 'members', value: [{ value: ben }] },
        { op: 'remove', path: `members[value eq "${ben}"]` },
        { op: 'remove', path: `MEMBERS[VALUE eq "${ann}" or value eq "x"]` },
        { op: 'add', path: 'urn:ietf:params:scim:schemas:core:2.0:Group:members', value: [{ value: ben }] },
      ],
      () => [ben],
    ],
  ])('%s', async (_, operations, expected) => {
    const answer = await entra.patch(`/Groups/${group}`, ...operations());
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(await members()).toEqual(expected());
  });

  it('are replaced by PUT, with the name', async () => {
    const put = await entra.call('PUT', `/Groups/${group}`, { displayName: 'On call', members: [{ value: ben }] });
    expect(put.body).toMatchObject({
      displayName: 'On call',
      externalId: 'group-Operators',
      members: [{ value: ben, type: 'User' }],
    });
  });

  it('are groups too, but never in a circle', async () => {
    const inner = await entra.group('Inner');
    expect(
      (await entra.patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: inner.id }] })).status,
    ).toBe(200);
    const circle = await entra.patch(`/Groups/${inner.id}`, { op: 'add', path: 'members', value: [{ value: group }] });
    expect(circle).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  });

  it('lose at once what they had through the group', async () => {
    await assign(server.demo.ledger, { kind: 'eligible', principalId: group });
    await activate(server.demo.ledger, { principalId: ann });
    expect(await mayDo(server.demo, ann)).toBe(true);
    expect((await entra.patch(`/Groups/${group}`, { op: 'remove', path: `members[value eq "${ann}"]` })).status).toBe(
      200,
    );
    expect(await mayDo(server.demo, ann)).toBe(false);
  });
});

describe('a group with power', () => {
  it('gets no member from a source without the right, and gives them up all the same', async () => {
    await assign(server.demo.ledger, { kind: 'eligible', principalId: group });
    const add = () => entra.patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: ben }] });
    const before = await rowsOf(server.demo.engine);
    expect(await add()).toMatchObject({ status: 403, body: { detail: expect.stringContaining('may not change') } });
    expect(await rowsOf(server.demo.engine)).toEqual(before);
    expect((await entra.patch(`/Groups/${group}`, { op: 'remove', path: 'members' })).status).toBe(200);
    await server.call('grace', 'PATCH', `/api/security/pim/provisioning-sources/${entra.sourceId}`, {
      mayChangeProtected: true,
    });
    expect((await add()).status).toBe(200);
    expect(await members()).toEqual([ben]);
  });

  it('is protected by a group around it that is administered here', async () => {
    const outer = await introduce(server.demo.ledger, 'group', 'Outer');
    const add = await server.call('grace', 'PUT', `/api/security/pim/groups/${outer}/members/${group}`);
    expect(add.status).toBe(204);
    await assign(server.demo.ledger, { kind: 'eligible', principalId: outer });
    expect(
      (await entra.patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: ben }] })).status,
    ).toBe(403);
  });

  it('is not deleted while it is named, and does not say where', async () => {
    await setRule(
      server.demo.ledger,
      demoRoles.reader,
      production,
      'Approval_EndUser_Assignment',
      approvalBy({ kind: 'group', id: group }, { kind: 'user', id: demoIds.bob }),
    );
    await assign(server.demo.ledger, { kind: 'eligible', principalId: group });
    const refused = await entra.call('DELETE', `/Groups/${group}`);
    expect(refused).toMatchObject({
      status: 400,
      body: { scimType: 'mutability', detail: expect.stringContaining('the approvers of a role') },
    });
    expect(refused.body.detail).not.toContain('/subscriptions');
    const other = (await entra.group('Other')).id;
    expect((await entra.call('DELETE', `/Groups/${other}`)).status).toBe(204);
    expect((await entra.call('GET', `/Groups/${other}`)).status).toBe(404);
  });
});

it('keeps the last administrators, also where several leave at once', async () => {
  await entra.patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: ben }] });
  const schedule = { startAt: null, expiration: { type: 'noExpiration' } } as const;
  const policy = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
  for (const roleDefinitionId of [demoRoles.globalAdministrator, demoRoles.owner]) {
    await setRule(server.demo.ledger, roleDefinitionId, ROOT, 'Expiration_Admin_Assignment', policy);
    await assign(server.demo.ledger, { principalId: group, roleDefinitionId, scope: ROOT, schedule });
  }
  for (const id of [demoIds.heidi, demoIds.grace]) {
    expect((await server.call(ann, 'POST', `/api/security/pim/people/${id}/disable`)).status).toBe(204);
  }
  const before = await rowsOf(server.demo.engine);
  for (const operation of [
    { op: 'remove', path: 'members' },
    { op: 'remove', path: 'members', value: [{ value: ann }, { value: ben }] },
    { op: 'replace', path: 'members', value: [] },
  ]) {
    const answer = await entra.patch(`/Groups/${group}`, operation);
    expect(answer).toMatchObject({
      status: 400,
      body: { scimType: 'mutability', detail: expect.stringContaining('last enabled') },
    });
  }
  expect(await rowsOf(server.demo.engine)).toEqual(before);
  const one = await entra.patch(`/Groups/${group}`, { op: 'remove', path: `members[value eq "${ben}"]` });
  expect(one.status, 'one of the two').toBe(200);
});

it('is not changed over the JSON API, which says who keeps it', async () => {
  const path = `/api/security/pim/groups/${group}`;
  const before = await rowsOf(server.demo.engine);
  for (const [method, rest, body] of [
    ['PATCH', '', { displayName: 'Mine' }],
    ['DELETE', '', undefined],
    ['PUT', `/members/${demoIds.mallory}`, undefined],
    ['DELETE', `/members/${ann}`, undefined],
    ['PUT', `/owners/${demoIds.mallory}`, undefined],
  ] as const) {
    const answer = await server.call('grace', method, path + rest, body);
    expect([answer.status, answer.body.code, answer.body.given]).toEqual([422, 'ownedByDirectory', entra.sourceId]);
  }
  expect(await rowsOf(server.demo.engine)).toEqual(before);
});
