import type { AttributeReference, AttributeSource, Literal } from './condition.ts';
import { type ConditionSyntaxError, conditionSyntaxError, type SyntaxProblem } from './condition-syntax-error.ts';
import { parseGuid } from './parse-guid.ts';

export type Token = { readonly offset: number; readonly end: number } & (
  | { readonly kind: 'and' | 'or' | 'not' | '(' | ')' | '{' | '}' | ',' | ':' | 'end' }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'attribute'; readonly attribute: AttributeReference }
  | { readonly kind: 'literal'; readonly literal: Literal }
);

type Lexed = { readonly ok: true; readonly token: Token } | { readonly ok: false; readonly problem: SyntaxProblem };

const WHITE_SPACE = /\s*/y;
const RUN = /[A-Za-z0-9_.-]+/y;
const SYMBOL = /&&|\|\||[!(){},:]/y;
const SOURCE = /@([A-Za-z]*)\s*/y;
/** What may stand between the brackets: tag keys hold spaces, colons and slashes (conditions.md §2). */
const PATH = /[^[\]{}'\p{Cc}]*/uy;

const SOURCES = new Map<string, AttributeSource>([
  ['principal', 'Principal'],
  ['resource', 'Resource'],
  ['request', 'Request'],
  ['environment', 'Environment'],
]);
const SYMBOLS = new Map<string, 'and' | 'or' | 'not'>([
  ['&&', 'and'],
  ['||', 'or'],
  ['!', 'not'],
]);

/** Cuts a text into tokens, the last of kind `end`; keywords in any case (conditions.md §2). */
export function tokenize(
  text: string,
):
  | { readonly ok: true; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly error: ConditionSyntaxError } {
  const tokens: Token[] = [];
  let offset = skipWhiteSpace(text, 0);
  while (offset < text.length) {
    const lexed = tokenAt(text, offset);
    if (!lexed.ok) return { ok: false, error: conditionSyntaxError(text, lexed.problem) };
    tokens.push(lexed.token);
    offset = skipWhiteSpace(text, lexed.token.end);
  }
  tokens.push({ kind: 'end', offset: text.length, end: text.length });
  return { ok: true, tokens };
}

function tokenAt(text: string, offset: number): Lexed {
  const character = text[offset] ?? '';
  if (character === '@') return attributeAt(text, offset);
  if (character === "'") return stringAt(text, offset);
  const symbol = match(SYMBOL, text, offset)?.[0];
  if (symbol !== undefined) {
    const kind = SYMBOLS.get(symbol) ?? (symbol as '(' | ')' | '{' | '}' | ',' | ':');
    return { ok: true, token: { kind, offset, end: offset + symbol.length } };
  }
  const run = match(RUN, text, offset)?.[0];
  if (run !== undefined) return runAt(run, offset);
  return problem(
    offset,
    String.fromCodePoint(text.codePointAt(offset) ?? 0),
    'an attribute, a value, an operator or a parenthesis',
    hint(character),
  );
}

function hint(character: string): string {
  if (character === '&' || character === '|') return 'write `&&` or `AND`, `||` or `OR`';
  if (character === '[') return 'write the source before it, such as `@Resource[`';
  if (/["‘’`]/u.test(character)) return 'put strings in single quotes';
  return 'remove this character';
}

function attributeAt(text: string, offset: number): Lexed {
  const written = match(SOURCE, text, offset);
  const source = SOURCES.get((written?.[1] ?? '').toLowerCase());
  if (source === undefined) {
    const expected = '`@Principal`, `@Resource`, `@Request` or `@Environment`';
    return problem(offset, `@${written?.[1] ?? ''}`, expected, 'name one of these four sources');
  }
  const bracketAt = offset + (written?.[0] ?? '').length;
  if (text[bracketAt] !== '[') {
    return problem(bracketAt, foundAt(text, bracketAt), '`[`', `write the attribute as \`@${source}[path]\``);
  }
  const inside = match(PATH, text, bracketAt + 1)?.[0] ?? '';
  const closeAt = bracketAt + 1 + inside.length;
  const path = inside.trim();
  if (text[closeAt] !== ']' || path === '') {
    const expected = path === '' ? 'an attribute path' : '`]`';
    return problem(closeAt, foundAt(text, closeAt), expected, `write the attribute as \`@${source}[path]\``);
  }
  return { ok: true, token: { kind: 'attribute', attribute: { source, path }, offset, end: closeAt + 1 } };
}

/** A string has no escapes: it ends at the next quote, and a backslash is itself (conditions.md §2, §3). */
function stringAt(text: string, offset: number): Lexed {
  const closeAt = text.indexOf("'", offset + 1);
  if (closeAt === -1) return problem(offset, text.slice(offset), "a closing `'`", 'end the string with a single quote');
  return literal(offset, closeAt + 1, { type: 'string', value: text.slice(offset + 1, closeAt) });
}

/** Words, integers and GUIDs begin alike; the whole run decides which it is (conditions.md §2). */
function runAt(run: string, offset: number): Lexed {
  const end = offset + run.length;
  const guid = parseGuid(run);
  if (guid !== undefined) return literal(offset, end, { type: 'guid', value: guid });
  if (/^-?\d+$/.test(run)) {
    // Adding zero makes one zero of the two.
    const value = Number(run) + 0;
    if (Number.isSafeInteger(value)) return literal(offset, end, { type: 'integer', value });
    const expected = `an integer between \`${Number.MIN_SAFE_INTEGER}\` and \`${Number.MAX_SAFE_INTEGER}\``;
    return problem(offset, run, expected, 'write a number within these bounds');
  }
  if (!/^[A-Za-z]+$/.test(run)) {
    return problem(
      offset,
      run,
      'an integer, a GUID or a keyword',
      'put strings in single quotes; numbers are integers',
    );
  }
  const word = run.toLowerCase();
  if (word === 'and' || word === 'or' || word === 'not') return { ok: true, token: { kind: word, offset, end } };
  if (word === 'true' || word === 'false') return literal(offset, end, { type: 'boolean', value: word === 'true' });
  return { ok: true, token: { kind: 'word', word, offset, end } };
}

function literal(offset: number, end: number, value: Literal): Lexed {
  return { ok: true, token: { kind: 'literal', literal: value, offset, end } };
}

function problem(offset: number, found: string, expected: string, next: string): Lexed {
  return { ok: false, problem: { offset, found, expected, next } };
}

function foundAt(text: string, offset: number): string {
  const point = text.codePointAt(offset);
  return point === undefined ? 'end of condition' : String.fromCodePoint(point);
}

function match(pattern: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text) ?? undefined;
}

function skipWhiteSpace(text: string, offset: number): number {
  return offset + (match(WHITE_SPACE, text, offset)?.[0] ?? '').length;
}
