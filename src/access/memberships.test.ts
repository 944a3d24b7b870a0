import { expect, it } from 'vitest';
import { anEligibility, aRoleDefinition } from '../../test/support/builders.ts';
import { compileRole } from '../domain/access/compiled-role.ts';
import { toGrant } from '../ledger/facts/holder-facts.ts';
import { within } from './memberships.ts';

it('gives of what a group has what overlaps the membership, and nothing where nothing does', () => {
  const grant = { ...toGrant(anEligibility(), compileRole(aRoleDefinition())), startMs: 10, endMs: 20 };
  const overlaps = (startMs: number, endMs: number) =>
    within([grant], startMs, endMs).map((each) => [each.startMs, each.endMs]);
  expect(overlaps(0, 15)).toEqual([[10, 15]]);
  expect(overlaps(15, Number.POSITIVE_INFINITY)).toEqual([[15, 20]]);
  expect(overlaps(20, 30)).toEqual([]);
  expect(overlaps(0, 10)).toEqual([]);
});
