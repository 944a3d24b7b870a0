import { refuse } from '../domain/errors.ts';
import { principalById, principalByIdentity } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { forgetSession, keepSession, type SignInSession, sessionByKey } from '../ledger/vault/sign-in-session.ts';

/** Who a provider vouched for, and how: by (issuer, subject), or by the id of a principal from the embedded provider. */
export interface SignedIn {
  readonly issuer: string;
  readonly subject: string;
  readonly namesPrincipal: boolean;
  readonly methods: readonly string[];
}

export type NewSession = Omit<SignInSession, 'principalId' | 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

/** Signed in for so long at most, however busy. */
export const LONGEST_SESSION_MS = 12 * 3_600_000;

export interface StartSession {
  readonly signedIn: SignedIn;
  readonly session: NewSession;
  /** The digest of the session that the browser had before; it ends, so that no old cookie lives on. */
  readonly replacedKey: string | null;
  readonly correlationId: string;
  readonly origin: string;
}

/** Begins a session for whoever the provider vouched for. Refuses who is unknown here, disabled, or no person. */
export function startSession(ledger: Ledger, asked: StartSession): Promise<string> {
  const { signedIn, session, replacedKey, correlationId, origin } = asked;
  const context = { actorId: null, command: 'startSession', correlationId, origin, target: session.id };
  return ledger.execute(context, async ({ now, tx, append, vault }) => {
    const { issuer, subject, namesPrincipal, methods } = signedIn;
    const principal = await (namesPrincipal ? principalById(tx, subject) : principalByIdentity(tx, issuer, subject));
    if (principal === null || principal.kind !== 'user') {
      refuse({
        code: 'notPermitted',
        message: 'nobody in this organisation has this identity; ask an administrator to add you',
      });
    }
    if (!principal.enabled) {
      refuse({ code: 'principalDisabled', message: 'your account is disabled; ask an administrator' });
    }
    const replaced = replacedKey === null ? null : await sessionByKey(tx, replacedKey);
    if (replaced !== null) {
      const { id: sessionId, principalId } = replaced;
      await append([{ type: 'session.ended', sessionId, principalId, reason: 'renewed' }]);
      await forgetSession(vault, sessionId);
    }
    const { provider } = session;
    await append([{ type: 'session.started', sessionId: session.id, principalId: principal.id, provider, methods }]);
    const createdAt = now.epochMilliseconds;
    const times = { createdAt, lastUsedAt: createdAt, expiresAt: createdAt + LONGEST_SESSION_MS };
    await keepSession(vault, { ...session, ...times, principalId: principal.id });
    return principal.id;
  });
}
