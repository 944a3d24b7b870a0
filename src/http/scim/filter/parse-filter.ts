import { bareName } from '../members.ts';
import { ScimError } from '../scim-error.ts';
import { type Comparison, comparisons, type FilterValue, type ScimFilter } from './scim-filter.ts';

const LONGEST = 2000;
const DEEPEST = 20;
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/y;

/** A filter as it is written. Refuses what is none, and what is longer or deeper than any directory needs. */
export function parseFilter(text: string): ScimFilter {
  if (text.length > LONGEST) throw invalid(`it is longer than ${LONGEST} characters`);
  const tokens = tokensOf(text);
  let at = 0;

  const peek = () => tokens[at]?.toLowerCase();
  const next = () => tokens[at++] ?? fail('it ends too early');
  const expect = (token: string) => {
    if (next() !== token) fail(`\`${token}\` is missing`);
  };

  function either(prefix: string, depth: number): ScimFilter {
    const parts = [both(prefix, depth)];
    while (peek() === 'or') {
      at += 1;
      parts.push(both(prefix, depth));
    }
    return only(parts) ?? { op: 'or', parts };
  }

  function both(prefix: string, depth: number): ScimFilter {
    const parts = [one(prefix, depth)];
    while (peek() === 'and') {
      at += 1;
      parts.push(one(prefix, depth));
    }
    return only(parts) ?? { op: 'and', parts };
  }

  function one(prefix: string, depth: number): ScimFilter {
    if (depth > DEEPEST) fail(`it is nested more than ${DEEPEST} times`);
    const token = next();
    if (token === '(') return closed(prefix, depth, ')');
    if (token.toLowerCase() === 'not' && peek() === '(') {
      at += 1;
      return { op: 'not', part: closed(prefix, depth, ')') };
    }
    const path = prefix + nameOf(token);
    if (peek() === '[') {
      at += 1;
      if (prefix !== '') fail('`[` is inside of another one');
      return closed(`${path}.`, depth, ']');
    }
    const word = next().toLowerCase();
    if (word === 'pr') return { op: 'pr', path };
    const op = comparisons.find((each) => each === word) ?? fail(`\`${word.slice(0, 20)}\` is no operator`);
    return { op: op as Comparison, path, value: parseValue(next()) };
  }

  function closed(prefix: string, depth: number, bracket: string): ScimFilter {
    const filter = either(prefix, depth + 1);
    expect(bracket);
    return filter;
  }

  const filter = either('', 0);
  if (at < tokens.length) fail('something follows it');
  return filter;
}

function only(parts: readonly ScimFilter[]): ScimFilter | null {
  return parts.length === 1 ? (parts[0] as ScimFilter) : null;
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.trimEnd().length) {
    const match = pattern.exec(text);
    if (match === null) return fail('it cannot be read');
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

function nameOf(token: string): string {
  const name = bareName(token).toLowerCase();
  return /^[a-z$][\w$.:-]*$/.test(name) ? name : fail(`\`${token.slice(0, 50)}\` is no attribute`);
}

function parseValue(token: string): FilterValue {
  // Entra writes `True`
  const text = /^(?:true|false|null)$/i.test(token) ? token.toLowerCase() : token;
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as FilterValue;
  } catch {
    // it is refused below
  }
  return fail(`\`${token.slice(0, 50)}\` is no value; texts stand in double quotes`);
}

function invalid(why: string): ScimError {
  return new ScimError('invalidFilter', `the filter is not valid: ${why}`);
}

function fail(why: string): never {
  throw invalid(why);
}
