import { describe, expect, it } from 'vitest';
import { NOW, RESOURCE_GROUP, SUBSCRIPTION } from '../../../test/support/builders.ts';
import { attributesFrom } from '../condition/attributes-from.ts';
import type { Permission } from '../role-definition.ts';
import { ROOT } from '../scope.ts';
import { compileRole } from './compiled-role.ts';
import { decideAccess } from './decide-access.ts';
import { compileDenial } from './denial.ts';
import { type DenyAssignment, EVERYONE } from './deny-assignment.ts';

const permission = (over: Partial<Permission> = {}): Permission => ({
  actions: [],
  notActions: [],
  dataActions: [],
  notDataActions: [],
  condition: null,
  conditionVersion: null,
  ...over,
});
const owner = compileRole({ id: 'owner', permissions: [permission({ actions: ['*'], dataActions: ['*'] })] });
const onFoo = { text: "@Resource[x:Name] StringEquals 'foo'", version: '2.0' };

function aDenyAssignment(over: Partial<DenyAssignment> = {}): DenyAssignment {
  return {
    id: 'deny-1',
    name: 'Freeze',
    description: null,
    permissions: [permission({ actions: ['X/*'], notActions: ['X/*/read'], dataActions: ['X/blobs/write'] })],
    scope: SUBSCRIPTION,
    doNotApplyToChildScopes: false,
    principals: [{ id: EVERYONE, kind: 'everyone' }],
    excludePrincipals: [],
    condition: null,
    createdAt: NOW,
    createdById: 'grace',
    ...over,
  };
}

interface Asked {
  readonly action?: string;
  readonly isDataAction?: boolean;
  readonly scopeChain?: (typeof ROOT)[];
  readonly name?: string;
}

function decide(over: Partial<DenyAssignment>, asked: Asked = {}): string {
  const {
    action = 'X/vms/delete',
    isDataAction = false,
    scopeChain = [RESOURCE_GROUP, SUBSCRIPTION, ROOT],
    name,
  } = asked;
  const none = attributesFrom({});
  const resource = attributesFrom({ 'x:Name': name });
  const attributes = { principal: none, request: none, environment: none, resource };
  const grant = {
    scheduleId: 's',
    principalId: 'alice',
    role: owner,
    scope: ROOT,
    startMs: 0,
    endMs: 9e15,
    condition: null,
  };
  const holder = { enabled: true, grants: [grant], denials: [compileDenial(aDenyAssignment(over))] };
  const decision = decideAccess(holder, { action, isDataAction, scopeChain, attributes }, NOW.epochMilliseconds, true);
  return decision.allowed
    ? 'allowed'
    : decision.reason === 'denied'
      ? `denied by ${decision.by.name}`
      : decision.reason;
}

describe('a deny assignment', () => {
  it.each<[string, Partial<DenyAssignment>, Asked, string]>([
    ['denies what it names, whatever the role gives', {}, {}, 'denied by Freeze'],
    ['reads operations in any case', {}, { action: 'x/VMS/Delete' }, 'denied by Freeze'],
    ['leaves what it excepts', {}, { action: 'X/vms/read' }, 'allowed'],
    ['leaves other operations', {}, { action: 'Y/vms/delete' }, 'allowed'],
    [
      'denies data operations by their own list',
      {},
      { action: 'X/blobs/write', isDataAction: true },
      'denied by Freeze',
    ],
    [
      'leaves data operations that only its control list names',
      {},
      { action: 'X/vms/delete', isDataAction: true },
      'allowed',
    ],
    ['has effect at its own scope', {}, { scopeChain: [SUBSCRIPTION, ROOT] }, 'denied by Freeze'],
    ['has none above it', {}, { scopeChain: [ROOT] }, 'allowed'],
    ['has none below where it is for its scope only', { doNotApplyToChildScopes: true }, {}, 'allowed'],
    [
      'has effect at its scope where it is for that only',
      { doNotApplyToChildScopes: true },
      { scopeChain: [SUBSCRIPTION, ROOT] },
      'denied by Freeze',
    ],
    ['holds while its condition is met', { condition: onFoo }, { name: 'foo' }, 'denied by Freeze'],
    ['holds while its condition cannot be judged', { condition: onFoo }, {}, 'denied by Freeze'],
    ['is lifted where its condition is surely not met', { condition: onFoo }, { name: 'bar' }, 'allowed'],
    ['holds where its condition cannot be read', { condition: { text: '(', version: '2.0' } }, {}, 'denied by Freeze'],
    [
      'is lifted by the condition of a part alone',
      { permissions: [permission({ actions: ['*'], condition: onFoo.text })] },
      { name: 'bar' },
      'allowed',
    ],
  ])('%s', (_, over, asked, expected) => {
    expect(decide(over, asked)).toBe(expected);
  });
});

describe('whom it is about', () => {
  const named = (over: Partial<DenyAssignment>, allIds: string[], enabledIds = allIds) =>
    compileDenial(aDenyAssignment(over)).names({ allIds: new Set(allIds), enabledIds: new Set(enabledIds) });
  const team = [{ id: 'team', kind: 'group' }] as const;

  it('everyone, a principal, or a group around it, also a disabled one', () => {
    expect(named({}, ['alice'])).toBe(true);
    expect(named({ principals: [{ id: 'alice', kind: 'user' }] }, ['alice'])).toBe(true);
    expect(named({ principals: team }, ['alice', 'team'])).toBe(true);
    expect(named({ principals: team }, ['alice', 'team'], ['alice'])).toBe(true);
    expect(named({ principals: team }, ['alice'])).toBe(false);
  });
  it('not the excluded, by themselves or through an enabled group', () => {
    expect(named({ excludePrincipals: [{ id: 'alice', kind: 'user' }] }, ['alice'])).toBe(false);
    expect(named({ excludePrincipals: team }, ['alice', 'team'])).toBe(false);
    expect(named({ excludePrincipals: team }, ['alice', 'team'], ['alice'])).toBe(true);
  });
});

it('says what would be decided without it: another denial, then what the roles give', () => {
  const denials = ['first', 'second'].map((id) => compileDenial(aDenyAssignment({ id })));
  const held = { scheduleId: 's', principalId: 'a', startMs: 0, endMs: Infinity, condition: null };
  const holder = { enabled: true, grants: [{ ...held, role: owner, scope: ROOT }], denials };
  const question = { action: 'X/vms/delete', isDataAction: false, scopeChain: [SUBSCRIPTION, ROOT], attributes: null };
  expect(decideAccess(holder, question, 1, true)).toMatchObject({
    by: { id: 'first' },
    otherwise: { reason: 'denied', by: { id: 'second' }, otherwise: { allowed: true } },
  });
});
