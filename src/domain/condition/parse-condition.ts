import type { Condition } from './condition.ts';
import { MAX_CONDITION_BYTES, MAX_CONDITION_NESTING } from './condition-limits.ts';
import { type ConditionSyntaxError, conditionSyntaxError } from './condition-syntax-error.ts';
import { isConditionVersion } from './condition-version.ts';
import { nestingOf } from './nesting-of.ts';
import { type MixedOperators, parseExpression } from './parse-expression.ts';
import { fail, peek, type TokenReader } from './token-reader.ts';
import { tokenize } from './tokens.ts';

export interface ParseConditionOptions {
  /** `refuse` (the default) for texts that people write, `read` for texts that stand already. */
  readonly mixedOperators?: MixedOperators;
  /** The `conditionVersion` that came with the text. */
  readonly conditionVersion?: string;
}

export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly error: ConditionSyntaxError };

/** Reads a condition; every text gives a tree or an error with its place, never an exception (conditions.md §2, §6). */
export function parseCondition(text: string, options: ParseConditionOptions = {}): ParsedCondition {
  const refusal = refuseUnread(text, options.conditionVersion ?? '2.0');
  if (refusal !== undefined) return { ok: false, error: refusal };
  const cut = tokenize(text);
  if (!cut.ok) return cut;
  const reader: TokenReader = { text, tokens: cut.tokens, position: 0 };
  const condition = parseExpression(reader, options.mixedOperators ?? 'refuse', 0);
  if (condition !== undefined && peek(reader).kind !== 'end') {
    fail(reader, peek(reader), '`AND`, `OR` or the end of the condition', 'join the terms, or remove what follows');
  }
  // Reading AND beside OR makes groups that stand without parentheses in the text and need them in print.
  if (condition !== undefined && nestingOf(condition) > MAX_CONDITION_NESTING) {
    const expected = `at most \`${MAX_CONDITION_NESTING}\` parentheses and negations inside each other`;
    fail(reader, peek({ ...reader, position: 0 }), expected, 'divide the condition into simpler ones');
  }
  if (condition === undefined || reader.error !== undefined) return { ok: false, error: reader.error ?? unread(text) };
  return { ok: true, condition };
}

function refuseUnread(text: string, version: string): ConditionSyntaxError | undefined {
  if (!isConditionVersion(version)) {
    const problem = { found: version, expected: 'condition version `2.0` or `1.0`', next: 'set the version to `2.0`' };
    return conditionSyntaxError(text, { offset: 0, ...problem });
  }
  // A longer text is not encoded at all: it has a byte for each unit at least.
  const bytes = text.length > MAX_CONDITION_BYTES ? text.length : new TextEncoder().encode(text).length;
  if (bytes <= MAX_CONDITION_BYTES) return undefined;
  const expected = `at most \`${MAX_CONDITION_BYTES}\` bytes of UTF-8`;
  return conditionSyntaxError('', { offset: 0, found: `${bytes} bytes`, expected, next: 'shorten the condition' });
}

function unread(text: string): ConditionSyntaxError {
  return conditionSyntaxError(text, { offset: 0, found: text, expected: 'a condition', next: 'check the text' });
}
