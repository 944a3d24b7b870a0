import { callOf } from '../ledger/trouble.ts';

/** The entry that a message tells of; null where it is not there. */
export interface CameFrom {
  readonly correlation_id: string | null;
  readonly origin: string | null;
}

/** Which call and which request a message is about, for the log. */
export function about({ correlation_id: correlationId, origin }: CameFrom) {
  return correlationId === null ? {} : callOf({ correlationId, origin });
}
