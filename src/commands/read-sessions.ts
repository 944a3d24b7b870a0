import { ROOT } from '../domain/scope.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { allSessions, type SignInSession, sessionsOf } from '../ledger/vault/sign-in-session.ts';
import { authorise, callerFacts } from './authorise.ts';
import type { Caller } from './caller.ts';

/** The sessions of a person that have not run out: one's own, or as an administrator anybody's. */
export function readSessions(ledger: Ledger, caller: Caller, principalId: string): Promise<readonly SignInSession[]> {
  return ledger.dryRun(async ({ tx, now }) => {
    await callerFacts(tx, caller, now);
    if (principalId !== caller.principalId) {
      await authorise(tx, caller, 'endSession', { family: 'directory', scopeChain: [ROOT] }, now);
    }
    return sessionsOf(tx, principalId, now.epochMilliseconds);
  });
}

/** Everybody's sessions that have not run out, the newest first, for administrators; one more than asked for. */
export function readAllSessions(
  ledger: Ledger,
  caller: Caller,
  search: string | null,
  page: { readonly limit: number; readonly after: { readonly atMs: number; readonly id: string } | null },
): Promise<readonly SignInSession[]> {
  return ledger.dryRun(async ({ tx, now }) => {
    await authorise(tx, caller, 'endSession', { family: 'directory', scopeChain: [ROOT] }, now);
    return allSessions(tx, search?.toLowerCase() ?? null, { ...page, limit: page.limit + 1 }, now.epochMilliseconds);
  });
}
