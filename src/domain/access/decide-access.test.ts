import { describe, expect, it } from 'vitest';
import { NOW, RESOURCE_GROUP, SUBSCRIPTION } from '../../../test/support/builders.ts';
import { attributesFrom } from '../condition/attributes-from.ts';
import type { Permission } from '../role-definition.ts';
import { ROOT } from '../scope.ts';
import { compileCondition } from './compile-condition.ts';
import { compileRole } from './compiled-role.ts';
import { decideAccess, type Grant, type Holder } from './decide-access.ts';
import { holdsRole } from './holds-role.ts';

const now = NOW.epochMilliseconds;
const permission = (over: Partial<Permission>): Permission => ({
  actions: [],
  notActions: [],
  dataActions: [],
  notDataActions: [],
  condition: null,
  conditionVersion: null,
  ...over,
});
const contributor = compileRole({
  id: 'contributor',
  permissions: [permission({ actions: ['*'], notActions: ['X/roles/*'], dataActions: ['X/blobs/read'] })],
});
const onFoo = "@Resource[x:Name] StringEquals 'foo'";
const grant = (over: Partial<Grant> = {}): Grant => ({
  scheduleId: 'schedule-1',
  principalId: 'alice',
  role: contributor,
  scope: SUBSCRIPTION,
  startMs: now,
  endMs: now + 1000,
  condition: null,
  ...over,
});

function decide(
  grants: readonly Grant[],
  over: { action?: string; isDataAction?: boolean; at?: number; name?: string } = {},
) {
  const { action = 'X/vms/restart', isDataAction = false, at = now, name } = over;
  const none = attributesFrom({});
  const attributes = {
    principal: none,
    request: none,
    environment: none,
    resource: attributesFrom({ 'x:Name': name }),
  };
  const question = { action, isDataAction, scopeChain: [RESOURCE_GROUP, SUBSCRIPTION, ROOT], attributes };
  const decision = decideAccess({ enabled: true, grants, denials: [] }, question, at, true);
  return decision.allowed ? decision.by?.scheduleId : (decision.considered[0]?.obstacle ?? decision.reason);
}

describe('one schedule', () => {
  it.each([
    ['a millisecond before its start', grant(), { at: now - 1 }, 'notStarted'],
    ['at its start', grant(), {}, 'schedule-1'],
    ['a millisecond before its end', grant(), { at: now + 999 }, 'schedule-1'],
    ['at its end', grant(), { at: now + 1000 }, 'ended'],
    ['ended before it started', grant({ endMs: now - 1 }), {}, 'ended'],
    ['permanent', grant({ endMs: Number.POSITIVE_INFINITY }), { at: 8.64e15 }, 'schedule-1'],
    ['at the asked scope', grant({ scope: RESOURCE_GROUP }), {}, 'schedule-1'],
    ['at the root', grant({ scope: ROOT }), {}, 'schedule-1'],
    ['at another scope', grant({ scope: `${RESOURCE_GROUP}x` as typeof ROOT }), {}, 'otherScope'],
    ['for an excepted action', grant(), { action: 'x/ROLES/write' }, 'actionNotInRole'],
    ['for data with a control action', grant(), { action: 'X/vms/restart', isDataAction: true }, 'actionNotInRole'],
    ['for data', grant(), { action: 'x/blobs/READ', isDataAction: true }, 'schedule-1'],
    ['with a condition that is met', grant({ condition: compileCondition(onFoo) }), { name: 'foo' }, 'schedule-1'],
    ['with a condition that is not', grant({ condition: compileCondition(onFoo) }), { name: 'bar' }, 'conditionNotMet'],
    [
      'with a condition whose attribute is missing',
      grant({ condition: compileCondition(onFoo) }),
      {},
      'conditionNotMet',
    ],
    [
      'with a condition that cannot be read',
      grant({ condition: compileCondition('((') }),
      { name: 'foo' },
      'conditionNotMet',
    ],
  ])('%s', (_, only, question, expected) => {
    expect(decide([only], question)).toBe(expected);
  });
});

it('gives what any one of several gives', () => {
  const ended = grant({ scheduleId: 'ended', endMs: now });
  const later = grant({ scheduleId: 'later', startMs: now + 500 });
  const running = grant({ scheduleId: 'running' });
  expect(decide([ended, later, running])).toBe('running');
  expect(decide([ended, later])).toBe('ended');
});

it.each([
  [undefined, 'principalUnknown'],
  [{ enabled: false, grants: [grant()], denials: [] }, 'principalDisabled'],
  [{ enabled: true, grants: [], denials: [] }, 'noAssignment'],
] as const)('gives nothing to %o', (holder: Holder | undefined, reason) => {
  const question = { action: 'X/vms/restart', isDataAction: false, scopeChain: [SUBSCRIPTION], attributes: null };
  expect(decideAccess(holder, question, now)).toMatchObject({ allowed: false, reason });
});

it('is allowed by one of the conditions in a role, and by its unconditional part without any', () => {
  const role = compileRole({
    id: 'r',
    permissions: [
      permission({ actions: ['X/a'], condition: onFoo, conditionVersion: '2.0' }),
      permission({ actions: ['X/a'], condition: 'unreadable', conditionVersion: '2.0' }),
      permission({ actions: ['X/b'] }),
    ],
  });
  expect(decide([grant({ role })], { action: 'X/a', name: 'foo' })).toBe('schedule-1');
  expect(decide([grant({ role })], { action: 'X/a', name: 'bar' })).toBe('conditionNotMet');
  expect(decide([grant({ role })], { action: 'X/b' })).toBe('schedule-1');
});

describe('holding a role', () => {
  const holds = (holder: Partial<Holder>, roles = ['contributor']) =>
    holdsRole(
      { enabled: true, grants: [grant()], denials: [], ...holder },
      roles,
      [RESOURCE_GROUP, SUBSCRIPTION, ROOT],
      now,
    );
  it.each([
    ['it is live', {}, true],
    ['the holder is disabled', { enabled: false }, false],
    ['it ended now', { grants: [grant({ endMs: now })] }, false],
    ['it starts in a millisecond', { grants: [grant({ startMs: now + 1 })] }, false],
    ['it stands elsewhere', { grants: [grant({ scope: '/elsewhere' as typeof ROOT })] }, false],
    ['it has a condition', { grants: [grant({ condition: compileCondition(onFoo) })] }, false],
    ['its condition cannot be read', { grants: [grant({ condition: undefined })] }, false],
  ])('when %s', (_, holder, expected) => {
    expect(holds(holder)).toBe(expected);
  });
  it('counts the named roles only', () => {
    expect(holds({}, ['owner'])).toBe(false);
    expect(holds({}, [])).toBe(false);
  });
});
