/** Why a token is not to be trusted. For the log; a caller hears no more than `Unauthenticated` says. */
export type TokenRefusal =
  | 'malformed'
  | 'tooLong'
  | 'algorithm'
  | 'type'
  | 'issuer'
  | 'signature'
  | 'audience'
  | 'expired'
  | 'notYetValid'
  | 'claims'
  | 'keysUnavailable';

/** The token is not to be trusted, or nobody could tell because the keys of its issuer cannot be had. */
export class TokenRefused extends Error {
  readonly refusal: TokenRefusal;

  constructor(refusal: TokenRefusal, cause?: unknown) {
    super(`token refused: ${refusal}`, { cause });
    this.name = 'TokenRefused';
    this.refusal = refusal;
  }
}
