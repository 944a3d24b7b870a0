import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aConditionContext, type ConditionContextFacts } from '../../../test/support/a-condition-context.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { parseCondition } from './parse-condition.ts';

interface Vector {
  readonly left: readonly (string | number)[];
  readonly op: string;
  readonly right: readonly (string | number)[];
  readonly expected: boolean;
}
const { vectors }: { readonly vectors: readonly Vector[] } = JSON.parse(
  readFileSync(new URL('../../../../shared/data/conditions-vectors.json', import.meta.url), 'utf8'),
);

function judge(text: string, facts: ConditionContextFacts = {}) {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return evaluateCondition(parsed.condition, aConditionContext(facts));
}

const literal = (value: string | number) => (typeof value === 'string' ? `'${value}'` : String(value));
const set = (values: readonly (string | number)[]) => `{${values.map(literal).join(', ')}}`;

describe('the documented results', () => {
  it.each(vectors)('$left $op $right is $expected', ({ left, op, right, expected }) => {
    expect(judge(`${set(left)} ${op} ${set(right)}`)).toBe(expected);
    expect(judge(`@Resource[l] ${op} ${set(right)}`, { resource: { l: left } })).toBe(expected);
    expect(judge(`${set(left)} ${op} @Request[r]`, { request: { r: right } })).toBe(expected);
    expect(judge(`@Resource[l] ${op} @Principal[r]`, { resource: { l: left }, principal: { r: right } })).toBe(
      expected,
    );
  });
});

const GUID = '5e467623-bb1f-42f4-a55d-6e525e11384b';
const OTHER_GUID = 'a795c7a0-d4a2-40c1-ae25-d81f01202912';

describe('operators', () => {
  it.each([
    ['StringEquals', 'Blue', "'Blue'", true],
    ['StringEquals', 'blue', "'Blue'", false],
    ['StringNotEquals', 'blue', "'Blue'", true],
    ['StringNotEquals', 'Blue', "'Blue'", false],
    ['StringEqualsIgnoreCase', 'bLUE', "'Blue'", true],
    ['StringEqualsIgnoreCase', 'ÉTÉ', "'été'", true],
    ['StringEqualsIgnoreCase', '\u212a', "'k'", false],
    ['StringNotEqualsIgnoreCase', 'bLUE', "'Blue'", false],
    ['StringNotEqualsIgnoreCase', 'red', "'Blue'", true],
    ['StringStartsWith', 'logs/2026', "'logs/'", true],
    ['StringStartsWith', 'Logs/2026', "'logs/'", false],
    ['StringStartsWithIgnoreCase', 'Logs/2026', "'logs/'", true],
    ['StringNotStartsWith', 'Logs/2026', "'logs/'", true],
    ['StringNotStartsWith', 'logs/2026', "'logs/'", false],
    ['StringNotStartsWithIgnoreCase', 'Logs/2026', "'logs/'", false],
    ['StringLike', 'abcd', "'a*c?'", true],
    ['StringLike', 'abcd', "'A*C?'", false],
    ['StringLikeIgnoreCase', 'abcd', "'A*C?'", true],
    ['StringNotLike', 'abcd', "'a*c?'", false],
    ['StringNotLike', 'abcd', "'a*c'", true],
    ['StringNotLikeIgnoreCase', 'abcd', "'A*C?'", false],
    ['NumericEquals', 5, '5', true],
    ['NumericEquals', 5, '6', false],
    ['NumericNotEquals', 5, '6', true],
    ['NumericNotEquals', 5, '5', false],
    ['NumericLessThan', -5, '5', true],
    ['NumericLessThan', 5, '5', false],
    ['NumericLessThanEquals', 5, '5', true],
    ['NumericLessThanEquals', 6, '5', false],
    ['NumericGreaterThan', 10, '9', true],
    ['NumericGreaterThan', 9, '9', false],
    ['NumericGreaterThanEquals', 9, '9', true],
    ['NumericGreaterThanEquals', 8, '9', false],
    ['DateTimeEquals', '2022-06-01T00:00:00Z', "'2022-06-01T00:00:00.0Z'", true],
    ['DateTimeEquals', '2022-06-01T00:00:00.0000001Z', "'2022-06-01T00:00:00.0Z'", false],
    ['DateTimeNotEquals', '2022-06-01T00:00:00.0000001Z', "'2022-06-01T00:00:00.0Z'", true],
    ['DateTimeNotEquals', '2022-06-01T00:00:00Z', "'2022-06-01T00:00:00.0Z'", false],
    ['DateTimeLessThan', '2022-06-01T00:00:00.1234566Z', "'2022-06-01T00:00:00.1234567Z'", true],
    ['DateTimeLessThan', '2022-06-01T00:00:00.1234567Z', "'2022-06-01T00:00:00.1234567Z'", false],
    ['DateTimeLessThanEquals', '2022-06-01T00:00:00.1234567Z', "'2022-06-01T00:00:00.1234567Z'", true],
    ['DateTimeLessThanEquals', '2022-06-01T00:00:00.1234568Z', "'2022-06-01T00:00:00.1234567Z'", false],
    ['DateTimeGreaterThan', '2023-01-01T00:00:00Z', "'2022-06-01T00:00:00Z'", true],
    ['DateTimeGreaterThan', '2022-06-01T00:00:00Z', "'2022-06-01T00:00:00Z'", false],
    ['DateTimeGreaterThanEquals', '2022-06-01T00:00:00Z', "'2022-06-01T00:00:00Z'", true],
    ['DateTimeGreaterThanEquals', '2021-06-01T00:00:00Z', "'2022-06-01T00:00:00Z'", false],
    ['BoolEquals', true, 'true', true],
    ['BoolEquals', false, 'true', false],
    ['BoolNotEquals', false, 'true', true],
    ['BoolNotEquals', true, 'TRUE', false],
    ['GuidEquals', GUID.toUpperCase(), GUID, true],
    ['GuidEquals', GUID.replaceAll('-', ''), GUID, true],
    ['GuidEquals', OTHER_GUID, GUID, false],
    ['GuidNotEquals', OTHER_GUID, GUID, true],
    ['GuidNotEquals', GUID.toUpperCase(), GUID, false],
  ])('%s: %s and %s is %s', (operator, value, right, expected) => {
    expect(judge(`@Resource[a] ${operator} ${right}`, { resource: { a: value } })).toBe(expected);
    expect(judge(`@Resource[a] ${operator} ${right}`, { resource: { a: [value] } })).toBe(expected);
    expect(judge(`NOT @Resource[a] ${operator} ${right}`, { resource: { a: value } })).toBe(!expected);
    expect(judge(`@Resource[a] ${operator} ${right}`)).toBe('unknown');
    expect(judge(`NOT @Resource[a] ${operator} ${right}`)).toBe('unknown');
  });

  it.each([
    ['StringEquals', 5, "'5'"],
    ['StringNotEquals', true, "'true'"],
    ['StringNotLike', 5, "'x'"],
    ['NumericNotEquals', '5', '6'],
    ['NumericNotEquals', 5.5, '6'],
    ['NumericNotEquals', Number.NaN, '6'],
    ['NumericLessThan', Number.NEGATIVE_INFINITY, '6'],
    ['BoolNotEquals', 'true', 'false'],
    ['GuidNotEquals', 'no-guid', GUID],
    ['DateTimeNotEquals', 'yesterday', "'2022-06-01T00:00:00Z'"],
    ['DateTimeLessThan', '2022-02-30T00:00:00Z', "'2022-06-01T00:00:00Z'"],
  ])('%s is unknown for `%s`, a value of another kind', (operator, value, right) => {
    expect(judge(`@Resource[a] ${operator} ${right}`, { resource: { a: value } })).toBe('unknown');
    expect(judge(`!(@Resource[a] ${operator} ${right})`, { resource: { a: value } })).toBe('unknown');
  });

  it('leaves a list unknown where the operator compares single values', () => {
    expect(judge("@Resource[a] StringNotEquals 'x'", { resource: { a: ['y', 'z'] } })).toBe('unknown');
    expect(judge("'x' StringNotEquals @Resource[a]", { resource: { a: ['y', 'z'] } })).toBe('unknown');
  });

  it('leaves a pattern from an attribute unknown when it is longer than a condition', () => {
    expect(judge("'x' StringNotLike @Resource[a]", { resource: { a: 'y'.repeat(8193) } })).toBe('unknown');
  });
});

describe('quantifiers', () => {
  it.each([
    ['ForAnyOfAnyValues:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAnyOfAnyValues:StringNotEquals', ['a'], ['a'], false],
    ['ForAllOfAnyValues:StringNotEquals', ['a', 'b'], ['a'], false],
    ['ForAllOfAnyValues:StringEqualsIgnoreCase', ['RED', 'Blue'], ['red', 'blue'], true],
    ['ForAnyOfAllValues:StringNotEquals', ['a', 'c'], ['a', 'b'], true],
    ['ForAnyOfAllValues:StringNotEquals', ['a'], ['a', 'b'], false],
    ['ForAllOfAllValues:StringNotEquals', ['c', 'd'], ['a', 'b'], true],
    ['ForAllOfAllValues:StringNotEquals', ['c', 'a'], ['a', 'b'], false],
    ['ForAnyOfAnyValues:StringLike', ['logs/1', 'x'], ['tmp/*', 'logs/*'], true],
    ['ForAllOfAnyValues:StringLike', ['logs/1', 'x'], ['tmp/*', 'logs/*'], false],
    ['ForAllOfAllValues:StringNotLikeIgnoreCase', ['Logs/1', 'x'], ['tmp/*', 'LOGS/*'], false],
    ['ForAnyOfAnyValues:NumericGreaterThan', [1, 9], [5, 10], true],
    ['ForAllOfAllValues:NumericGreaterThanEquals', [10, 11], [5, 10], true],
    ['ForAnyOfAllValues:NumericLessThanEquals', [6, 7], [5, 10], false],
    ['ForAllOfAnyValues:NumericNotEquals', [5, 6], [5, 6], true],
  ])('%s: %s and %s is %s', (operator, left, right, expected) => {
    expect(judge(`@Resource[a] ${operator} ${set(right)}`, { resource: { a: left } })).toBe(expected);
    expect(judge(`@Resource[a] ${operator} @Principal[b]`, { resource: { a: left }, principal: { b: right } })).toBe(
      expected,
    );
  });

  it('reads GUIDs in either form', () => {
    const text = `@Request[id] ForAnyOfAllValues:GuidNotEquals {${GUID}, ${OTHER_GUID.replaceAll('-', '')}}`;
    expect(judge(text, { request: { id: OTHER_GUID.toUpperCase() } })).toBe(false);
    expect(judge(text, { request: { id: '00000000-0000-0000-0000-000000000000' } })).toBe(true);
  });

  it.each(['ForAnyOfAnyValues', 'ForAllOfAnyValues', 'ForAnyOfAllValues', 'ForAllOfAllValues'])(
    '%s is unknown over nothing, on either side and under negation',
    (quantifier) => {
      for (const resource of [{ a: [] }, {}]) {
        expect(judge(`@Resource[a] ${quantifier}:StringEquals {'x'}`, { resource })).toBe('unknown');
        expect(judge(`!(@Resource[a] ${quantifier}:StringNotEquals {'x'})`, { resource })).toBe('unknown');
        expect(judge(`{'x'} ${quantifier}:StringNotEquals @Resource[a]`, { resource })).toBe('unknown');
      }
    },
  );

  it('decides in spite of a value of another kind only where one value is enough', () => {
    const resource = { a: ['x', 5] };
    expect(judge("@Resource[a] ForAnyOfAnyValues:StringEquals {'x'}", { resource })).toBe(true);
    expect(judge("@Resource[a] ForAllOfAnyValues:StringEquals {'x'}", { resource })).toBe('unknown');
    expect(judge("@Resource[a] ForAllOfAnyValues:StringEquals {'y'}", { resource })).toBe(false);
    expect(judge("@Resource[a] ForAnyOfAnyValues:StringEquals {'y'}", { resource })).toBe('unknown');
  });
});

describe('three values', () => {
  const U = "@Resource[missing] StringEquals 'x'";
  const T = "'x' StringEquals 'x'";
  const F = "'x' StringEquals 'y'";
  it.each([
    [`${T} AND ${U}`, 'unknown'],
    [`${F} AND ${U}`, false],
    [`${U} AND ${F}`, false],
    [`${U} AND ${U}`, 'unknown'],
    [`${T} OR ${U}`, true],
    [`${U} OR ${T}`, true],
    [`${F} OR ${U}`, 'unknown'],
    [`NOT ${U}`, 'unknown'],
    [`NOT NOT ${U}`, 'unknown'],
    [`${U} OR NOT ${U}`, 'unknown'],
    [`${T} AND ${T} AND ${F}`, false],
  ])('%s is %s', (text, expected) => expect(judge(text)).toBe(expected));

  it('Exists is never unknown; nothing and an empty list are the same', () => {
    expect(judge('Exists @Resource[a]', { resource: { a: 'x' } })).toBe(true);
    expect(judge('Exists @Resource[a]', { resource: { a: ['x', 'y'] } })).toBe(true);
    expect(judge('Exists @Resource[a]', { resource: { a: '' } })).toBe(true);
    expect(judge('Exists @Resource[a]', { resource: { a: false } })).toBe(true);
    expect(judge('Exists @Resource[a]', { resource: { a: [] } })).toBe(false);
    expect(judge('Exists @Resource[a]')).toBe(false);
    expect(judge('NOT Exists @Resource[a]', { resource: { a: [] } })).toBe(true);
  });

  it('Exists guards a missing attribute', () => {
    const text = "@Request[v] DateTimeEquals '2022-06-01T00:00:00.0Z' OR NOT Exists @Request[v]";
    expect(judge(text)).toBe(true);
    expect(judge(text, { request: { v: '2022-06-01T00:00:00Z' } })).toBe(true);
    expect(judge(text, { request: { v: '2023-06-01T00:00:00Z' } })).toBe(false);
  });
});

describe('functions', () => {
  it.each([
    ['Microsoft.Authorization/roleAssignments/*', 'Microsoft.Authorization/roleAssignments/write', true],
    ['*/read', 'Microsoft.Storage/storageAccounts/blobServices/containers/read', true],
    ['Microsoft.Storage/*/read', 'microsoft.storage/storageAccounts/blobServices/containers/READ', true],
    ['*', 'Microsoft.Storage/storageAccounts/delete', true],
    ['Microsoft.Storage/storageAccounts', 'Microsoft.Storage/storageAccounts/delete', false],
    ['Microsoft.Storage/storageAccounts/?elete', 'Microsoft.Storage/storageAccounts/delete', false],
    ['Microsoft.Storage/storageAccounts/delete', 'XMicrosoft.Storage/storageAccounts/delete', false],
    ['a/\\*', 'a/b', false],
    ['', 'a/b', false],
  ])('ActionMatches %s: %s is %s', (pattern, action, expected) => {
    expect(judge(`ActionMatches{'${pattern}'}`, { action })).toBe(expected);
  });

  it.each([
    ['Blob.List', 'Blob.List', true],
    ['Blob.List', 'blob.list', true],
    ['Blob.*', 'Blob.Write.Tier', true],
    ['Blob.List', 'Blob.Write.Tier', false],
    ['*', undefined, false],
  ])('SubOperationMatches %s: %s is %s', (pattern, subOperation, expected) => {
    const facts = subOperation === undefined ? {} : { subOperation };
    expect(judge(`SubOperationMatches{'${pattern}'}`, facts)).toBe(expected);
    expect(judge(`NOT SubOperationMatches{'${pattern}'}`, facts)).toBe(!expected);
  });

  it('reads the suboperation in its old form', () => {
    const text = "@Request[SubOperation] ForAnyOfAnyValues:StringEqualsIgnoreCase {'blob.list'}";
    expect(judge(text, { subOperation: 'Blob.List' })).toBe(true);
    expect(judge(text, { subOperation: 'Blob.Write.Tier' })).toBe(false);
    expect(judge(text)).toBe('unknown');
  });
});

describe('attributes', () => {
  const tag = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>';

  it('ignores case in names, and minds it in tag keys', () => {
    const resource = { [tag]: 'Cascade' };
    expect(judge(`@Resource[${tag.replace('Microsoft', 'MICROSOFT')}] StringEquals 'Cascade'`, { resource })).toBe(
      true,
    );
    expect(judge(`@Resource[${tag.replace('Project', 'project')}] StringEquals 'Cascade'`, { resource })).toBe(
      'unknown',
    );
  });

  it('reads each attribute from its own source', () => {
    const facts = { principal: { a: 'p' }, resource: { a: 'r' }, request: { a: 'q' }, environment: { a: 'e' } };
    for (const [source, value] of [
      ['Principal', 'p'],
      ['Resource', 'r'],
      ['Request', 'q'],
      ['Environment', 'e'],
    ]) {
      expect(judge(`@${source}[a] StringEquals '${value}'`, facts)).toBe(true);
    }
  });

  it('compares UtcNow with a deadline', () => {
    const environment = { UtcNow: '2026-03-01T12:00:00.123456789Z' };
    expect(judge("@Environment[UtcNow] DateTimeLessThan '2026-03-02T00:00:00.0Z'", { environment })).toBe(true);
    expect(judge("@Environment[UtcNow] DateTimeGreaterThan '2026-03-02T00:00:00.0Z'", { environment })).toBe(false);
    expect(judge("@Environment[UtcNow] DateTimeLessThan '2026-03-02T00:00:00.0Z'")).toBe('unknown');
  });

  it('finds nothing under the names that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(judge(`Exists @Resource[${name}]`)).toBe(false);
    }
  });
});

describe('the usual form', () => {
  const read = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
  const text = `((!(ActionMatches{'${read}'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[containers:name] StringEquals 'open'))`;

  it.each([
    ['another action passes', { action: 'Microsoft.Storage/storageAccounts/delete' }, true],
    ['a listing passes', { action: read, subOperation: 'Blob.List' }, true],
    ['a read of the named container passes', { action: read, resource: { 'Containers:Name': 'open' } }, true],
    ['a read of another container fails', { action: read, resource: { 'containers:name': 'secret' } }, false],
    ['a read that carries no container is unknown', { action: read }, 'unknown'],
  ])('%s', (_, facts, expected) => expect(judge(text, facts)).toBe(expected));
});
