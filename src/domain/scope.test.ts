import { describe, expect, it } from 'vitest';
import { Refusal } from './errors.ts';
import { parentByPath, parseScope, ROOT, type Scope, scopeChain, scopeKind } from './scope.ts';

const guid = 'c0000000-0000-4000-8000-00000000000a';
const subscription = `/subscriptions/${guid}`;
const group = `${subscription}/resourcegroups/rg-web`;
const machine = `${group}/providers/microsoft.compute/virtualmachines/vm-01`;

describe('reads', () => {
  it.each([
    ['/', '/', 'root'],
    [subscription, subscription, 'subscription'],
    [subscription.toUpperCase(), subscription, 'subscription'],
    [`/Subscriptions/${guid}/resourceGroups/RG-Web`, group, 'resourceGroup'],
    [
      `/subscriptions/${guid}/resourceGroups/rg (web)._1`,
      `${subscription}/resourcegroups/rg (web)._1`,
      'resourceGroup',
    ],
    [`${subscription}/resourceGroups/Größe`, `${subscription}/resourcegroups/größe`, 'resourceGroup'],
    [machine.toUpperCase(), machine, 'resource'],
    [`${machine}/extensions/x`, `${machine}/extensions/x`, 'resource'],
    [`${subscription}/providers/Microsoft.X/sites/a`, `${subscription}/providers/microsoft.x/sites/a`, 'resource'],
    [
      '/providers/Microsoft.Management/managementGroups/Nordwind',
      '/providers/microsoft.management/managementgroups/nordwind',
      'managementGroup',
    ],
    [`/administrativeUnits/${guid}`, `/administrativeunits/${guid}`, 'administrativeUnit'],
    [
      `${subscription}/resourceGroups/${'x'.repeat(260)}`,
      `${subscription}/resourcegroups/${'x'.repeat(260)}`,
      'resourceGroup',
    ],
    [`${subscription}/resourceGroups/a...b`, `${subscription}/resourcegroups/a...b`, 'resourceGroup'],
  ])('%s', (text, stored, kind) => {
    const scope = parseScope(text);
    expect(scope).toBe(stored);
    expect(scopeKind(scope)).toBe(kind);
    expect(parseScope(scope), 'the stored form reads as itself').toBe(scope);
  });
});

describe('refuses, naming the field,', () => {
  it.each([
    ['nothing', ''],
    ['no leading slash', subscription.slice(1)],
    ['a trailing slash', `${subscription}/`],
    ['two slashes', `/${group}`],
    ['two slashes inside', group.replace('/resource', '//resource')],
    ['a parent step', `${group}/..`],
    ['a parent step inside', `${subscription}/../${guid}`],
    ['a parent step as a name', `${subscription}/resourcegroups/..`],
    ['a present step', `${subscription}/resourcegroups/.`],
    ['an encoded slash', `${subscription}/resourcegroups/rg%2fx`],
    ['an encoded slash in capitals', `${subscription}/resourcegroups/rg%2Fx`],
    ['an encoded dot', `${subscription}/resourcegroups/%2e%2e`],
    ['a doubly encoded slash', `${subscription}/resourcegroups/rg%252fx`],
    ['a NUL', `${subscription}/resourcegroups/rg\u0000`],
    ['a line break', `${subscription}/resourcegroups/rg\n`],
    ['a line break after the end', `${subscription}\n`],
    ['a backslash', `${subscription}\\resourcegroups\\rg`],
    ['a query', `${group}?x=1`],
    ['a fragment', `${group}#x`],
    ['a wildcard', `${subscription}/resourcegroups/*`],
    ['a leading blank', ` ${group}`],
    ['a trailing blank in a name', `${group} `],
    ['a leading blank in a name', `${subscription}/resourcegroups/ rg`],
    ['a zero-width space', `${subscription}/resourcegroups/rg\u200bweb`],
    ['a soft hyphen', `${subscription}/resourcegroups/rg\u00adweb`],
    ['a joiner that nobody sees', `${subscription}/resourcegroups/rg\u034fweb`],
    ['a variation selector', `${subscription}/resourcegroups/rg\ufe0fweb`],
    ['a tag character', `${subscription}/resourcegroups/rg\u{e0041}web`],
    ['a right-to-left override', `${subscription}/resourcegroups/rg\u202ebew`],
    ['half a surrogate pair', `${subscription}/resourcegroups/rg\ud800`],
    ['a Kelvin sign, whose lower case is the letter k', `${subscription}/resourcegroups/r\u212a`],
    ['a letter that is not composed', `${subscription}/resourcegroups/Gro\u0308sse`],
    ['a full-width slash', `${subscription}/resourcegroups/rg\uff0fx`],
    ['full-width dots', `${subscription}/resourcegroups/\uff0e\uff0e`],
    ['a full-width percent sign', `${subscription}/resourcegroups/rg\uff052fx`],
    ['a two-dot leader', `${subscription}/resourcegroups/\u2025`],
    ['a name that is too long', `${subscription}/resourceGroups/${'x'.repeat(261)}`],
    ['a path that is too long', `${machine}${'/extensions/x'.repeat(200)}`],
    ['a subscription that is no GUID', '/subscriptions/production'],
    ['a GUID with other digits', `/subscriptions/${guid.replace('0', '\u0660')}`],
    ['half a resource', `${group}/providers/microsoft.compute`],
    ['a type without a name', `${group}/providers/microsoft.compute/virtualmachines`],
    ['an unknown root', '/tenants/x'],
  ])('%s', (_, text) => {
    const thrown = catchRefusal(() => parseScope(text, 'scopeId'));
    expect(thrown.violation).toMatchObject({ code: 'scopeInvalid', field: 'scopeId' });
    expect(thrown.violation.given?.length).toBeLessThanOrEqual(100);
  });
});

function catchRefusal(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the parent by path', () => {
  it.each([
    ['/', null],
    [subscription, null],
    ['/providers/microsoft.management/managementgroups/nordwind', null],
    [`/administrativeunits/${guid}`, null],
    [group, subscription],
    [machine, group],
    [`${machine}/extensions/x`, machine],
    [`${machine}/providers/microsoft.insights/alerts/a`, machine],
    [`${subscription}/providers/microsoft.x/sites/a`, subscription],
    [
      `${subscription}/resourcegroups/providers/providers/microsoft.x/sites/a`,
      `${subscription}/resourcegroups/providers`,
    ],
    [`${subscription}/resourcegroups/rg/providers/microsoft.x/providers/y`, `${subscription}/resourcegroups/rg`],
  ])('of %s is %s', (text, parent) => {
    expect(parentByPath(parseScope(text))).toBe(parent);
  });
});

describe('the chain to the root', () => {
  const top = parseScope('/providers/Microsoft.Management/managementGroups/top');
  const middle = parseScope('/providers/Microsoft.Management/managementGroups/middle');
  const chainWith = (parents: Record<string, Scope>) =>
    scopeChain(parseScope(machine), (scope) => parents[scope] ?? null);

  it('goes by path alone where nothing is registered', () => {
    expect(chainWith({})).toEqual([machine, group, subscription, '/']);
  });
  it('follows registered management groups', () => {
    const chain = chainWith({ [subscription]: middle, [middle]: top });
    expect(chain).toEqual([machine, group, subscription, middle, top, '/']);
  });
  it('ignores a registered parent where the path tells it', () => {
    expect(chainWith({ [group]: top })).toEqual([machine, group, subscription, '/']);
  });
  it('ends at the root when the registered parents go round in a circle', () => {
    const chain = chainWith({ [subscription]: middle, [middle]: top, [top]: middle });
    expect(chain).toEqual([machine, group, subscription, middle, top, '/']);
  });
  it('does not take a name that merely begins alike for a parent', () => {
    const other = parseScope(`${subscription}/resourceGroups/rg-web-2`);
    expect(scopeChain(other, () => null)).not.toContain(group);
  });
  it('of the root is the root', () => {
    expect(scopeChain(ROOT, () => top)).toEqual(['/']);
  });
});
