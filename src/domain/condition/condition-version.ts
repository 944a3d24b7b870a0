/** `2.0` is what people write; published examples and one built-in role carry `1.0`, which means the same (ADR 14). */
export type ConditionVersion = '1.0' | '2.0';

export function isConditionVersion(value: string): value is ConditionVersion {
  return value === '1.0' || value === '2.0';
}
