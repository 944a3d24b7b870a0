import { invalidField, refuse } from '../../domain/errors.ts';

/** Longer texts are refused (contracts/arm §5.1). */
const MOST_TEXT = 2000;

/** A JSON object whose members are found by name in any case; a member that is null counts as absent (contracts/arm §1). */
export interface Members {
  /** The names as they are to be told in a refusal. */
  readonly path: string;
  readonly byName: ReadonlyMap<string, unknown>;
}

/** Binds an object. Refuses anything else, and two members whose names differ by case alone. */
export function membersOf(value: unknown, path: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(invalidField(path === '' ? 'body' : path, value, 'a JSON object'));
  }
  const byName = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value)) {
    const lower = name.toLowerCase();
    if (byName.has(lower)) refuse(invalidField(name, member, 'a name that is given once, in one case'));
    byName.set(lower, member);
  }
  return { path, byName };
}

function memberOf({ path, byName }: Members, name: string): { readonly field: string; readonly value: unknown } {
  return { field: path === '' ? name : `${path}.${name}`, value: byName.get(name.toLowerCase()) ?? null };
}

/** An object below; null where it is absent. */
export function objectOf(members: Members, name: string): Members | null {
  const { field, value } = memberOf(members, name);
  return value === null ? null : membersOf(value, field);
}

/** An object below that must be there. */
export function requiredObjectOf(members: Members, name: string): Members {
  const { field, value } = memberOf(members, name);
  return membersOf(value ?? undefined, field);
}

export function textOf(members: Members, name: string, { most = MOST_TEXT, isMultiline = false } = {}): string | null {
  const { field, value } = memberOf(members, name);
  if (value === null) return null;
  if (typeof value !== 'string') refuse(invalidField(field, value, 'a text'));
  if (value.length > most) refuse(invalidField(field, value, `at most ${most} characters`));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  const control = isMultiline ? /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/ : /[\u0000-\u001f\u007f]/;
  if (control.test(value)) refuse(invalidField(field, value, 'a text without control characters'));
  return value;
}

export function requiredTextOf(members: Members, name: string): string {
  const { field } = memberOf(members, name);
  return textOf(members, name) ?? refuse(invalidField(field, null, 'a text; it is required'));
}

/** A word of a fixed list, in any case; null where it is absent. */
export function wordOf<Value>(members: Members, name: string, words: Readonly<Record<string, Value>>): Value | null {
  const { field } = memberOf(members, name);
  const text = textOf(members, name);
  if (text === null) return null;
  const found = Object.entries(words).find(([word]) => word.toLowerCase() === text.toLowerCase());
  if (found === undefined) refuse(invalidField(field, text, Object.keys(words).join(', ')));
  return found[1];
}

export function requiredWordOf<Value>(members: Members, name: string, words: Readonly<Record<string, Value>>): Value {
  const { field } = memberOf(members, name);
  const allowed = `${Object.keys(words).join(', ')}; it is required`;
  return wordOf(members, name, words) ?? refuse(invalidField(field, null, allowed));
}

export function booleanOf(members: Members, name: string): boolean | null {
  const { field, value } = memberOf(members, name);
  if (value !== null && typeof value !== 'boolean') refuse(invalidField(field, value, 'true or false'));
  return value;
}

export function integerOf(members: Members, name: string): number | null {
  const { field, value } = memberOf(members, name);
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value)) refuse(invalidField(field, value, 'a whole number'));
  return value;
}

export function arrayOf(members: Members, name: string): readonly unknown[] | null {
  const { field, value } = memberOf(members, name);
  if (value !== null && !Array.isArray(value)) refuse(invalidField(field, value, 'a list'));
  return value;
}
