import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate, assign, caller, mayDo, outcomeOf, production } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import { parseScope } from '../domain/scope.ts';
import { rowsOf } from '../ledger/contract/rows-of.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import type { Caller } from './caller.ts';
import { registerScope } from './register-scope.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
  for (const name of ['inner', 'other']) await registerScope(demo.ledger, as('grace'), group(name));
});
afterEach(() => demo.ledger.close());

const path = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`;
const group = (name: string) => ({
  path: path(name),
  displayName: name,
  parent: name === 'inner' ? demoScopes.managementGroup : null,
});
const READ_VAULT = { action: 'Microsoft.KeyVault/vaults/read', scope: parseScope(demoScopes.vault) };

function move(parent: string, by: Caller = as('grace'), moved: string = demoScopes.production) {
  return registerScope(demo.ledger, by, { path: moved, displayName: 'Production', parent });
}

it('takes away at once what was inherited, and gives what is inherited there', async () => {
  expect(await mayDo(demo, demoIds.oscar, READ_VAULT)).toBe(true);
  await assign(demo.ledger, {
    principalId: demoIds.mallory,
    roleDefinitionId: demoRoles.reader,
    scope: parseScope(path('other')),
  });
  expect(await mayDo(demo, demoIds.mallory, READ_VAULT)).toBe(false);
  await move(path('other'));
  expect(await mayDo(demo, demoIds.oscar, READ_VAULT)).toBe(false);
  expect(await mayDo(demo, demoIds.mallory, READ_VAULT)).toBe(true);
});

it('keeps what is inherited from ancestors that are still there', async () => {
  const asked = { roleDefinitionId: demoRoles.reader, scope: parseScope(demoScopes.vault), principalId: demoIds.frank };
  const { id } = await activate(demo.ledger, asked);
  await move(path('inner'));
  expect(await mayDo(demo, demoIds.oscar, READ_VAULT)).toBe(true);
  expect(await mayDo(demo, demoIds.frank, READ_VAULT)).toBe(true);
  expect((await demo.ledger.read((reader) => scheduleById(reader, id)))?.endAt).not.toEqual(demo.clock());
});

it('ends activations from an eligibility at an ancestor that is left, and requests for one', async () => {
  await assign(demo.ledger, {
    kind: 'eligible',
    principalId: demoIds.mallory,
    roleDefinitionId: demoRoles.owner,
    scope: parseScope(demoScopes.managementGroup),
  });
  const reading = await activate(demo.ledger, {
    roleDefinitionId: demoRoles.reader,
    scope: parseScope(demoScopes.vault),
    principalId: demoIds.frank,
  });
  const pending = await activate(demo.ledger, { principalId: demoIds.mallory, roleDefinitionId: demoRoles.owner });
  const untouched = await activate(demo.ledger);
  expect(pending.status).toBe('pendingApproval');
  await move('/');
  expect(await mayDo(demo, demoIds.frank, READ_VAULT)).toBe(false);
  const read = <Result>(get: Parameters<typeof demo.ledger.read<Result>>[0]) => demo.ledger.read(get);
  expect((await read((reader) => scheduleById(reader, reading.id)))?.endAt).toEqual(demo.clock());
  expect((await read((reader) => requestById(reader, pending.id)))?.status).toBe('canceled');
  expect((await read((reader) => requestById(reader, untouched.id)))?.status).toBe('provisioned');
  expect(await mayDo(demo, demoIds.alice)).toBe(true);
});

it('moves management groups with everything below them, and refuses circles', async () => {
  expect(await outcomeOf(move(path('inner'), as('grace'), demoScopes.managementGroup))).toBe('valueInvalid');
  expect(await outcomeOf(move(path('other'), as('grace'), demoScopes.managementGroup))).toBe('done');
  expect(await outcomeOf(move(path('inner'), as('grace'), path('other')))).toBe('valueInvalid');
});

it('refuses to leave a custom role where it could not be assigned', async () => {
  const roleDefinition = {
    id: 'f0000000-0000-4000-8000-000000000001',
    family: 'resource',
    kind: 'custom',
    name: 'Operator of Nordwind',
    description: '',
    isPrivileged: false,
    permissions: [],
    assignableScopes: [parseScope(demoScopes.managementGroup)],
  } as const;
  await demo.ledger.execute({ actorId: null, command: 'test', correlationId: 'test', origin: null }, ({ append }) =>
    append([{ type: 'roleDefinition.defined', roleDefinition }]),
  );
  await assign(demo.ledger, { principalId: demoIds.mallory, roleDefinitionId: roleDefinition.id, scope: production });
  expect(await outcomeOf(move(path('other')))).toBe('scopeInUse');
  expect(await outcomeOf(move(path('inner')))).toBe('done');
});

it('is refused to whoever may not assign roles in what is moved, or not move there', async () => {
  const id = demoIds.mallory;
  const give = (roleDefinitionId: string, scope: string) =>
    assign(demo.ledger, { principalId: id, roleDefinitionId, scope: parseScope(scope) });
  await give(wellKnownRoles.owner, demoScopes.production);
  await give(wellKnownRoles.owner, path('other'));
  expect(await outcomeOf(move(path('other'), caller(id)))).toBe('notPermitted');
  await give(wellKnownRoles.contributor, demoScopes.managementGroup);
  const before = await rowsOf(demo.engine);
  expect(await outcomeOf(move(path('inner'), caller(demoIds.oscar)))).toBe('notPermitted');
  expect(await rowsOf(demo.engine)).toEqual(before);
  expect(await outcomeOf(move(path('other'), caller(id)))).toBe('done');
});

it('is the same after a replay', async () => {
  await move(path('inner'));
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
});
