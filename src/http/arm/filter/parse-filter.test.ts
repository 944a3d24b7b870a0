import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRun } from '../../../../test/support/property-run.ts';
import { Refusal } from '../../../domain/errors.ts';
import { parseFilter } from './parse-filter.ts';

const words = {
  functions: ['asTarget', 'atScope', 'assignedTo'],
  properties: ['principalId', 'roleDefinitionId', 'status'],
};

function read(filter: string) {
  const { isAtScope, call, properties } = parseFilter(filter, words);
  return { isAtScope, call, properties: Object.fromEntries(properties) };
}

describe('reads', () => {
  it.each([
    ['asTarget()', { name: 'astarget', argument: null }, {}],
    ['  ASTARGET( ) ', { name: 'astarget', argument: null }, {}],
    ["assignedTo('A3')", { name: 'assignedto', argument: 'A3' }, {}],
    ["principalId eq 'a'", null, { principalid: 'a' }],
    ['principalId eq a', null, { principalid: 'a' }],
    ["PrincipalId EQ 'a' AND roleDefinitionId eq '/x/y'", null, { principalid: 'a', roledefinitionid: '/x/y' }],
    ["principalId eq 'it''s'", null, { principalid: "it's" }],
  ])('%s', (filter, call, properties) => {
    expect(read(filter)).toEqual({ isAtScope: false, call, properties });
  });
  it('atScope() alone, with a property, and with assignedTo', () => {
    const isAtScope = true;
    expect(read('atScope()')).toEqual({ isAtScope, call: null, properties: {} });
    expect(read("(atScope() and (status eq 'x'))")).toEqual({ isAtScope, call: null, properties: { status: 'x' } });
    const call = { name: 'assignedto', argument: 'a' };
    expect(read("atScope() and assignedTo('a')")).toEqual({ isAtScope, call, properties: {} });
    expect(read("assignedTo('a') and atScope()")).toEqual({ isAtScope, call, properties: {} });
  });
});

describe('refuses rather than to read it as everything', () => {
  it.each([
    '',
    '()',
    'everything()',
    'asTarget',
    "asTarget('x')",
    'assignedTo()',
    'asTarget() and atScope()',
    'asTarget() atScope()',
    'atScope() and atScope()',
    "asTarget() or status eq 'x'",
    "principalId ne 'a'",
    "principalId eq 'a' and principalId eq 'b'",
    "displayName eq 'a'",
    "principalId eq 'a",
    'principalId eq',
    "principalId eq 'a' and",
    "and principalId eq 'a'",
    "(principalId eq 'a'",
    "principalId eq 'a')",
    "not (principalId eq 'a')",
    `principalId eq '${'a'.repeat(3000)}'`,
  ])('%s', (filter) => {
    expect(() => parseFilter(filter, words)).toThrow(Refusal);
  });
});

it('reads or refuses any text, and never fails otherwise', () => {
  const piece = fc.constantFrom('(', ')', "'", 'and', 'eq', ' ', 'asTarget', 'principalId', 'a', 'assignedTo');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (filter) => {
        try {
          const { call, properties } = parseFilter(filter, words);
          expect(call !== null || properties.size > 0).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      },
    ),
    propertyRun(),
  );
});
