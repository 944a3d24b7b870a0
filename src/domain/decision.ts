import type { Violation } from './errors.ts';
import type { DomainEvent } from './events.ts';

/** What the domain answers to a command: the events that it becomes, or the reason why not. */
export type Decision =
  | { readonly accepted: true; readonly events: readonly DomainEvent[] }
  | { readonly accepted: false; readonly violation: Violation };

export function accept(...events: readonly DomainEvent[]): Decision {
  return { accepted: true, events };
}

export function reject(violation: Violation): Decision {
  return { accepted: false, violation };
}
