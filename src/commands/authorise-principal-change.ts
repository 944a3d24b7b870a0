import { type Protection, protectionBy } from '../domain/access/protection.ts';
import { refuse } from '../domain/errors.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { groupOwnersAt } from '../ledger/facts/directory-facts.ts';
import { powersOf } from '../ledger/facts/power-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { RoleBoundCommand } from './access-control.ts';
import { authorise, callerFacts, isAuthorised } from './authorise.ts';
import type { Caller } from './caller.ts';

const commandsOfOwners: readonly RoleBoundCommand[] = [
  'renamePrincipal',
  'changeGroupMembers',
  'changeGroupOwners',
  'deleteGroup',
];

const anywhere = { family: 'directory', scopeChain: [ROOT] } as const;

/** Who administers what has power needs the authority to give the most that there is. */
const top = { roleDefinitionId: wellKnownRoles.globalAdministrator, principalId: '', principalType: '' };

/** How far a principal is out of reach of ordinary administrators, by what it and the groups around it have. */
export async function protectionOf(tx: Reader, principalId: string, now: Temporal.Instant): Promise<Protection> {
  return protectionBy(await powersOf(tx, principalId, now));
}

/** Whether the caller may change a principal that is protected so, given that they may change ordinary ones. */
function mayChange(tx: Reader, caller: PrincipalFacts, protection: Protection, now: Temporal.Instant) {
  if (protection === 'none') return true;
  const target = protection === 'top' ? { ...anywhere, assignment: top } : anywhere;
  return isAuthorised(tx, caller, 'changeProtectedPrincipal', target, now);
}

/**
 * Refuses unless the caller may give the command about this person, group or service principal. One with power, by
 * itself or by a group that it is in, is left to privileged administrators, one with a top role to Global
 * Administrators; service principals are theirs too. The owners of a group without power administer it as well.
 */
export async function authorisePrincipalChange(
  tx: Reader,
  caller: Caller,
  { command, principalId }: { readonly command: RoleBoundCommand; readonly principalId: string },
  now: Temporal.Instant,
): Promise<PrincipalFacts> {
  const kind = (await principalById(tx, principalId))?.kind;
  if (kind === 'servicePrincipal') {
    const isTheirs = await isAuthorised(
      tx,
      await callerFacts(tx, caller, now),
      'administerServicePrincipal',
      anywhere,
      now,
    );
    // whoever may change nobody is refused as for somebody who is not there
    if (!isTheirs) await authorise(tx, caller, command, anywhere, now);
    return authorise(tx, caller, 'administerServicePrincipal', anywhere, now);
  }
  if (kind === 'group' && commandsOfOwners.includes(command)) {
    const isOwner = (await groupOwnersAt(tx, principalId, now)).includes(caller.principalId);
    if (isOwner && (await protectionOf(tx, principalId, now)) === 'none') return callerFacts(tx, caller, now);
  }
  const facts = await authorise(tx, caller, command, anywhere, now);
  await requireReach(tx, facts, principalId, now);
  return facts;
}

/** Refuses to whoever does not reach the principal by its protection; they may change ordinary ones. */
export async function requireReach(
  tx: Reader,
  caller: PrincipalFacts,
  principalId: string,
  now: Temporal.Instant,
): Promise<void> {
  const protection = await protectionOf(tx, principalId, now);
  if (await mayChange(tx, caller, protection, now)) return;
  refuse({
    code: 'protectedPrincipal',
    given: principalId,
    allowed:
      protection === 'top' ? 'a Global Administrator' : 'a Global Administrator or Privileged Role Administrator',
    message: `\`${principalId}\` has a role, decides about one, or is in a group that does; ask a privileged administrator`,
  });
}
