import type { DomainEvent } from '../../../domain/events.ts';
import type { LedgerEntry } from '../../../ledger/entry.ts';

/** That something changed, or that there is more on record and nothing else. */
export type News = 'changed' | 'recorded';

/** A page that is open. */
export interface Listener {
  readonly principalId: string;
  tell(news: News): void;
}

/** Of the pages of people whom a change does not name, no more are told in one round. */
export const MOST_IN_A_ROUND = 50;

/** Of these only the record and the lists of sessions show anything. */
const onlyRecorded: readonly DomainEvent['type'][] = ['session.started', 'signIn.completed', 'command.refused'];

export interface ChangeNews<Page extends Listener> {
  readonly listeners: ReadonlySet<Page>;
  add(listener: Page): void;
  remove(listener: Page): void;
  /** Many changes until the next round are one. */
  note(entries: readonly Pick<LedgerEntry, 'actorId' | 'event'>[]): void;
  /** People whom something concerns that does not name them, such as who is to decide it. */
  noteConcerned(principalIds: Iterable<string>): void;
  /**
   * Tells whom a change names or concerns, and of the others as many as the server can answer, who waited longest first:
   * each of them asks for all that its page shows. Whether there are more to tell.
   */
  round(): boolean;
}

/** Who is told when: with a thousand pages open a change must not have all of them ask at once. */
export function changeNews<Page extends Listener>(): ChangeNews<Page> {
  const listeners = new Set<Page>();
  /** Who is still to be told, and of what; who waits longest stands first. */
  const owed = new Map<Page, News>();
  const concerned = new Set<string>();
  let noted: News | null = null;

  function owe(listener: Page, news: News): void {
    if (owed.get(listener) !== 'changed') owed.set(listener, news);
  }

  function tell(listener: Page): void {
    const news = owed.get(listener);
    owed.delete(listener);
    if (news !== undefined) listener.tell(news);
  }

  return {
    listeners,
    add: (listener) => listeners.add(listener),
    remove(listener) {
      listeners.delete(listener);
      owed.delete(listener);
    },
    note(entries) {
      for (const { actorId, event } of entries) {
        if (noted !== 'changed') noted = onlyRecorded.includes(event.type) ? 'recorded' : 'changed';
        // while few listen, everybody is told in the next round
        if (listeners.size <= MOST_IN_A_ROUND) continue;
        if (actorId !== null) concerned.add(actorId);
        addTexts(event, concerned);
      }
    },
    noteConcerned(principalIds) {
      for (const id of principalIds) concerned.add(id);
    },
    round() {
      if (noted !== null) for (const listener of listeners) owe(listener, noted);
      noted = null;
      for (const listener of [...owed.keys()]) if (concerned.has(listener.principalId)) tell(listener);
      concerned.clear();
      for (const listener of [...owed.keys()].slice(0, MOST_IN_A_ROUND)) tell(listener);
      return owed.size > 0;
    },
  };
}

/** All the texts in a value, at whatever depth: among those of an event are the ids of the people whom it names. */
function addTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value);
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) addTexts(each, texts);
}
