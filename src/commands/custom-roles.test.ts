import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  approvalBy,
  assign,
  introduce,
  mayDo,
  outcomeOf,
  production,
  RESTART,
  setRule,
} from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { type AskedRole, MOST_ASSIGNABLE_SCOPES } from '../domain/custom-role/decide-custom-role.ts';
import type { Permission } from '../domain/role-definition.ts';
import { parseScope, ROOT, type Scope } from '../domain/scope.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import type { Caller } from './caller.ts';
import { defineCustomRole } from './define-custom-role.ts';
import { deleteCustomRole } from './delete-custom-role.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const { mallory } = demoIds;
const read = 'Microsoft.Compute/virtualMachines/read';

function allowing(...actions: readonly string[]): readonly Permission[] {
  const others = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
  return [{ actions, ...others }];
}

function asks(over: Partial<AskedRole> = {}): AskedRole {
  return {
    id: randomUUID(),
    name: 'Restarter',
    description: '',
    permissions: allowing(RESTART, read),
    assignableScopes: [production],
    ...over,
  };
}

function define(over: Partial<AskedRole> = {}, by: Caller = as('grace')) {
  return defineCustomRole(demo.ledger, by, asks(over));
}

describe('a custom role', () => {
  it('gives what it says, follows each change at once, and is gone when it is deleted', async () => {
    const role = asks();
    await defineCustomRole(demo.ledger, as('grace'), role);
    const { id: scheduleId } = await assign(demo.ledger, { principalId: mallory, roleDefinitionId: role.id });
    expect(await mayDo(demo, mallory)).toBe(true);
    await defineCustomRole(demo.ledger, as('grace'), { ...role, permissions: allowing(read) });
    expect(await mayDo(demo, mallory)).toBe(false);
    expect(await mayDo(demo, mallory, { action: read })).toBe(true);
    await defineCustomRole(demo.ledger, as('grace'), { ...role, permissions: allowing('*') });
    expect(await mayDo(demo, mallory)).toBe(true);

    const remove = () => deleteCustomRole(demo.ledger, as('grace'), role.id);
    expect(await outcomeOf(remove())).toBe('roleDefinitionInUse');
    await assign(demo.ledger, {
      type: 'adminRemove',
      targetScheduleId: scheduleId,
      principalId: mallory,
      roleDefinitionId: role.id,
    });
    await remove();
    expect(await outcomeOf(remove())).toBe('roleDefinitionNotFound');
    expect(await outcomeOf(assign(demo.ledger, { principalId: mallory, roleDefinitionId: role.id }))).toBe(
      'roleDefinitionNotFound',
    );
    await defineCustomRole(demo.ledger, as('grace'), role);
    expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  });

  it('stands where it says and below, and nowhere else', async () => {
    const id = randomUUID();
    await define({ id, assignableScopes: [parseScope(demoScopes.web)] });
    const at = (scope: Scope) => outcomeOf(assign(demo.ledger, { principalId: mallory, roleDefinitionId: id, scope }));
    expect(await at(parseScope(demoScopes.webServer))).toBe('done');
    expect(await at(production)).toBe('scopeDoesNotMatchRoleDefinition');
    expect(await at(parseScope(demoScopes.data))).toBe('scopeDoesNotMatchRoleDefinition');
  });

  it('does not change how others are asked about, whatever it calls a data action', async () => {
    await assign(demo.ledger, { principalId: mallory });
    const [permission] = allowing() as [Permission];
    const roleDefinition = { ...asks(), family: 'resource', kind: 'custom', isPrivileged: false } as const;
    const event = { ...roleDefinition, permissions: [{ ...permission, dataActions: [RESTART] }] };
    const context = { actorId: null, command: 'test', correlationId: 'test', origin: null };
    await demo.ledger.execute(context, ({ append }) =>
      append([{ type: 'roleDefinition.defined', roleDefinition: event }]),
    );
    expect(await mayDo(demo, mallory)).toBe(true);
  });

  it('cannot lose a scope where it is assigned', async () => {
    const role = asks({ assignableScopes: [production, parseScope(demoScopes.development)] });
    await defineCustomRole(demo.ledger, as('grace'), role);
    await assign(demo.ledger, { principalId: mallory, roleDefinitionId: role.id, scope: parseScope(demoScopes.web) });
    const onlyDevelopment = { ...role, assignableScopes: [parseScope(demoScopes.development)] };
    expect(await outcomeOf(defineCustomRole(demo.ledger, as('grace'), onlyDevelopment))).toBe('roleDefinitionInUse');
    const onlyWeb = { ...role, assignableScopes: [parseScope(demoScopes.web)] };
    expect(await outcomeOf(defineCustomRole(demo.ledger, as('grace'), onlyWeb))).toBe('done');
  });

  it('is in use while a request or a policy names it', async () => {
    const id = randomUUID();
    await define({ id });
    await setRule(
      demo.ledger,
      id,
      production,
      'Approval_EndUser_Assignment',
      approvalBy({ kind: 'user', id: demoIds.bob }),
    );
    expect(await outcomeOf(deleteCustomRole(demo.ledger, as('grace'), id))).toBe('roleDefinitionInUse');
  });
});

describe('an author', () => {
  async function somebody(roleDefinitionId: string, scope: Scope, condition: string | null = null): Promise<Caller> {
    const principalId = await introduce(demo.ledger, 'user', 'Author');
    const written = condition === null ? null : { text: condition, version: '2.0' };
    await assign(demo.ledger, { principalId, roleDefinitionId, scope, condition: written });
    return { ...as('grace'), principalId };
  }

  it('gives nothing that the author does not hold', async () => {
    const administrator = await somebody(demoRoles.userAccessAdministrator, production);
    expect(await outcomeOf(define({}, administrator))).toBe('moreThanAuthorHolds');
    expect(await outcomeOf(define({ permissions: allowing('*') }, administrator))).toBe('moreThanAuthorHolds');
    expect(await outcomeOf(define({ permissions: allowing('*/read') }, administrator))).toBe('done');
  });

  it('needs the right at every scope, also at those that the role had', async () => {
    const owner = await somebody(demoRoles.owner, production);
    const both = [production, parseScope(demoScopes.development)];
    expect(await outcomeOf(define({ assignableScopes: both }, owner))).toBe('notPermitted');
    const id = randomUUID();
    await define({ id, assignableScopes: both });
    expect(await outcomeOf(define({ id }, owner))).toBe('notPermitted');
    expect(await outcomeOf(deleteCustomRole(demo.ledger, owner, id))).toBe('notPermitted');
    expect(await outcomeOf(define({ name: 'Other' }, owner))).toBe('done');
  });

  it('is refused at an address where it is not found, whether or not there is a role of that id', async () => {
    const owner = await somebody(demoRoles.owner, production);
    const elsewhere = parseScope(demoScopes.development);
    const id = randomUUID();
    await define({ id, assignableScopes: [elsewhere] });
    for (const each of [id, randomUUID()]) {
      const written = defineCustomRole(demo.ledger, owner, asks({ id: each }), elsewhere);
      expect(await outcomeOf(written)).toBe('valueInvalid');
    }
  });

  it('gives nothing that is held under a condition', async () => {
    const owner = await somebody(demoRoles.owner, production, "@Resource[a:b] StringEquals 'c'");
    expect(await outcomeOf(define({}, owner))).toBe('notPermitted');
  });
});

describe('is refused', () => {
  it.each<[string, Partial<AskedRole>, string]>([
    ['under the id of a built-in role', { id: demoRoles.reader }, 'builtInRoleDefinition'],
    ['with the name of a built-in role in another case', { name: ' reADER' }, 'roleNameTaken'],
    ['without a name', { name: '  ' }, 'valueInvalid'],
    ['with a name that is too long', { name: 'x'.repeat(513) }, 'valueInvalid'],
    ['without operations', { permissions: [] }, 'valueInvalid'],
    ['with an operation that is none', { permissions: allowing('a//b') }, 'valueInvalid'],
    [
      'with too many operations',
      { permissions: allowing(...Array.from({ length: 2001 }, () => read)) },
      'valueInvalid',
    ],
    ['without scopes', { assignableScopes: [] }, 'valueInvalid'],
    ['for the root', { assignableScopes: [ROOT] }, 'valueInvalid'],
    [
      'for more scopes than allowed',
      { assignableScopes: Array.from({ length: MOST_ASSIGNABLE_SCOPES + 1 }, () => production) },
      'valueInvalid',
    ],
    [
      'for a scope that is not there',
      { assignableScopes: [parseScope(`${demoScopes.production}/resourceGroups/x`)] },
      'scopeNotFound',
    ],
    [
      'with a condition in it',
      { permissions: allowing(read).map((each) => ({ ...each, condition: "@Resource[a:b] StringEquals 'c'" })) },
      'valueInvalid',
    ],
  ])('%s', async (_, over, code) => {
    expect(await outcomeOf(define(over))).toBe(code);
  });

  it('to delete a built-in role, and to take a name twice', async () => {
    expect(await outcomeOf(deleteCustomRole(demo.ledger, as('grace'), demoRoles.reader))).toBe('builtInRoleDefinition');
    await define();
    expect(await outcomeOf(define())).toBe('roleNameTaken');
  });
});
