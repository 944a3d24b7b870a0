/** What was kept on this device under the key; null where there is nothing, or nothing that can be read. */
export function readFromDevice<Value>(key: string): Value | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Keeps it on this device; where that is not allowed, it is for this page alone. */
export function keepOnDevice(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // not allowed, or no room
  }
}
