import type { Violation } from './errors.ts';

/** The same refusal with its field under another name, in its sentence too; what names no field stays as it is. */
export function renameField(violation: Violation, nameFor: (field: string) => string): Violation {
  const { field, message } = violation;
  if (field === undefined) return violation;
  const name = nameFor(field);
  return { ...violation, field: name, message: message.replace(`\`${field}\``, () => `\`${name}\``) };
}
