import type { Caller } from '../commands/caller.ts';

/** Where a call comes from, for the record. */
export interface CallOrigin {
  readonly correlationId: string;
  /** Surface, address, and the correlation id of the call. */
  readonly origin: string;
}

/** Tells who is calling. The seam behind which sign-in, sessions and tokens live. */
export interface Authenticator {
  /**
   * The caller behind an `Authorization` header. Throws `Unauthenticated` when the header is missing, the token is not
   * to be trusted, or nobody in this organisation has that identity.
   */
  authenticate(authorization: string | undefined, call: CallOrigin): Promise<Caller>;
  /** The caller whom the header is remembered to prove; undefined: `authenticate` must look. */
  recall?(authorization: string | undefined, call: CallOrigin): Caller | undefined;
}

/** No caller could be established; the surface answers 401 and says no more than `reason`. */
export class Unauthenticated extends Error {
  readonly reason: 'missing' | 'invalid' | 'unknownPrincipal';

  /** `cause`: for the log alone. */
  constructor(reason: Unauthenticated['reason'], cause?: Error) {
    super(`unauthenticated: ${reason}`, { cause });
    this.name = 'Unauthenticated';
    this.reason = reason;
  }
}
