import type { FastifyReply } from 'fastify';
import { CommitUncertain, DatabaseUnavailable } from '../../ledger/engine.ts';
import { noteFailure } from './request-failure.ts';

export type TurnedAwayReason = 'tooManyCalls' | 'closing' | 'databaseUnavailable' | 'outcomeUnknown';

/**
 * A call that is not served now: its caller sent too many, the server is closing, or its database does not answer. Each
 * surface gives it its shape.
 */
export class TurnedAway extends Error {
  readonly statusCode: 429 | 503;
  readonly reason: TurnedAwayReason;

  constructor(reason: TurnedAwayReason, message: string) {
    super(message);
    this.name = 'TurnedAway';
    this.statusCode = reason === 'tooManyCalls' ? 429 : 503;
    this.reason = reason;
  }
}

const DATABASE_MS = 5000;

/** What to end a call with, whose answer says in `Retry-After` in how many whole seconds it may come again. */
export function turnedAway(reply: FastifyReply, statusCode: TurnedAway['statusCode'], waitMs: number): TurnedAway {
  const when = comeAgain(reply, waitMs);
  return statusCode === 429
    ? new TurnedAway('tooManyCalls', `too many calls; ${when}`)
    : new TurnedAway('closing', `the server is closing; ${when}`);
}

/** The error as a call that is not served now, where it is one; null where it is something else. What the database said is logged. */
export function asTurnedAway(error: unknown, reply: FastifyReply): TurnedAway | null {
  if (error instanceof TurnedAway) return error;
  if (error instanceof DatabaseUnavailable) {
    noteFailure(reply.request, error, 'databaseUnavailable');
    return new TurnedAway('databaseUnavailable', `the database does not answer; ${comeAgain(reply, DATABASE_MS)}`);
  }
  if (error instanceof CommitUncertain) {
    noteFailure(reply.request, error, 'outcomeUnknown');
    return new TurnedAway('outcomeUnknown', 'it is not known whether the change was kept; look before you try again');
  }
  return null;
}

function comeAgain(reply: FastifyReply, waitMs: number): string {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  reply.header('retry-after', String(seconds));
  return `try again in ${seconds} second${seconds === 1 ? '' : 's'}`;
}
