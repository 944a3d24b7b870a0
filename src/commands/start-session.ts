import type { Ledger } from '../ledger/ledger.ts';
import { forgetSession, keepSession, type SignInSession, sessionByKey } from '../ledger/vault/sign-in-session.ts';
import { type SignedIn, signedInPerson } from './signed-in-person.ts';

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
    const principal = await signedInPerson(tx, signedIn);
    const { methods } = signedIn;
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
