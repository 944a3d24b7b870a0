import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { evaluateCondition } from '../../src/domain/condition/evaluate-condition.ts';
import { lintCondition } from '../../src/domain/condition/lint-condition.ts';
import { type ParsedCondition, parseCondition } from '../../src/domain/condition/parse-condition.ts';
import { printCondition } from '../../src/domain/condition/print-condition.ts';
import { aConditionContext } from '../support/a-condition-context.ts';
import { randomConditions } from './random-conditions.ts';

const TEXTS = 1_000_000;
const LONGEST_MS = 5;
/** What was slow once is measured again, and the best counts: a pause of the machine is no slowness of the text. */
const MEASUREMENTS = 10;

const samples: readonly { readonly condition: string }[] = JSON.parse(
  readFileSync(new URL('../../../shared/data/conditions-samples.json', import.meta.url), 'utf8'),
);
const facts = { a: 'x', b: ['a', 'x'], 'c:d': 7 };
const context = aConditionContext({ resource: facts, request: facts, principal: facts, environment: facts });

/** All that happens to a text before an assignment is decided by it. */
function read(text: string): ParsedCondition {
  const parsed = parseCondition(text);
  if (parsed.ok) evaluateCondition(parsed.condition, context);
  return parsed;
}

/** In milliseconds that this thread worked, so that other programs do not count. */
function fastest(text: string): number {
  return Math.min(
    ...Array.from({ length: MEASUREMENTS }, () => {
      const start = process.threadCpuUsage();
      read(text);
      const { user, system } = process.threadCpuUsage(start);
      return (user + system) / 1000;
    }),
  );
}

function expectTypedError(parsed: ParsedCondition & { ok: false }, text: string): void {
  const { message, offset, line, column, found, expected } = parsed.error;
  const isTyped =
    [message, found, expected].every((part) => typeof part === 'string' && part !== '') &&
    offset >= 0 &&
    offset <= text.length &&
    line >= 1 &&
    column >= 1 &&
    message.length < 1000;
  if (!isTyped) expect.fail(`${JSON.stringify(text)} gives ${JSON.stringify(parsed.error)}`);
}

it('a million random texts give conditions or typed errors, none slower than 5 ms', { timeout: 600_000 }, () => {
  const next = randomConditions(
    inject('seed'),
    samples.map(({ condition }) => condition),
  );
  const count = { conditions: 0, errors: 0 };
  for (let index = 0; index < TEXTS; index += 1) {
    const text = next();
    const start = performance.now();
    const parsed = read(text);
    const took = performance.now() - start;
    const best = took > LONGEST_MS ? fastest(text) : took;
    if (best > LONGEST_MS) {
      expect.fail(`${text.length} characters take ${best} ms: ${JSON.stringify(text.slice(0, 200))}`);
    }
    if (!parsed.ok) {
      count.errors += 1;
      expectTypedError(parsed, text);
      continue;
    }
    count.conditions += 1;
    // printing and the search for mistakes, for every twentieth
    if (count.conditions % 20 !== 0) continue;
    lintCondition(parsed.condition);
    expect(parseCondition(printCondition(parsed.condition))).toEqual(parsed);
  }
  expect(count.conditions).toBeGreaterThan(TEXTS / 10);
  expect(count.errors).toBeGreaterThan(TEXTS / 3);
});
