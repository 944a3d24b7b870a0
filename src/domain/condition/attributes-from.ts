import { attributeKey } from './attribute-key.ts';
import type { AttributeLookup, AttributeValue } from './condition-context.ts';

/** Present, yet equal to nothing: no operator can compare it, so the comparison stays unknown. */
const AMBIGUOUS = Number.NaN;

/**
 * A lookup over a plain record, ignoring case as conditions.md §4 says. Two names for the same attribute make it
 * ambiguous: it exists, and every comparison with it is unknown.
 */
export function attributesFrom(
  record: Readonly<Record<string, AttributeValue | readonly AttributeValue[] | undefined>>,
): AttributeLookup {
  const attributes = new Map<string, AttributeValue | readonly AttributeValue[]>();
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue;
    const key = attributeKey(name);
    attributes.set(key, attributes.has(key) ? AMBIGUOUS : value);
  }
  return (name) => attributes.get(attributeKey(name));
}
