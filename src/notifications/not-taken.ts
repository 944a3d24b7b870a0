/**
 * What a failed attempt says: `refused`, this message is never taken for this address; `deferred`, it may be later;
 * `unreachable`, the other side is not there or takes nothing from us, so that other messages fare no better now.
 */
export type WhyNotTaken = 'refused' | 'deferred' | 'unreachable';

/** A message was not taken over. Its words hold no secret. */
export class NotTaken extends Error {
  readonly why: WhyNotTaken;

  constructor(why: WhyNotTaken, message: string) {
    super(message);
    this.name = 'NotTaken';
    this.why = why;
  }
}
