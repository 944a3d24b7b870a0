import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

const PATH = '/api/security/pim/assignments';
const { production, managementGroup, sandbox } = demoScopes;

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

async function list(name: string, query: string): Promise<readonly string[]> {
  const { status, body } = await server.call(name, 'GET', `${PATH}?${query}`);
  expect(status).toBe(200);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  return body.items.map((item: any) => `${item.principal.displayName}: ${item.role.name}, ${item.scope.displayName}`);
}

const eligibleOnProduction = [
  'Erin Castellanos: Storage Blob Data Contributor, Production',
  'Platform engineers: Contributor, Production',
  'Alice Meyer: Owner, Production',
];

describe('assignments of everybody', () => {
  it('are shown where the caller reads them: all, resource roles below a group, none', async () => {
    const all = await list('grace', 'state=eligible');
    expect(all).toEqual(
      expect.arrayContaining([...eligibleOnProduction, 'Ivan Petrov: Security Operator, Nordwind Logistics']),
    );
    const read = await list('oscar', 'state=eligible');
    expect(read).toEqual(expect.arrayContaining(eligibleOnProduction));
    expect(read.join()).not.toContain('Security Operator');
    expect(await list('alice', 'state=eligible')).toEqual([]);
    expect(await list('mallory', 'state=active')).toEqual([]);
  });

  it.each([
    [`search=meyer`, ['Alice Meyer: Owner, Production']],
    [`search=owner%20prod`, ['Alice Meyer: Owner, Production']],
    [`search=${encodeURIComponent('%')}`, []],
    [`family=directory`, ['Ivan Petrov: Security Operator, Nordwind Logistics']],
    ['id=E0000000-0000-4000-8000-000000000005', ['Ivan Petrov: Security Operator, Nordwind Logistics']],
    [`id=${demoIds.erin}`, []],
    [
      `principalId=${demoIds.erin}`,
      [
        'Erin Castellanos: Group Member, Platform engineers',
        'Erin Castellanos: Storage Blob Data Contributor, Production',
      ],
    ],
    [`roleDefinitionId=${demoRoles.owner}`, ['Alice Meyer: Owner, Production']],
    [`scope=${sandbox}`, []],
    [`scope=${managementGroup}&search=reader`, ['Platform engineers: Reader, Nordwind']],
    ['ends=never', []],
    ['ends=soon', []],
  ])('are narrowed by %s', async (query, expected) => {
    expect(await list('grace', `state=eligible&${query}`)).toEqual(expected);
  });

  it('end soon in their last 14 days, and have expired after them', async () => {
    server.demo.clock.advance('PT4080H');
    expect(await list('grace', 'state=eligible&ends=soon')).toEqual([
      'Erin Castellanos: Storage Blob Data Contributor, Production',
    ]);
    server.demo.clock.advance('PT264H');
    expect(await list('grace', `state=expired&principalId=${demoIds.erin}`)).toEqual([
      'Erin Castellanos: Storage Blob Data Contributor, Production',
    ]);
    expect(await list('grace', `state=expired&search=nobody`)).toEqual([]);
    expect(await list('grace', 'state=expired&id=e0000000-0000-4000-8000-000000000004')).toHaveLength(1);
    expect(await list('grace', 'state=expired&id=e0000000-0000-4000-8000-000000000005')).toEqual([]);
    expect(await list('erin', 'state=expired')).toEqual([]);
  });

  it('say who may change them', async () => {
    const mayChange = async (name: string) =>
      (await server.call(name, 'GET', `${PATH}?state=eligible&principalId=${demoIds.alice}`)).body.items[0].mayChange;
    expect(await mayChange('grace')).toBe(true);
    expect(await mayChange('oscar')).toBe(false);
  });

  it('come page by page, each once', async () => {
    const all = await list('grace', 'state=eligible');
    const paged: string[] = [];
    let cursor = '';
    for (let pages = 0; pages <= all.length; pages += 1) {
      const { body } = await server.call('grace', 'GET', `${PATH}?state=eligible&limit=2${cursor}`);
      // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
      paged.push(...body.items.map((item: any) => item.id));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(new Set(paged).size).toBe(all.length);
    expect(paged).toHaveLength(all.length);
  });
});

describe('the export', () => {
  it('has the same rows, and nothing that a spreadsheet would run', async () => {
    const named = { displayName: '=HYPERLINK("http://evil.example","x")' };
    const { id } = (await server.call('grace', 'POST', '/api/security/pim/people', named)).body;
    const asked = { type: 'adminAssign', kind: 'eligible', principalId: id, roleDefinitionId: demoRoles.reader };
    const time = { scope: production, duration: 'P30D', justification: 'new on the team' };
    expect((await server.call('grace', 'POST', '/api/security/pim/requests', { ...asked, ...time })).status).toBe(201);
    const answer = await server.call('grace', 'GET', `${PATH}/export?state=eligible`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="assignments-eligible.csv"');
    const lines: readonly string[] = answer.body.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^id,kind,type,principal,/);
    expect(lines).toHaveLength(1 + (await list('grace', 'state=eligible')).length);
    expect(lines.join()).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(
      (await server.call('mallory', 'GET', `${PATH}/export?state=eligible`)).body.trimEnd().split('\r\n'),
    ).toHaveLength(1);
  });

  it('refuses as the list does', async () => {
    expect((await server.call('grace', 'GET', `${PATH}/export`)).body).toMatchObject({ status: 400, field: 'state' });
    expect((await server.call(null, 'GET', `${PATH}/export?state=active`)).status).toBe(401);
    expect((await server.call('grace', 'GET', `${PATH}?state=eligible&scope=..`)).body).toMatchObject({ status: 400 });
  });
});
