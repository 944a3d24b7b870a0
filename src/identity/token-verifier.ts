import { decodeJwt, decodeProtectedHeader, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Claims } from './assurance-of.ts';
import { type TokenRefusal, TokenRefused } from './token-refused.ts';

/** Somebody whose tokens are accepted, and where the keys come from: never from the token. */
export interface TrustedIssuer {
  /** Exactly as its tokens carry it in `iss`. */
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
  /** The subjects of its tokens are ids of principals; true for the embedded provider only. */
  readonly namesPrincipals?: true;
}

export interface TokenVerifierOptions {
  readonly issuers: readonly TrustedIssuer[];
  /** A token must be made for at least one of them. */
  readonly audiences: readonly string[];
  readonly clock: () => Temporal.Instant;
  /** Seconds, 0 to 5, by which the clocks of issuers may differ from this one; 0 unless given. */
  readonly clockToleranceSeconds?: number;
}

/** What a checked token says. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly subject: string;
  /** Whether the subject is the id of a principal. */
  readonly namesPrincipal: boolean;
  readonly claims: Claims;
}

export interface TokenVerifier {
  /** Throws `TokenRefused` unless everything about the token holds now. */
  verify(token: string): Promise<VerifiedToken>;
}

const LARGEST_TOKEN = 16 * 1024;
const LONGEST_SUBJECT = 255;
/** Seconds by which the clock of an issuer that gives no `nbf` may be ahead when it says when it issued a token. */
const LATEST_ISSUE = 300;
/** Signatures by a private key only; the list is fixed so that no token chooses a weaker one. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const TYPES = ['at+jwt', 'jwt'];

/**
 * Checks signed tokens (RFC 7519, RFC 8725, RFC 9068): algorithm, type and issuer before any key is looked at, then
 * the signature by a key of that issuer, then audience and times. Throws when no issuer or no audience is given.
 */
export function tokenVerifier({
  issuers,
  audiences,
  clock,
  clockToleranceSeconds = 0,
}: TokenVerifierOptions): TokenVerifier {
  if (issuers.length === 0 || audiences.length === 0)
    throw new Error('tokens need an issuer and an audience to be checked');
  if (!(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 5)) {
    throw new Error(`clock tolerance is \`${clockToleranceSeconds}\`; allowed: 0 to 5 seconds`);
  }

  return {
    async verify(token) {
      if (token.length > LARGEST_TOKEN) throw new TokenRefused('tooLong');
      const issuer = claimedIssuer(token);
      const by = issuers.find((each) => each.issuer === issuer);
      if (by === undefined) throw new TokenRefused('issuer');
      try {
        const { payload } = await jwtVerify(token, by.keys, {
          algorithms: ALGORITHMS,
          issuer,
          audience: [...audiences],
          requiredClaims: ['iss', 'aud', 'exp', 'sub'],
          clockTolerance: clockToleranceSeconds,
          currentDate: new Date(clock().epochMilliseconds),
        });
        if ((payload.iat ?? 0) > clock().epochMilliseconds / 1000 + LATEST_ISSUE) throw new TokenRefused('notYetValid');
        const namesPrincipal = by.namesPrincipals === true;
        return { issuer, subject: subjectOf(payload), namesPrincipal, claims: payload };
      } catch (error) {
        throw error instanceof TokenRefused ? error : new TokenRefused(refusalOf(error), error);
      }
    },
  };
}

/** What an unchecked token says of its issuer, if its header is one that can be accepted at all. */
function claimedIssuer(token: string): string {
  let header: Readonly<Record<string, unknown>>;
  let issuer: unknown;
  try {
    header = decodeProtectedHeader(token);
    issuer = decodeJwt(token).iss;
  } catch (error) {
    throw new TokenRefused('malformed', error);
  }
  if (typeof header['alg'] !== 'string' || !ALGORITHMS.includes(header['alg'])) throw new TokenRefused('algorithm');
  if (!isAcceptedType(header['typ'])) throw new TokenRefused('type');
  if (typeof issuer !== 'string') throw new TokenRefused('issuer');
  return issuer;
}

/** Only access tokens and those that do not say what they are; a logout token or a proof is none. */
function isAcceptedType(type: unknown): boolean {
  if (type === undefined) return true;
  return typeof type === 'string' && TYPES.includes(type.toLowerCase().replace(/^application\//, ''));
}

function subjectOf({ sub, exp }: Claims): string {
  if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT) throw new TokenRefused('claims');
  // JSON has no infinity, but `1e999` reads as one
  if (!Number.isFinite(exp)) throw new TokenRefused('claims');
  return sub;
}

function refusalOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'audience';
    return error.claim === 'nbf' && error.reason === 'check_failed' ? 'notYetValid' : 'claims';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return 'signature';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'signature';
  return 'malformed';
}
