import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, approve, introduce, mayDo, outcomeOf } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import { addGroupMember, removeGroupMember } from './change-group-members.ts';
import { disablePrincipal } from './disable-principal.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const add = (groupId: string, memberId: string) =>
  outcomeOf(addGroupMember(demo.ledger, as('grace'), groupId, memberId));
const remove = (groupId: string, memberId: string) =>
  outcomeOf(removeGroupMember(demo.ledger, as('grace'), groupId, memberId));

describe('a circle of groups is refused', () => {
  it('also while a group in between is disabled', async () => {
    const [outer, middle, inner] = [
      await introduce(demo.ledger, 'group', 'Outer'),
      await introduce(demo.ledger, 'group', 'Middle'),
      await introduce(demo.ledger, 'group', 'Inner'),
    ];
    expect([await add(outer, middle), await add(middle, inner)]).toEqual(['done', 'done']);
    await disablePrincipal(demo.ledger, as('grace'), middle);
    expect(await add(inner, outer)).toBe('membershipCycle');
    expect(await add(inner, inner)).toBe('membershipCycle');
    expect(await add(outer, inner), 'a second way is no circle').toBe('done');
  });
});

it('refuses what is no group, and who is not there', async () => {
  expect(await add(demoIds.alice, demoIds.bob)).toBe('groupNotFound');
  expect(await add('nothing', demoIds.bob)).toBe('groupNotFound');
  expect(await add(demoIds.onCall, 'nobody')).toBe('principalNotFound');
  expect(await remove(demoIds.alice, demoIds.bob)).toBe('groupNotFound');
});

describe('who leaves a group', () => {
  it('keeps what was activated while another way into it is left', async () => {
    await add(demoIds.platformEngineers, demoIds.frank);
    await activate(demo.ledger, { principalId: demoIds.frank });
    expect(await remove(demoIds.onCall, demoIds.frank)).toBe('done');
    expect(await mayDo(demo, demoIds.frank)).toBe(true);
    expect(await remove(demoIds.platformEngineers, demoIds.frank)).toBe('done');
    expect(await mayDo(demo, demoIds.frank)).toBe(false);
  });
  it('keeps what was activated from an eligibility of their own', async () => {
    const { id } = await activate(demo.ledger, { roleDefinitionId: demoRoles.owner });
    await approve(demo.ledger, as('bob'), id);
    expect(await remove(demoIds.platformEngineers, demoIds.alice)).toBe('done');
    expect(await mayDo(demo, demoIds.alice)).toBe(true);
  });
});
