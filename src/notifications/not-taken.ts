/**
 * What a failed attempt says: `refused`, this message is never taken for this address; `deferred`, it may be later;
 * `unreachable`, the other side is not there or takes nothing from us, so that other messages fare no better now.
 */
export type WhyNotTaken = 'refused' | 'deferred' | 'unreachable';

/** What else the other side said. */
export interface NotTakenDetails {
  /** Of an HTTP answer. */
  readonly status?: number;
  /** It wants to hear nothing for so long, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A message was not taken over. Its words hold no secret. */
export class NotTaken extends Error {
  readonly why: WhyNotTaken;
  readonly details: NotTakenDetails;

  constructor(why: WhyNotTaken, message: string, details: NotTakenDetails = {}) {
    super(message);
    this.name = 'NotTaken';
    this.why = why;
    this.details = details;
  }
}
