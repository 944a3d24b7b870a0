import type { Assurance } from '../domain/assurance.ts';
import type { Reader } from '../ledger/engine.ts';
import { lookAheadOf } from '../ledger/facts/principal-facts.ts';
import type { CommandContext } from '../ledger/ledger.ts';

/** Who gives a command, how strongly proven, and from where. Made by `identity/` from a checked token. */
export interface Caller {
  readonly principalId: string;
  readonly assurance: Assurance;
  /** With a session of a browser: its name. */
  readonly sessionId?: string;
  readonly correlationId: string;
  /** Surface, address, and the correlation id of the call, for the record. */
  readonly origin: string | null;
}

/** What the ledger notes of a command. */
export function contextOf(caller: Caller, command: string, target: string | null): CommandContext {
  const { principalId, correlationId, origin } = caller;
  const lookAhead = (tx: Reader) => lookAheadOf(tx, principalId);
  return { actorId: principalId, command, correlationId, origin, target, lookAhead };
}
