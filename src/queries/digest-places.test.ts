import { expect, it } from 'vitest';
import { emptyTally } from '../domain/digest/tally.ts';
import { parseScope, ROOT, type Scope } from '../domain/scope.ts';
import { digestPlaces } from './digest-places.ts';

const area = parseScope('/providers/Microsoft.Management/managementGroups/area');
const part = parseScope('/providers/Microsoft.Management/managementGroups/part');
const subscription = parseScope('/subscriptions/c0000000-0000-4000-8000-000000000001');
const other = parseScope('/subscriptions/c0000000-0000-4000-8000-000000000002');
const web = parseScope(`${subscription}/resourceGroups/web`);
const website = parseScope(`${subscription}/resourceGroups/website`);
const machine = parseScope(`${web}/providers/Microsoft.Compute/virtualMachines/one`);
const group = parseScope('/groups/b0000000-0000-4000-8000-000000000001');

/** One pending request of a resource role at each place, and one of a group's. */
function places() {
  const counted = digestPlaces({
    familyOf: new Map([
      ['resourceRole', 'resource'],
      ['groupRole', 'group'],
    ]),
    parentOf: new Map([
      [area, null],
      [part, area],
      [subscription, part],
    ]),
  });
  for (const scope of [ROOT, area, part, subscription, web, website, machine, other]) {
    const tally = counted.at('resourceRole', scope);
    if (tally !== null) tally.pending += 1;
  }
  const tally = counted.at('groupRole', group);
  if (tally !== null) tally.pending += 1;
  return counted;
}

function pendingBelow(scopes: readonly Scope[], hidden: Parameters<ReturnType<typeof places>['addBelow']>[3] = []) {
  const sum = emptyTally();
  places().addBelow(sum, 'resource', scopes, hidden);
  return sum.pending;
}

it.each([
  ['the root', [ROOT], 8],
  ['a management group, by registered parents', [area], 6],
  ['one below it', [part], 5],
  ['a subscription that nobody registered', [other], 1],
  ['a resource group, and none whose name begins alike', [web], 2],
  ['a resource', [machine], 1],
  ['nothing', [], 0],
  ['scopes beside each other', [web, website, other], 4],
  ['scopes of which one holds the other, each place once', [web, subscription, machine], 4],
] as const)('adds up what is at and below %s', (_, scopes, pending) => {
  expect(pendingBelow(scopes)).toBe(pending);
});

it('leaves out what is hidden, with or without what is below it', () => {
  expect(pendingBelow([ROOT], [{ scope: web, doNotApplyToChildScopes: false }])).toBe(6);
  expect(pendingBelow([ROOT], [{ scope: web, doNotApplyToChildScopes: true }])).toBe(7);
  expect(pendingBelow([machine], [{ scope: web, doNotApplyToChildScopes: false }])).toBe(0);
});

it('hides nothing of groups, and counts each family for itself', () => {
  const sum = emptyTally();
  places().addBelow(sum, 'group', [ROOT, group], [{ scope: ROOT, doNotApplyToChildScopes: false }]);
  expect(sum.pending).toBe(1);
});

it('has no place for a role that there is not', () => {
  expect(places().at('unknown', ROOT)).toBeNull();
});
