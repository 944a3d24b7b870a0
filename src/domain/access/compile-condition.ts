import type { Condition } from '../condition/condition.ts';
import { parseCondition } from '../condition/parse-condition.ts';

/** null: none was written; undefined: it cannot be read, and so is never met. */
export function compileCondition(text: string | null): Condition | null | undefined {
  if (text === null) return null;
  const parsed = parseCondition(text, { mixedOperators: 'read' });
  return parsed.ok ? parsed.condition : undefined;
}
