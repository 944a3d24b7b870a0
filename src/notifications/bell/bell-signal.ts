type Listener = (principalIds: ReadonlySet<string>) => void;

/** Says whose bell has changed, to those who show it. Nothing depends on it: whoever looks finds the same. */
export interface BellSignal {
  ring(principalIds: Iterable<string>): void;
  onRing(listener: Listener): void;
}

export function bellSignal(): BellSignal {
  const listeners: Listener[] = [];
  return {
    ring(principalIds) {
      const people = new Set(principalIds);
      if (people.size > 0) for (const listener of listeners) listener(people);
    },
    onRing(listener) {
      listeners.push(listener);
    },
  };
}
