import { jwtVerify } from 'jose';
import { secretDigest } from '../secret-digest.ts';
import type { RelyingParty } from './relying-party.ts';

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** Seconds; an older one is refused. */
const OLDEST = 5 * 60;
/** Seconds by which the provider's clock may be ahead. */
const MOST_AHEAD = 30;

const LONGEST_ID = 255;

/** Whom a provider says it has signed out: at least one of subject and session. */
export interface LoggedOut {
  /** A digest of what the provider calls the token; it is good once. */
  readonly tokenKey: string;
  /** From here on the token is of no use; milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly subject: string | null;
  readonly session: string | null;
}

/** Reads a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6). Throws unless all of it holds now. */
export async function readLogoutToken(party: RelyingParty, token: string, now: Temporal.Instant): Promise<LoggedOut> {
  const { issuer, clientId } = party.provider;
  const { payload } = await jwtVerify(token, await party.keys(), {
    algorithms: ALGORITHMS,
    issuer,
    audience: clientId,
    typ: 'logout+jwt',
    requiredClaims: ['iat', 'exp', 'jti', 'events'],
    currentDate: new Date(now.epochMilliseconds),
  });
  const { events, sub, sid, nonce, jti, iat = Number.NaN } = payload;
  const age = now.epochMilliseconds / 1000 - iat;
  // a clock that is ahead of this one keeps nobody signed in
  if (!(age <= OLDEST && age >= -MOST_AHEAD)) throw new Error('a logout token must be made just now');
  const isLogout = typeof events === 'object' && events !== null && Object.hasOwn(events, LOGOUT_EVENT);
  // an ID token has a nonce; it must never pass for a logout token
  if (!isLogout || nonce !== undefined) throw new Error('this is no logout token');
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_ID)
    throw new Error('a logout token must have a name');
  const loggedOut = {
    tokenKey: secretDigest(JSON.stringify(['logout', party.provider.id, jti])),
    expiresAt: now.epochMilliseconds + OLDEST * 1000,
    subject: sub ?? null,
    session: typeof sid === 'string' ? sid : null,
  };
  if (loggedOut.subject === null && loggedOut.session === null) throw new Error('a logout token must name somebody');
  return loggedOut;
}
