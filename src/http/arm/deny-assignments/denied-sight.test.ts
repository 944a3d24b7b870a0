import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assign } from '../../../../test/scenarios/story.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { createDenyAssignment } from '../../../commands/create-deny-assignment.ts';
import { demoIds, demoScopes } from '../../../demo/demo-organisation.ts';
import { READS_RESOURCE_ASSIGNMENTS } from '../../../domain/access/assignment-readers.ts';
import { parseScope } from '../../../domain/scope.ts';

const { production, web, webServer, data } = demoScopes;

let server: TestServer;
/** Schedules of Mallory: at Production, at rg-web, at the server in it, and at rg-data. */
let ids: Readonly<Record<'production' | 'web' | 'webServer' | 'data', string>>;
beforeEach(async () => {
  server = await testServer();
  const at = async (scope: string) =>
    (await assign(server.demo.ledger, { principalId: demoIds.mallory, scope: parseScope(scope) })).id;
  ids = {
    production: await at(production),
    web: await at(web),
    webServer: await at(webServer),
    data: await at(data),
  };
});
afterEach(() => server.close());

async function denySight(scope: string, doNotApplyToChildScopes: boolean) {
  const none = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
  await createDenyAssignment(server.demo.ledger, as('grace'), {
    id: randomUUID(),
    name: 'Not for the auditor',
    description: null,
    permissions: [{ actions: [READS_RESOURCE_ASSIGNMENTS], ...none }],
    scope: parseScope(scope),
    doNotApplyToChildScopes,
    principals: [{ id: demoIds.oscar, kind: 'user' }],
    excludePrincipals: [],
    condition: null,
  });
}

const kinds = [
  ['roleAssignments', '2022-04-01'],
  ['roleAssignmentSchedules', '2020-10-01'],
  ['roleAssignmentScheduleRequests', '2020-10-01'],
] as const;

async function answer(scope: string, rest: string, version: string) {
  const path = `${scope}/providers/Microsoft.Authorization/${rest}?api-version=${version}`;
  return armCall(server)('oscar', 'GET', path);
}

async function seen(scope: string, kind: string, version: string): Promise<readonly string[]> {
  const { body } = await answer(scope, kind, version);
  const names = body.value.map(({ name }: { name: string }) => name);
  return Object.entries(ids).flatMap(([place, id]) => (names.includes(id) ? [place] : []));
}

describe.each(kinds)('%s', (kind, version) => {
  const status = async (id: string) => (await answer(production, `${kind}/${id}`, version)).status;

  it('are hidden where reading is denied, and below, in lists and alone', async () => {
    expect(await seen(production, kind, version)).toEqual(['production', 'web', 'webServer', 'data']);
    await denySight(web, false);
    expect(await seen(production, kind, version)).toEqual(['production', 'data']);
    expect((await answer(web, kind, version)).status).toBeGreaterThanOrEqual(400);
    expect(await status(ids.web)).toBe(404);
    expect(await status(ids.webServer)).toBe(404);
    expect(await status(ids.data)).toBe(200);
  });

  it('are hidden at the scope alone where the denial is for that', async () => {
    await denySight(web, true);
    expect(await seen(production, kind, version)).toEqual(['production', 'webServer', 'data']);
    expect(await status(ids.web)).toBe(404);
    expect(await status(ids.webServer)).toBe(200);
  });

  it('are hidden everywhere where reading is denied at the root', async () => {
    await denySight('/', false);
    expect((await answer(production, kind, version)).status).toBeGreaterThanOrEqual(400);
    expect(await status(ids.production)).toBe(404);
  });
});

it('leaves a person what is theirs', async () => {
  await denySight('/', false);
  const own = await answer('', 'roleAssignmentSchedules', '2020-10-01&$filter=asTarget()');
  expect(own.body.value).toHaveLength(1);
});
