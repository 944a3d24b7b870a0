import { type Letter, type ListItem, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';

export interface FloodedModel {
  /** The type of what happened so often. */
  readonly event: string;
  /** The subject of each message, and its page. */
  readonly items: readonly ListItem[];
  /** Display names of who asked; empty: it is about no requests. */
  readonly requestors: readonly string[];
}

const kinds: Readonly<Record<string, string>> = {
  'approval.requested': 'requests',
  'approval.reminded': 'reminders of requests',
  'approval.decided': 'decisions on requests',
  'approval.timedOut': 'requests that expired',
  'scheduleRequest.canceled': 'canceled requests',
  'extension.requested': 'requests for more time',
};
const MOST_NAMES = 2;

/** More of the same than anybody wants one by one: all of it in one message. */
export function flooded({ event, items, requestors }: FloodedModel): Letter {
  const kind = kinds[event];
  const from = kind === undefined || requestors.length === 0 ? '' : line` from ${whoAsked(requestors)}`;
  return {
    subject: `${items.length} more ${kind ?? 'messages of one kind'}${from}`,
    blocks: [
      paragraph('So many came in so short a time that they are in one message. None is left out:'),
      { kind: 'list', heading: 'In the order in which it happened', items },
    ],
    button: null,
  };
}

function whoAsked(requestors: readonly string[]): string {
  return requestors.length <= MOST_NAMES ? requestors.join(' and ') : `${requestors.length} people`;
}
