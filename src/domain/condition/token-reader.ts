import { type ConditionSyntaxError, conditionSyntaxError } from './condition-syntax-error.ts';
import type { Token } from './tokens.ts';

/** Where the parser is; the first problem is kept and every reading function then answers undefined. */
export interface TokenReader {
  readonly text: string;
  readonly tokens: readonly Token[];
  position: number;
  error?: ConditionSyntaxError;
}

export function peek(reader: TokenReader): Token {
  const end = reader.text.length;
  return reader.tokens[reader.position] ?? { kind: 'end', offset: end, end };
}

export function take(reader: TokenReader): Token {
  const token = peek(reader);
  reader.position += 1;
  return token;
}

/** Takes the next token when it is of this kind; otherwise that is the error. */
export function expect<Kind extends Token['kind']>(
  reader: TokenReader,
  kind: Kind,
  expected: string,
  next: string,
): Extract<Token, { kind: Kind }> | undefined {
  const token = peek(reader);
  if (token.kind !== kind) return fail(reader, token, expected, next);
  reader.position += 1;
  return token as Extract<Token, { kind: Kind }>;
}

export function fail(reader: TokenReader, at: Token, expected: string, next: string): undefined {
  const found = at.kind === 'end' ? 'end of condition' : reader.text.slice(at.offset, at.end);
  reader.error ??= conditionSyntaxError(reader.text, { offset: at.offset, found, expected, next });
  return undefined;
}
