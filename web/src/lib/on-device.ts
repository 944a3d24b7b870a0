/**
 * What was kept on this device under the key, as far as it is what it should be: an older version, an extension or
 * somebody curious may have written anything there. null: there is nothing, or something else.
 */
export function readFromDevice<Value>(key: string, parse: (kept: unknown) => Value | null): Value | null {
  try {
    return parse(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    return null;
  }
}

/** The members of what was kept; none where that is no object. */
export function membersOf(kept: unknown): Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null ? (kept as Readonly<Record<string, unknown>>) : {};
}

/** Keeps it on this device; where that is not allowed, it is for this page alone. */
export function keepOnDevice(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // not allowed, or no room
  }
}
