import { whyKeptElsewhere } from '../domain/directory/why-kept-elsewhere.ts';
import { refuse } from '../domain/errors.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import type { DirectoryEntry } from '../ledger/facts/directory-facts.ts';
import type { RoleBoundCommand } from './access-control.ts';
import { authorisePrincipalChange } from './authorise-principal-change.ts';
import type { Caller } from './caller.ts';
import { knownOfKind } from './known-of-kind.ts';

/** The group that a command changes. Refuses whoever may not, what is no group, and a group that its directory keeps. */
export async function requireOwnGroup(
  tx: Reader,
  caller: Caller,
  { command, groupId }: { readonly command: RoleBoundCommand; readonly groupId: string },
  now: Temporal.Instant,
): Promise<{ readonly entry: DirectoryEntry; readonly callerFacts: PrincipalFacts }> {
  const callerFacts = await authorisePrincipalChange(tx, caller, { command, principalId: groupId }, now);
  const entry = await knownOfKind(tx, groupId, 'group');
  const kept = whyKeptElsewhere(entry);
  if (kept !== null) refuse(kept);
  return { entry, callerFacts };
}
