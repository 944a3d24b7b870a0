/** `2.0` is the version people write; one built-in role carries `1.0` (conditions.md §6). */
export type ConditionVersion = '1.0' | '2.0';

export function isConditionVersion(value: string): value is ConditionVersion {
  return value === '1.0' || value === '2.0';
}
