import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aConditionContext } from '../../../test/support/a-condition-context.ts';
import { propertyRun } from '../../../test/support/property-run.ts';
import type {
  AttributeReference,
  AttributeSource,
  Comparison,
  Condition,
  ConditionOperator,
  Literal,
  Operand,
  Quantifier,
} from './condition.ts';
import { conditionKey } from './condition-key.ts';
import { isAtLeastAsNarrow } from './condition-narrowing.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { lintCondition } from './lint-condition.ts';
import { OPERATOR_RULES, type ValueFamily } from './operator-rules.ts';
import { parseCondition } from './parse-condition.ts';
import { printCondition } from './print-condition.ts';
import { QUANTIFIER_RULES } from './quantifier-rules.ts';

const RUNS = propertyRun();
const GUIDS = ['5e467623-bb1f-42f4-a55d-6e525e11384b', 'a795c7a0-d4a2-40c1-ae25-d81f01202912'];
const TIMES = ['2022-06-01T00:00:00.0000001Z', '2022-06-01T00:00:00Z', '2026-01-31T08:00:00.5Z'];

const source = fc.constantFrom<AttributeSource>('Principal', 'Resource', 'Request', 'Environment');
const path = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'A', 'tags:K<$key_case_sensitive$>') },
  fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text === text.trim() && !/[[\]{}']/.test(text)),
);
const attribute: fc.Arbitrary<AttributeReference> = fc.record({ source, path });

const literals: Readonly<Record<ValueFamily, fc.Arbitrary<Literal>>> = {
  string: fc
    .oneof(fc.constantFrom('a', 'b', 'A', 'a*', '?'), fc.string({ unit: 'binary', maxLength: 6 }))
    .map((value) => ({ type: 'string', value: value.replaceAll("'", '') })),
  integer: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.maxSafeInteger()).map((value) => ({ type: 'integer', value })),
  boolean: fc.boolean().map((value) => ({ type: 'boolean', value })),
  guid: fc.constantFrom(...GUIDS).map((value) => ({ type: 'guid', value })),
  dateTime: fc.constantFrom(...TIMES).map((value) => ({ type: 'string', value })),
};

const comparison: fc.Arbitrary<Comparison> = fc
  .constantFrom(...(Object.keys(OPERATOR_RULES) as ConditionOperator[]))
  .chain((operator) => {
    const rule = OPERATOR_RULES[operator];
    const quantifiers = fc.constantFrom(...(Object.keys(QUANTIFIER_RULES) as Quantifier[]));
    return fc.option(quantifiers, { nil: undefined }).chain((wanted) => {
      const quantifier = rule.quantifiable ? wanted : undefined;
      const operand: fc.Arbitrary<Operand> = fc.oneof(
        { weight: 2, arbitrary: attribute.map((read) => ({ kind: 'attribute' as const, attribute: read })) },
        fc
          .array(literals[rule.family], { minLength: 1, maxLength: quantifier === undefined ? 1 : 3 })
          .map((values) => ({ kind: 'values' as const, values })),
      );
      return fc.tuple(operand, operand).map(([left, right]) => {
        return { kind: 'comparison' as const, left, ...(quantifier && { quantifier }), operator, right };
      });
    });
  })
  .filter(({ left, right, operator }) => {
    const readsClock = [left, right].some((side) => side.kind === 'attribute' && /^utcnow$/i.test(side.attribute.path));
    return !readsClock || operator === 'DateTimeLessThan' || operator === 'DateTimeGreaterThan';
  });

const pattern = fc.constantFrom('*', 'x/*', 'x/read', 'y/write', 'X/READ');
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: comparison },
  attribute.map((read): Condition => ({ kind: 'exists', attribute: read })),
  fc.record({ kind: fc.constantFrom('actionMatches' as const, 'subOperationMatches' as const), pattern }),
);

/** Conditions over leaves of one kind, three levels deep. */
function conditionOver(leaves: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.letrec<{ condition: Condition }>((tie) => {
    const operands = fc.array(tie('condition'), { minLength: 2, maxLength: 4 });
    return {
      condition: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaves,
        fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands }),
        fc.record({ kind: fc.constant('not' as const), operand: tie('condition') }),
      ),
    };
  }).condition;
}
const condition = conditionOver(leaf);

const value = fc.oneof(
  fc.constantFrom('a', 'b', 'A', ...GUIDS, ...TIMES),
  fc.integer({ min: -2, max: 2 }),
  fc.boolean(),
  fc.constant(0.5),
);
const attributes = fc.dictionary(
  fc.constantFrom('a', 'b', 'tags:K<$key_case_sensitive$>'),
  fc.oneof(value, fc.array(value, { maxLength: 3 })),
);
const context = fc
  .record({
    action: fc.constantFrom('x/read', 'y/write'),
    principal: attributes,
    resource: attributes,
    request: attributes,
    environment: attributes,
  })
  .chain((facts) => fc.constantFrom(facts, { ...facts, subOperation: 'x/read' }))
  .map(aConditionContext);

const not = (operand: Condition): Condition => ({ kind: 'not', operand });
const and = (...operands: Condition[]): Condition => ({ kind: 'and', operands });
const or = (...operands: Condition[]): Condition => ({ kind: 'or', operands });

describe('text', () => {
  it('reads what it prints as the same tree', () => {
    fc.assert(
      fc.property(condition, (given) => {
        expect(parseCondition(printCondition(given))).toEqual({ ok: true, condition: given });
      }),
      RUNS,
    );
  });

  it('keeps the tree when the case of all words changes', () => {
    const words =
      /\b(?:AND|OR|NOT|Exists|ActionMatches|SubOperationMatches|true|false|For\w+Values|(?:String|Numeric|DateTime|Bool|Guid)\w+)\b(?=[^']*(?:'[^']*'[^']*)*$)(?![^[\]]*\])/g;
    fc.assert(
      fc.property(condition, fc.boolean(), (given, upper) => {
        const text = printCondition(given).replace(words, (word) => (upper ? word.toUpperCase() : word.toLowerCase()));
        expect(parseCondition(text)).toEqual({ ok: true, condition: given });
      }),
      RUNS,
    );
  });
});

describe('three-valued laws', () => {
  it.each<[string, (a: Condition, b: Condition, c: Condition) => readonly [Condition, Condition]]>([
    ['double negation', (a) => [not(not(a)), a]],
    ['De Morgan over AND', (a, b) => [not(and(a, b)), or(not(a), not(b))]],
    ['De Morgan over OR', (a, b) => [not(or(a, b)), and(not(a), not(b))]],
    ['order of AND', (a, b) => [and(a, b), and(b, a)]],
    ['order of OR', (a, b) => [or(a, b), or(b, a)]],
    ['grouping of AND', (a, b, c) => [and(and(a, b), c), and(a, b, c)]],
    ['grouping of OR', (a, b, c) => [or(a, or(b, c)), or(a, b, c)]],
    ['repetition', (a) => [and(a, a), or(a, a)]],
    ['absorption', (a, b) => [or(a, and(a, b)), a]],
    ['distribution', (a, b, c) => [and(a, or(b, c)), or(and(a, b), and(a, c))]],
  ])('%s', (_, law) => {
    fc.assert(
      fc.property(condition, condition, condition, context, (a, b, c, given) => {
        const [one, other] = law(a, b, c);
        expect(evaluateCondition(one, given)).toBe(evaluateCondition(other, given));
      }),
      RUNS,
    );
  });

  it('a negated operator answers as the negation for one value on either side', () => {
    const pairs = fc.constantFrom<[ConditionOperator, ConditionOperator]>(
      ['StringEquals', 'StringNotEquals'],
      ['StringLikeIgnoreCase', 'StringNotLikeIgnoreCase'],
      ['StringStartsWith', 'StringNotStartsWith'],
      ['NumericEquals', 'NumericNotEquals'],
      ['DateTimeEquals', 'DateTimeNotEquals'],
      ['BoolEquals', 'BoolNotEquals'],
      ['GuidEquals', 'GuidNotEquals'],
    );
    fc.assert(
      fc.property(pairs, attribute, attribute, context, ([positive, negative], left, right, given) => {
        const compare = (operator: ConditionOperator): Condition => ({
          kind: 'comparison',
          left: { kind: 'attribute', attribute: left },
          operator,
          right: { kind: 'attribute', attribute: right },
        });
        expect(evaluateCondition(not(compare(positive)), given)).toBe(evaluateCondition(compare(negative), given));
      }),
      RUNS,
    );
  });

  it('without attributes a comparison with an attribute never becomes true, however it is combined', () => {
    const readsAttribute = comparison.filter(
      ({ left, right }) => left.kind === 'attribute' || right.kind === 'attribute',
    );
    fc.assert(
      fc.property(conditionOver(readsAttribute), (given) => {
        expect(evaluateCondition(given, aConditionContext())).toBe('unknown');
      }),
      RUNS,
    );
  });

  it('an attribute that goes missing takes an answer away and never turns it round', () => {
    fc.assert(
      fc.property(conditionOver(comparison), context, source, (given, full, missing) => {
        const key = missing.toLowerCase() as 'principal' | 'resource' | 'request' | 'environment';
        const poorer = { ...full, [key]: () => undefined };
        expect([evaluateCondition(given, full), 'unknown']).toContain(evaluateCondition(given, poorer));
      }),
      RUNS,
    );
  });
});

describe('keys, narrowing and lint', () => {
  it('conditions with equal keys give equal answers', () => {
    const shuffled = condition.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.constantFrom(given, not(not(given)), and(given, given), or(given, given), reversed(given)),
      ),
    );
    fc.assert(
      fc.property(shuffled, context, ([one, other], given) => {
        expect(conditionKey(other)).toBe(conditionKey(one));
        expect(evaluateCondition(other, given)).toBe(evaluateCondition(one, given));
      }),
      RUNS,
    );
  });

  it('whatever a narrower condition lets through, the wider one does', () => {
    let narrower = 0;
    let letThrough = 0;
    const pool = fc.uniqueArray(condition, { minLength: 4, maxLength: 4 });
    const pick = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(pool, pick, pick, fc.boolean(), context, (terms, first, second, grouped, given) => {
        const chosen = (places: readonly number[]) => places.flatMap((place) => terms[place] ?? []);
        const candidate = grouped ? and(...chosen(first)) : or(...chosen(first));
        const of = and(...chosen(second));
        if (!isAtLeastAsNarrow(candidate, of)) return;
        narrower += 1;
        if (evaluateCondition(candidate, given) !== true) return;
        letThrough += 1;
        expect(evaluateCondition(of, given)).toBe(true);
      }),
      propertyRun(12_000),
    );
    expect(narrower).toBeGreaterThan(500);
    expect(letThrough).toBeGreaterThan(50);
  });

  it('is reflexive, and adding a term keeps a condition narrow', () => {
    fc.assert(
      fc.property(condition, condition, (given, more) => {
        expect(isAtLeastAsNarrow(given, given)).toBe(true);
        expect(isAtLeastAsNarrow(and(more, given), given)).toBe(true);
        expect(isAtLeastAsNarrow(and(given, more), and(more, given))).toBe(true);
      }),
      RUNS,
    );
  });

  it('a part that lint calls constant is never answered the other way', () => {
    let warned = 0;
    fc.assert(
      fc.property(condition, context, (given, facts) => {
        for (const { code, expression } of lintCondition(given)) {
          const parsed = parseCondition(expression);
          if (!parsed.ok) throw new Error(parsed.error.message);
          warned += 1;
          expect(evaluateCondition(parsed.condition, facts)).not.toBe(code !== 'alwaysTrue');
        }
      }),
      propertyRun(12_000),
    );
    expect(warned).toBeGreaterThan(500);
  });
});

function reversed(given: Condition): Condition {
  if (given.kind === 'and' || given.kind === 'or') {
    return { kind: given.kind, operands: given.operands.map(reversed).reverse() };
  }
  return given.kind === 'not' ? not(reversed(given.operand)) : given;
}
