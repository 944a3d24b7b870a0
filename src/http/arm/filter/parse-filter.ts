import { invalidField, refuse } from '../../../domain/errors.ts';

/** What a `$filter` says: `atScope()`, at most one other function, and the one value that a property must have. */
export interface ParsedFilter {
  /** Whether `atScope()` was called. */
  readonly isAtScope: boolean;
  /** The other function, in lower case. */
  readonly call: { readonly name: string; readonly argument: string | null } | null;
  /** Names in lower case. */
  readonly properties: ReadonlyMap<string, string>;
}

/** The names that a list knows. */
export interface FilterWords {
  readonly functions: readonly string[];
  readonly properties: readonly string[];
}

const MOST_TEXT = 2000;
const TOKEN = /\s*(?:([()])|'((?:[^']|'')*)'|([^\s()']+))/y;

type Token = { readonly kind: 'mark' | 'text' | 'word'; readonly text: string };

/**
 * Reads the filters of contracts/arm §3: functions and `property eq value` terms joined by `and`, with parentheses.
 * Anything else is refused, never read as "all".
 */
export function parseFilter(filter: string, words: FilterWords): ParsedFilter {
  const tokens = tokensOf(filter) ?? refuseFilter(filter, words);
  let isAtScope = false;
  let call: ParsedFilter['call'] = null;
  const properties = new Map<string, string>();
  let at = 0;

  const isWord = (text: string) => tokens[at]?.kind === 'word' && tokens[at]?.text.toLowerCase() === text;
  const isMark = (text: string, ahead = 0) => tokens[at + ahead]?.kind === 'mark' && tokens[at + ahead]?.text === text;

  /** Whether a whole expression was read. */
  function readExpression(): boolean {
    if (!readTerm()) return false;
    while (isWord('and')) {
      at += 1;
      if (!readTerm()) return false;
    }
    return true;
  }

  function readTerm(): boolean {
    if (isMark('(')) {
      at += 1;
      if (!readExpression() || !isMark(')')) return false;
      at += 1;
      return true;
    }
    return isMark('(', 1) ? readCall() : readComparison();
  }

  function readCall(): boolean {
    const name = tokens[at]?.text.toLowerCase() ?? '';
    at += 2;
    const argument = tokens[at]?.kind === 'text' ? (tokens[at]?.text ?? null) : null;
    if (argument !== null) at += 1;
    const takesArgument = name === 'assignedto';
    const isRepeated = name === 'atscope' ? isAtScope : call !== null;
    if (!isMark(')') || isRepeated || takesArgument !== (argument !== null)) return false;
    at += 1;
    if (name === 'atscope') isAtScope = true;
    else call = { name, argument };
    return words.functions.some((known) => known.toLowerCase() === name);
  }

  function readComparison(): boolean {
    const [name, operator, value] = tokens.slice(at, at + 3);
    if (name?.kind !== 'word' || operator?.kind !== 'word' || operator.text.toLowerCase() !== 'eq') return false;
    const property = name.text.toLowerCase();
    if (value === undefined || value.kind === 'mark' || properties.has(property)) return false;
    at += 3;
    properties.set(property, value.text);
    return words.properties.some((known) => known.toLowerCase() === property);
  }

  if (!readExpression() || at !== tokens.length) refuseFilter(filter, words);
  const { name = 'assignedto' } = (call ?? {}) as { readonly name?: string };
  // what others would mean together is not known (contracts/arm §3)
  if (isAtScope && name !== 'assignedto') refuseFilter(filter, words);
  return { isAtScope, call, properties };
}

function tokensOf(filter: string): readonly Token[] | null {
  const text = filter.trim();
  if (text.length > MOST_TEXT) return null;
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return null;
    const [, mark, quoted, word] = match;
    if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") });
    else tokens.push({ kind: 'word', text: word ?? '' });
  }
  return tokens;
}

function refuseFilter(filter: string, { functions, properties }: FilterWords): never {
  const calls = functions.map((name) => (name === 'assignedTo' ? "assignedTo('id')" : `${name}()`));
  const comparisons = properties.map((name) => `${name} eq 'value'`);
  return refuse(invalidField('$filter', filter, `${[...calls, ...comparisons].join(', ')}; joined by \`and\``));
}
