import type { FastifyReply } from 'fastify';

/** A call that is not served now: its caller sent too many, or the server is closing. Each surface gives it its shape. */
export class TurnedAway extends Error {
  readonly statusCode: 429 | 503;

  constructor(statusCode: 429 | 503, message: string) {
    super(message);
    this.name = 'TurnedAway';
    this.statusCode = statusCode;
  }
}

/** What to end a call with, whose answer says in `Retry-After` in how many whole seconds it may come again. */
export function turnedAway(reply: FastifyReply, statusCode: TurnedAway['statusCode'], waitMs: number): TurnedAway {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  reply.header('retry-after', String(seconds));
  const when = `try again in ${seconds} second${seconds === 1 ? '' : 's'}`;
  return new TurnedAway(statusCode, statusCode === 429 ? `too many calls; ${when}` : `the server is closing; ${when}`);
}
