import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addGroupMember, removeGroupMember } from '../../src/commands/change-group-members.ts';
import { disablePrincipal } from '../../src/commands/disable-principal.ts';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import type { Expiration } from '../../src/domain/request/request.ts';
import { ROOT } from '../../src/domain/scope.ts';
import { rowsOf } from '../../src/ledger/contract/rows-of.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { as, type DemoLedger, demoLedger } from '../support/demo-ledger.ts';
import { asks, assign, caller, introduce, outcomeOf, setRule } from './story.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(async () => {
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await demo.ledger.close();
});

const { grace, heidi, judy } = demoIds;
const guarded = [
  ['Global Administrator', demoRoles.globalAdministrator],
  ['Owner', demoRoles.owner],
] as const;
const forEver: Expiration = { type: 'noExpiration' };

/** A further administrator without end, which the default policy does not allow. */
async function assignForEver(principalId: string, roleDefinitionId: string = demoRoles.globalAdministrator) {
  await setRule(demo.ledger, roleDefinitionId, ROOT, 'Expiration_Admin_Assignment', {
    kind: 'expiration',
    isExpirationRequired: false,
    maximumDuration: 'P180D',
  });
  const schedule = { startAt: null, expiration: forEver };
  await assign(demo.ledger, { principalId, roleDefinitionId, scope: ROOT, schedule });
}

function removeBy(callerId: string, principalId: string, roleDefinitionId: string = demoRoles.globalAdministrator) {
  const asked = asks({ type: 'adminRemove', principalId, roleDefinitionId, scope: ROOT });
  return outcomeOf(submitScheduleRequest(demo.ledger, caller(callerId), asked, randomUUID));
}

const disableBy = (callerId: string, principalId: string) =>
  outcomeOf(disablePrincipal(demo.ledger, caller(callerId), principalId));

describe('the last administrator cannot be', () => {
  it.each(guarded)('removed: %s', async (_, roleDefinitionId) => {
    const before = await rowsOf(demo.engine);
    expect(await removeBy(grace, grace, roleDefinitionId)).toBe('lastAdministrator');
    expect(await rowsOf(demo.engine)).toEqual(before);
  });

  it('disabled', async () => {
    expect(await disableBy(heidi, grace)).toBe('lastAdministrator');
    expect(await disableBy(grace, grace)).toBe('lastAdministrator');
  });

  it('left to expire: who holds the role for a time only does not count', async () => {
    // Heidi is a Global Administrator for 180 days
    expect(await removeBy(heidi, grace)).toBe('lastAdministrator');
    expect(await removeBy(grace, heidi)).toBe('done');
  });

  it('taken out of the group that holds the role, at any depth', async () => {
    const outer = await introduce(demo.ledger, 'group', 'Administrators');
    const inner = await introduce(demo.ledger, 'group', 'Night shift');
    await addGroupMember(demo.ledger, as('grace'), outer, inner);
    await addGroupMember(demo.ledger, as('grace'), inner, judy);
    await assignForEver(outer);
    expect(await removeBy(grace, grace)).toBe('done');
    const leave = (groupId: string, memberId: string) =>
      outcomeOf(removeGroupMember(demo.ledger, caller(judy), groupId, memberId));
    expect(await leave(inner, judy)).toBe('lastAdministrator');
    expect(await leave(outer, inner)).toBe('lastAdministrator');
    expect(await disableBy(judy, inner)).toBe('lastAdministrator');
    expect(await disableBy(judy, outer)).toBe('lastAdministrator');
    expect(await disableBy(judy, judy)).toBe('lastAdministrator');
    expect(await removeBy(judy, outer)).toBe('lastAdministrator');

    await addGroupMember(demo.ledger, caller(judy), outer, heidi);
    expect(await leave(inner, judy)).toBe('done');
  });
});

/** By an update of the assignment that somebody holds. */
async function updateBy(callerId: string, over: Parameters<typeof asks>[0]) {
  const asked = asks({ type: 'adminUpdate', principalId: grace, scope: ROOT, schedule: unchanged, ...over });
  return outcomeOf(submitScheduleRequest(demo.ledger, caller(callerId), asked, randomUUID));
}
const unchanged = { startAt: null, expiration: null };
const timeBound = { startAt: null, expiration: { type: 'afterDuration', duration: 'P30D' } } as const;
const condition = { text: "@Resource[a:b] StringEquals 'c'", version: '2.0' };

describe.each(guarded)('the last %s cannot be', (_, roleDefinitionId) => {
  beforeEach(() =>
    setRule(demo.ledger, roleDefinitionId, ROOT, 'Expiration_Admin_Assignment', {
      kind: 'expiration',
      isExpirationRequired: false,
      maximumDuration: 'P180D',
    }),
  );
  const startAt = () => demo.clock().add('PT1H');
  const held = () =>
    demo.ledger.read((reader) =>
      reader.query((db) =>
        db
          .selectFrom('schedule')
          .select('id')
          .where('principal_id', '=', grace)
          .where('role_definition_id', '=', roleDefinitionId),
      ),
    );

  it('made to expire, bound by a condition, or moved to a later start', async () => {
    for (const change of [{ schedule: timeBound }, { condition }, { schedule: { ...unchanged, startAt: startAt() } }]) {
      expect(await updateBy(grace, { roleDefinitionId, ...change })).toBe('lastAdministrator');
    }
    // nothing is taken from anybody
    expect(await updateBy(grace, { roleDefinitionId })).toBe('done');
  });

  it('converted to an eligibility', async () => {
    const [schedule] = await held();
    const conversion = { kind: 'eligible', targetScheduleId: schedule?.id ?? '', schedule: timeBound } as const;
    expect(await updateBy(grace, { roleDefinitionId, ...conversion })).toBe('lastAdministrator');
    await assignForEver(judy, roleDefinitionId);
    expect(await updateBy(grace, { roleDefinitionId, ...conversion })).toBe('done');
  });

  it('left alone by two who are changed at once', async () => {
    await assignForEver(judy, roleDefinitionId);
    const change = { roleDefinitionId, schedule: timeBound } as const;
    const outcomes = await Promise.all([
      updateBy(grace, { ...change, principalId: judy }),
      updateBy(grace, { ...change, principalId: grace }),
    ]);
    expect(outcomes).toEqual(['done', 'lastAdministrator']);
  });

  it('replaced by somebody who holds it under a condition', async () => {
    const conditional = { principalId: judy, roleDefinitionId, scope: ROOT, condition } as const;
    await assign(demo.ledger, { ...conditional, schedule: { startAt: null, expiration: forEver } });
    expect(await removeBy(grace, grace, roleDefinitionId)).toBe('lastAdministrator');
  });
});

describe('a group without enabled people', () => {
  it('does not count as an administrator', async () => {
    const empty = await introduce(demo.ledger, 'group', 'Nobody');
    await assignForEver(empty);
    expect(await removeBy(grace, grace)).toBe('lastAdministrator');
  });
  it('nor does a service principal', async () => {
    const robot = await introduce(demo.ledger, 'servicePrincipal', 'Robot');
    await assignForEver(robot);
    expect(await removeBy(grace, grace)).toBe('lastAdministrator');
  });
});

describe('of two administrators', () => {
  it('one can go', async () => {
    await assignForEver(judy);
    expect(await removeBy(judy, grace)).toBe('done');
    expect(await removeBy(judy, judy)).toBe('lastAdministrator');
  });

  it('two who remove each other at once leave one', async () => {
    await assignForEver(judy);
    const outcomes = await Promise.all([removeBy(judy, grace), removeBy(grace, judy)]);
    // the second one has lost the role by which it could
    expect(outcomes).toEqual(['done', 'notPermitted']);
  });

  it('two who step down at once leave one', async () => {
    await assignForEver(judy);
    const outcomes = await Promise.all([removeBy(judy, judy), removeBy(grace, grace)]);
    expect(outcomes).toEqual(['done', 'lastAdministrator']);
  });

  it('one who is disabled and one who is removed at once leave one', async () => {
    await assignForEver(judy);
    await assignForEver(judy, demoRoles.owner);
    const outcomes = await Promise.all([disableBy(heidi, judy), removeBy(heidi, grace)]);
    expect(outcomes).toEqual(['done', 'lastAdministrator']);
  });
});

it('says nothing against the end of other roles', async () => {
  expect(await removeBy(grace, demoIds.oscar, demoRoles.reader)).toBe('assignmentDoesNotExist');
  expect(await disableBy(grace, demoIds.oscar)).toBe('done');
  expect(await disableBy(grace, heidi)).toBe('done');
});
