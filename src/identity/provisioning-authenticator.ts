import { randomBytes } from 'node:crypto';
import type { Caller } from '../commands/caller.ts';
import { noteProvisioningUse } from '../commands/note-provisioning-use.ts';
import { weakestAssurance } from '../domain/assurance.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { provisioningTokenByDigest } from '../ledger/vault/provisioning-token.ts';
import { type CallOrigin, Unauthenticated } from './authenticator.ts';
import { secretDigest } from './secret-digest.ts';

/** Recognisable by those who look for secrets where none should be. */
const PREFIX = 'brevet_scim_';
const FORM = /^bearer +(brevet_scim_[A-Za-z0-9_-]{43})$/i;
const SECRET_BYTES = 32;

/** A new token; only its digest is kept. */
export function newProvisioningToken(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/** Tells which directory is calling, by its service principal. Throws `Unauthenticated` for a token that is unknown, expired, or of a disabled source. */
export function provisioningAuthenticator(ledger: Ledger, clock: () => Temporal.Instant) {
  return async (authorization: string | undefined, call: CallOrigin): Promise<Caller> => {
    if (authorization === undefined) throw new Unauthenticated('missing');
    const token = FORM.exec(authorization)?.[1];
    if (token === undefined) throw new Unauthenticated('invalid');
    const found = await ledger.read(async (reader) => {
      const known = await provisioningTokenByDigest(reader, secretDigest(token));
      return known === null ? null : { known, principal: await principalById(reader, known.sourceId) };
    });
    const atMs = clock().epochMilliseconds;
    if (found === null || atMs >= found.known.expiresAt) throw new Unauthenticated('invalid');
    if (found.principal?.enabled !== true) throw new Unauthenticated('unknownPrincipal');
    const { sourceId } = found.known;
    await noteProvisioningUse(ledger, { sourceId, ...call }, found.known, atMs);
    return { principalId: sourceId, assurance: weakestAssurance, ...call };
  };
}
