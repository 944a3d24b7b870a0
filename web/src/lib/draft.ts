import { useEffect, useState } from 'react';

/** What a person typed, kept in this tab through a reload, a new sign-in, or a closed pane. */
export function useDraft<Value>(name: string, initial: Value) {
  const key = `brevet.draft.${name}`;
  const [value, setValue] = useState<Value>(() => ({ ...initial, ...ofTheKind(initial, read<Value>(key)) }));
  useEffect(() => {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // no room, or not allowed: what is typed is then kept by the page alone
    }
  }, [key, value]);
  return [value, setValue] as const;
}

/** What of it is of the kind that the page works with: another version of the portal may have kept something else. */
function ofTheKind<Value>(initial: Value, kept: Partial<Value> | null): Partial<Value> {
  const entries = Object.entries(kept ?? {}).filter(([name, value]) => {
    const usual: unknown = initial[name as keyof Value];
    if (usual === null || usual === undefined) return true;
    return value !== null && typeof usual === typeof value && Array.isArray(usual) === Array.isArray(value);
  });
  return Object.fromEntries(entries) as Partial<Value>;
}

/** What was kept; null where there is nothing, or nothing that can be read. */
function read<Value>(key: string): Partial<Value> | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Forgets a draft that was sent. */
export function forgetDraft(name: string): void {
  sessionStorage.removeItem(`brevet.draft.${name}`);
}

/** Notes a part of a draft that no page shows yet. */
export function keepDraft<Value>(name: string, some: Partial<Value>): void {
  const key = `brevet.draft.${name}`;
  sessionStorage.setItem(key, JSON.stringify({ ...read<Value>(key), ...some }));
}
