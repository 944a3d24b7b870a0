import type { AskedRequest } from '../domain/request/request.ts';
import type { Reader } from '../ledger/engine.ts';
import type { Caller } from './caller.ts';

/** What each kind of schedule request is decided from; the same for a dry run. */
export interface Submission {
  readonly tx: Reader;
  readonly now: Temporal.Instant;
  readonly caller: Caller;
  readonly asked: AskedRequest;
  readonly newId: () => string;
  /** A proof of a second factor that the request names; null: none. */
  readonly proofId: string | null;
}
