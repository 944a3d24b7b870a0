import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRun } from '../../../test/support/property-run.ts';
import { MAX_CONDITION_BYTES } from './condition-limits.ts';
import { lintCondition } from './lint-condition.ts';
import { type ParseConditionOptions, parseCondition } from './parse-condition.ts';
import { printCondition } from './print-condition.ts';

const samples: readonly { readonly label?: string; readonly source: string; readonly condition: string }[] = JSON.parse(
  readFileSync(new URL('../../../../shared/data/conditions-samples.json', import.meta.url), 'utf8'),
);

function tree(text: string, options?: ParseConditionOptions) {
  const parsed = parseCondition(text, options);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.condition;
}

function errorOf(text: string, options?: ParseConditionOptions) {
  const parsed = parseCondition(text, options);
  if (parsed.ok) throw new Error(`\`${text}\` was read`);
  return parsed.error;
}

const resource = (path: string) => ({ kind: 'attribute', attribute: { source: 'Resource', path } });

describe('the samples', () => {
  it.each(samples.map((sample) => [`${sample.source} ${sample.label ?? ''}`, sample.condition]))(
    'reads, prints and reads again: %s',
    (_, text) => {
      const refusing = tree(text);
      expect(tree(text, { mixedOperators: 'read' })).toEqual(refusing);
      expect(tree(printCondition(refusing))).toEqual(refusing);
    },
  );
});

describe('what is read', () => {
  it.each([
    [
      'keywords and operators in any case',
      "not EXISTS @resource[a] aNd @RESOURCE[b] STRINGequals 'x'",
      "NOT Exists @Resource[a] AND @Resource[b] StringEquals 'x'",
    ],
    [
      'symbols for words',
      '!Exists @Resource[a] && (Exists @Resource[b] || Exists @Resource[c])',
      'NOT Exists @Resource[a] AND (Exists @Resource[b] OR Exists @Resource[c])',
    ],
    [
      'no white space',
      "@Resource[a]StringEquals'x'AND Exists@Resource[b]",
      "@Resource[a] StringEquals 'x' AND Exists @Resource[b]",
    ],
    [
      'white space everywhere',
      "\r\n@Resource \t[ a ]\nForAnyOfAnyValues : StringEquals\n{ 'x' , 'y' }\n",
      "@Resource[a] ForAnyOfAnyValues:StringEquals {'x', 'y'}",
    ],
    ['redundant parentheses', '((((@Resource[a] BoolEquals true))))', '@Resource[a] BoolEquals true'],
    ['one value in braces without quantifier', "@Resource[a] StringEquals {'x'}", "@Resource[a] StringEquals 'x'"],
    [
      'one bare value with quantifier',
      '@Resource[a] ForAnyOfAnyValues:NumericEquals -7',
      '@Resource[a] ForAnyOfAnyValues:NumericEquals {-7}',
    ],
    [
      'an undashed GUID',
      '@Resource[a] GuidEquals 8B9DFCAB4B774632A6DF94BD07820648',
      '@Resource[a] GuidEquals 8b9dfcab-4b77-4632-a6df-94bd07820648',
    ],
    [
      'an undashed GUID of digits',
      '@Resource[a] GuidEquals 11111111111111111111111111111111',
      '@Resource[a] GuidEquals 11111111-1111-1111-1111-111111111111',
    ],
    [
      'a quoted GUID',
      "@Resource[a] GuidEquals '5e467623-BB1F-42f4-a55d-6e525e11384b'",
      '@Resource[a] GuidEquals 5e467623-bb1f-42f4-a55d-6e525e11384b',
    ],
    ['the attribute on the right', "'x' StringEquals @Resource[a]", "'x' StringEquals @Resource[a]"],
    [
      'attributes on both sides',
      '@Principal[Id:Team] StringEquals @Resource[tags:Team<$key_case_sensitive$>]',
      '@Principal[Id:Team] StringEquals @Resource[tags:Team<$key_case_sensitive$>]',
    ],
    [
      'a list of tag keys',
      "@Request[blobs/tags&$keys$&] ForAllOfAnyValues:StringEquals {'A b', 'C'}",
      "@Request[blobs/tags&$keys$&] ForAllOfAnyValues:StringEquals {'A b', 'C'}",
    ],
    [
      'the old form of the suboperation',
      "@Request[subOperation] ForAnyOfAnyValues:StringEqualsIgnoreCase {'Blob.List'}",
      "@Request[subOperation] ForAnyOfAnyValues:StringEqualsIgnoreCase {'Blob.List'}",
    ],
    ['a backslash as itself', "@Resource[a] StringLike 'a\\*\\'", "@Resource[a] StringLike 'a\\*\\'"],
    ['minus zero as zero', '@Resource[a] NumericEquals -0', '@Resource[a] NumericEquals 0'],
  ])('%s', (_, text, printed) => {
    expect(printCondition(tree(text))).toBe(printed);
    expect(tree(printed)).toEqual(tree(text));
  });

  it('negation binds tighter than AND', () => {
    expect(tree("!@Resource[a] StringEquals 'x' AND Exists @Resource[b]")).toEqual({
      kind: 'and',
      operands: [
        {
          kind: 'not',
          operand: {
            kind: 'comparison',
            left: resource('a'),
            operator: 'StringEquals',
            right: { kind: 'values', values: [{ type: 'string', value: 'x' }] },
          },
        },
        { kind: 'exists', attribute: { source: 'Resource', path: 'b' } },
      ],
    });
  });

  it('keeps groups that parentheses make', () => {
    const nested = 'Exists @Resource[a] AND (Exists @Resource[b] AND Exists @Resource[c])';
    expect(printCondition(tree(nested))).toBe(nested);
  });
});

describe('AND beside OR without parentheses', () => {
  const text = 'Exists @Resource[a] OR Exists @Resource[b] AND Exists @Resource[c]';

  it('refuses by default, at the second operator', () => {
    expect(errorOf(text)).toMatchObject({ found: 'AND', offset: 43, line: 1, column: 44 });
  });

  it('reads AND over OR when asked to', () => {
    const grouped = 'Exists @Resource[a] OR (Exists @Resource[b] AND Exists @Resource[c])';
    expect(tree(text, { mixedOperators: 'read' })).toEqual(tree(grouped));
    expect(printCondition(tree(text, { mixedOperators: 'read' }))).toBe(grouped);
  });

  it('refuses inside parentheses as well', () => {
    expect(parseCondition(`(${text})`).ok).toBe(false);
    expect(parseCondition(`!(${text.replace('OR', '||').replace('AND', '&&')})`).ok).toBe(false);
  });
});

describe('what is refused', () => {
  it.each([
    ['an empty text', '', 0, 'end of condition'],
    ['white space only', ' \n ', 3, 'end of condition'],
    ['an open parenthesis', '(Exists @Resource[a]', 20, 'end of condition'],
    ['a parenthesis too many', 'Exists @Resource[a])', 19, ')'],
    ['empty parentheses', '()', 1, ')'],
    ['two terms without operator', 'Exists @Resource[a] Exists @Resource[b]', 20, 'Exists'],
    ['an operator at the end', 'Exists @Resource[a] AND', 23, 'end of condition'],
    ['an operator at the start', 'OR Exists @Resource[a]', 0, 'OR'],
    ['one ampersand', 'Exists @Resource[a] & Exists @Resource[b]', 20, '&'],
    ['an unknown source', "@Context[a] StringEquals 'x'", 0, '@Context'],
    ['a source without path', "@Resource StringEquals 'x'", 10, 'S'],
    ['an empty path', "@Resource[ ] StringEquals 'x'", 11, ']'],
    ['an open path', "@Resource[a StringEquals 'x'", 25, "'"],
    ['an open string', "@Resource[a] StringEquals 'x", 26, "'x"],
    ['an unquoted string', '@Resource[a] StringEquals blue', 26, 'blue'],
    ['double quotes', '@Resource[a] StringEquals "x"', 26, '"'],
    ['a quote inside a string', "@Resource[a] StringEquals 'it''s'", 30, "'s'"],
    ['an unknown operator', "@Resource[a] StringContains 'x'", 13, 'StringContains'],
    ['a name every object has', "@Resource[a] constructor 'x'", 13, 'constructor'],
    ['an unknown quantifier', "@Resource[a] ForSome:StringEquals {'x'}", 13, 'ForSome'],
    ['a quantifier without colon', "@Resource[a] ForAnyOfAnyValues StringEquals {'x'}", 31, 'StringEquals'],
    ['a quantifier before StartsWith', "@Resource[a] ForAnyOfAnyValues:StringStartsWith {'x'}", 31, 'StringStartsWith'],
    ['a quantifier before DateTime', "@Resource[a] ForAnyOfAnyValues:DateTimeEquals {'x'}", 31, 'DateTimeEquals'],
    ['a quantifier before Bool', '@Resource[a] ForAnyOfAnyValues:BoolEquals {true}', 31, 'BoolEquals'],
    ['several values without quantifier', "@Resource[a] StringEquals {'x', 'y'}", 26, '{'],
    ['an empty set', '@Resource[a] ForAnyOfAnyValues:StringEquals {}', 45, '}'],
    ['an open set', "@Resource[a] ForAnyOfAnyValues:StringEquals {'x' 'y'}", 49, "'y'"],
    ['a trailing comma', "@Resource[a] ForAnyOfAnyValues:StringEquals {'x',}", 49, '}'],
    ['a number for a string', '@Resource[a] StringEquals 5', 26, '5'],
    ['a string for a number', "@Resource[a] NumericEquals '5'", 27, "'5'"],
    ['a fraction', '@Resource[a] NumericEquals 1.5', 27, '1.5'],
    ['a number beyond exactness', '@Resource[a] NumericEquals 9007199254740992', 27, '9007199254740992'],
    ['a quoted truth value', "@Resource[a] BoolEquals 'true'", 24, "'true'"],
    ['a string that is no GUID', "@Resource[a] GuidEquals 'abc'", 24, "'abc'"],
    ['one wrong value in a set', "@Resource[a] ForAnyOfAnyValues:StringEquals {'x', 5}", 50, '5'],
    ['a wrong value on the left', '5 StringEquals @Resource[a]', 0, '5'],
    ['a date without time', "@Resource[a] DateTimeEquals '2022-06-01'", 28, "'2022-06-01'"],
    ['a day that does not exist', "@Resource[a] DateTimeEquals '2022-02-30T00:00:00Z'", 28, "'2022-02-30T00:00:00Z'"],
    [
      'a date-time with offset',
      "@Resource[a] DateTimeEquals '2022-02-03T00:00:00+01:00'",
      28,
      "'2022-02-03T00:00:00+01:00'",
    ],
    ['UtcNow for equality', "@Environment[UtcNow] DateTimeEquals '2022-06-01T00:00:00Z'", 21, 'DateTimeEquals'],
    [
      'UtcNow for GreaterThanEquals',
      "@Environment[utcnow] DateTimeGreaterThanEquals '2022-06-01T00:00:00Z'",
      21,
      'DateTimeGreaterThanEquals',
    ],
    ['UtcNow as text', "'x' StringEquals @Environment[UtcNow]", 4, 'StringEquals'],
    ['Exists without attribute', "Exists 'x'", 7, "'x'"],
    ['NOT as an infix', "@Resource[a] NOT StringEquals 'x'", 13, 'NOT'],
    ['an action without braces', "ActionMatches 'a'", 14, "'a'"],
    ['an action without quotes', 'ActionMatches{read}', 14, 'read'],
    ['two actions', "ActionMatches{'a', 'b'}", 17, ','],
    ['NotExists, which is not published', 'NotExists @Resource[a]', 0, 'NotExists'],
  ])('%s', (_, text, offset, found) => {
    const error = errorOf(text);
    expect(error).toMatchObject({ offset, found, line: text.slice(0, offset).split('\n').length });
    expect(error.message).toMatch(/^unexpected `.+` at line `\d+`, column `\d+`: expected .+; .+$/s);
    expect(error.message).toContain(error.expected);
  });

  it('counts lines and columns from one, whatever ends the lines', () => {
    expect(errorOf('Exists @Resource[a]\r\nAND\rExists\n  blue')).toMatchObject({ line: 4, column: 3, found: 'blue' });
  });

  it('shows control characters and long finds so that a log stays one line', () => {
    expect(errorOf('\u0000').found).toBe('\\u{0}');
    expect(errorOf("@Resource[a] StringEquals '\n").message).not.toContain('\n');
    expect(errorOf('x'.repeat(5000)).message.length).toBeLessThan(400);
  });

  it('accepts versions 1.0 and 2.0 only', () => {
    for (const conditionVersion of ['1.0', '2.0']) {
      expect(parseCondition('Exists @Resource[a]', { conditionVersion }).ok).toBe(true);
    }
    for (const conditionVersion of ['', '2', '3.0', '2.0 ']) {
      expect(errorOf('Exists @Resource[a]', { conditionVersion })).toMatchObject({
        offset: 0,
        found: conditionVersion,
      });
    }
  });
});

describe('limits', () => {
  it('counts bytes of UTF-8, not characters', () => {
    const start = "@Resource[a] StringEquals '";
    const full = `${start}${'é'.repeat((MAX_CONDITION_BYTES - start.length - 1) / 2)}'`;
    expect(parseCondition(full).ok).toBe(true);
    expect(errorOf(`${full} `).expected).toBe('at most `8192` bytes of UTF-8');
    expect(errorOf('x'.repeat(50_000_000)).found).toBe('50000000 bytes');
  });

  it('reads 100 levels and refuses 101', () => {
    const nested = (levels: number) => `${'('.repeat(levels)}Exists @Resource[a]${')'.repeat(levels)}`;
    expect(parseCondition(nested(100)).ok).toBe(true);
    expect(errorOf(nested(101))).toMatchObject({ offset: 100, found: '(' });
    expect(parseCondition(`${'!'.repeat(100)}Exists @Resource[a]`).ok).toBe(true);
    expect(errorOf(`${'!'.repeat(101)}Exists @Resource[a]`)).toMatchObject({ offset: 100, found: '!' });
  });

  it('counts the parentheses that reading mixed operators adds', () => {
    const levels = 60;
    const open = 'Exists @Resource[a] OR Exists @Resource[b] AND ('.repeat(levels);
    const text = `${open}Exists @Resource[c]${')'.repeat(levels)}`;
    expect(errorOf(text, { mixedOperators: 'read' }).expected).toContain('at most `100`');
  });

  it('refuses to compare huge sets of values with each other', () => {
    const set = (count: number) => `{${Array.from({ length: count }, (_, index) => index).join(',')}}`;
    expect(parseCondition(`${set(128)} ForAllOfAllValues:NumericEquals ${set(128)}`).ok).toBe(true);
    expect(errorOf(`${set(129)} ForAllOfAllValues:NumericEquals ${set(128)}`).expected).toContain('16384');
  });

  it('prints a dense text within the limit, and to the same tree', () => {
    const term = '!@Resource[a]ForAnyOfAnyValues:GuidEquals{8b9dfcab4b774632a6df94bd07820648}&&';
    const text = `${term.repeat(105)}1 NumericEquals 1`;
    const printed = printCondition(tree(text));
    expect(text.length).toBeGreaterThan(8000);
    expect(printed.length).toBeLessThanOrEqual(text.length);
    expect(tree(printed)).toEqual(tree(text));
  });
});

describe('hostile texts', () => {
  const size = MAX_CONDITION_BYTES;
  it.each([
    ['parentheses', '('.repeat(size)],
    ['negations', '!'.repeat(size)],
    ['NOT', 'NOT '.repeat(size / 4)],
    ['quotes', "'".repeat(size)],
    ['digits', '1'.repeat(size)],
    ['at signs', '@'.repeat(size)],
    ['open paths', '@Resource['.repeat(size / 10)],
    ['white space', ' '.repeat(size)],
    ['lines', `${'\n'.repeat(size - 1)}$`],
    ['commas', `@Resource[a] ForAnyOfAnyValues:NumericEquals {${'1,'.repeat(4000)}`],
    ['lone surrogates', '\ud800'.repeat(size / 3)],
    ['terms', `${'Exists@Resource[a]||'.repeat(400)}(`],
  ])('ends with an error for 8 KiB of %s', (_, text) => {
    expect(errorOf(text).message).toMatch(/^unexpected /);
  });

  it('lints nested groups without computing a part twice', () => {
    const levels = Array.from({ length: 99 }, (_, level) => `(!Exists@Resource[${level}]${level % 2 ? '||' : '&&'}`);
    const text = `${levels.join('')}${'Exists@Resource[x]&&'.repeat(250)}Exists@Resource[y]${')'.repeat(99)}`;
    expect(lintCondition(tree(text))).toEqual([]);
  });
});

describe('random texts', () => {
  const fragments = [
    '(',
    ')',
    '{',
    '}',
    ',',
    ':',
    '!',
    '&&',
    '||',
    'AND',
    'or',
    'NOT',
    'Exists',
    'ActionMatches',
    '@Resource[a]',
    '@Environment[UtcNow]',
    '@',
    '[',
    ']',
    "'",
    "'x'",
    'true',
    '5',
    '-',
    '5e467623-bb1f-42f4-a55d-6e525e11384b',
    'ForAnyOfAnyValues',
    'StringEquals',
    'NumericLessThan',
    'GuidEquals',
    'DateTimeLessThan',
    ' ',
    '\n',
    '\\',
    '*',
    '\u00a0',
    '😀',
  ];
  const soup = fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join(''));
  const anyText = fc.string({ unit: 'binary', maxLength: 80 });
  const mode = fc.constantFrom('refuse' as const, 'read' as const);

  it('gives a tree that prints back, or a typed error with its place', () => {
    fc.assert(
      fc.property(fc.oneof(soup, anyText), mode, (text, mixedOperators) => {
        const parsed = parseCondition(text, { mixedOperators });
        if (parsed.ok) {
          expect(parseCondition(printCondition(parsed.condition))).toEqual(parsed);
          return;
        }
        expect(Object.keys(parsed.error).sort()).toEqual(['column', 'expected', 'found', 'line', 'message', 'offset']);
        expect(parsed.error.offset).toBeGreaterThanOrEqual(0);
        expect(parsed.error.offset).toBeLessThanOrEqual(text.length);
      }),
      propertyRun(5_000),
    );
  });
});
