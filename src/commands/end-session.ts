import { refuse } from '../domain/errors.ts';
import type { SessionEndReason } from '../domain/events.ts';
import { ROOT } from '../domain/scope.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { localAccountOf, voidSignIns } from '../ledger/vault/local-account.ts';
import {
  forgetSession,
  type SignInSession,
  sessionById,
  sessionsOf,
  sessionsOfSubject,
} from '../ledger/vault/sign-in-session.ts';
import { spendToken } from '../ledger/vault/spent-token.ts';
import { authorise, callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/** Ends a session: one's own, or as an administrator anybody's. It is dead at once, on every replica. */
export function endSession(ledger: Ledger, caller: Caller, sessionId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'endSession', sessionId), async (scope) => {
    const { now, tx } = scope;
    await callerFacts(tx, caller, now);
    const session = await sessionById(tx, sessionId);
    const isOwn = session?.principalId === caller.principalId;
    // whoever may not end others' sessions is not told which there are
    if (!isOwn) await authorise(tx, caller, 'endSession', { family: 'directory', scopeChain: [ROOT] }, now);
    if (session === null) refuse({ code: 'sessionNotFound', message: `there is no session \`${sessionId}\`` });
    await end(scope, session, isOwn ? 'endedByOwner' : 'endedByAdministrator');
    // nor does the browser get the next one from the embedded provider without a new proof
    if ((await localAccountOf(tx, session.principalId)) !== null) {
      await voidSignIns(scope.vault, session.principalId, now.epochMilliseconds);
    }
  });
}

/** Ends the session of a browser that signs out; one that is gone already is no error. */
export function signOut(ledger: Ledger, caller: Caller, sessionId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'signOut', sessionId), async (scope) => {
    const session = await sessionById(scope.tx, sessionId);
    if (session !== null && session.principalId === caller.principalId) await end(scope, session, 'signedOut');
  });
}

export interface ProviderSignOut {
  readonly provider: string;
  readonly providerSubject: string | null;
  /** null: every session of the subject. */
  readonly providerSession: string | null;
  /** By which the provider says so, good once until `expiresAt` (milliseconds since the epoch); null: without a token. */
  readonly token: { readonly key: string; readonly expiresAt: number } | null;
  readonly correlationId: string;
  readonly origin: string;
}

/**
 * Ends what a provider says has ended there (OpenID Connect Back-Channel Logout 1.0 §2.7); false where it said so before with
 * the same token, which ends nothing again.
 */
export function signOutAtProvider(ledger: Ledger, asked: ProviderSignOut): Promise<boolean> {
  const { provider, providerSubject, providerSession, token, correlationId, origin } = asked;
  const context = { actorId: null, command: 'signOutAtProvider', correlationId, origin, target: providerSubject };
  return ledger.execute(context, async (scope) => {
    const { now, vault } = scope;
    const isFirst = token === null || (await spendToken(vault, token.key, token.expiresAt, now.epochMilliseconds));
    if (!isFirst) return false;
    const found = await sessionsOfSubject(scope.tx, { provider, providerSubject, providerSession });
    for (const session of found) await end(scope, session, 'signedOutAtProvider');
    return true;
  });
}

/** Ends every session of a person, as part of a command that takes more than that. */
export async function endSessionsOf(scope: CommandScope, principalId: string, reason: SessionEndReason): Promise<void> {
  const found = await sessionsOf(scope.tx, principalId, scope.now.epochMilliseconds);
  for (const session of found) await end(scope, session, reason);
}

async function end({ append, vault }: CommandScope, session: SignInSession, reason: SessionEndReason): Promise<void> {
  await append([{ type: 'session.ended', sessionId: session.id, principalId: session.principalId, reason }]);
  await forgetSession(vault, session.id);
}
