import { closePlanned } from '../domain/assignment/dependents.ts';
import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { Principal, PrincipalKind } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { directoryEntry } from '../ledger/facts/directory-facts.ts';
import { waitingExtensionsOf } from '../ledger/facts/extension-facts.ts';
import { pendingRequestsOf } from '../ledger/facts/request-facts.ts';
import { plannedActivationsOf } from '../ledger/facts/schedule-facts.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { localAccountOf, voidSignIns } from '../ledger/vault/local-account.ts';
import { appendWithLosses } from './append-with-losses.ts';
import { authorisePrincipalChange } from './authorise-principal-change.ts';
import { type Caller, contextOf } from './caller.ts';
import { endSessionsOf } from './end-session.ts';
import { knownOfKind } from './known-of-kind.ts';
import { losesLastAdministrator } from './last-administrator.ts';
import { lostThroughGroups } from './lost-through-groups.ts';

/**
 * Disables a principal: from now on it holds nothing and decides nothing. Its pending requests and its sessions end, and
 * what it planned to activate never starts, also when it is enabled again (BEHAVIOUR §1). One that its directory keeps
 * is disabled all the same, and stays so whatever the directory says.
 */
export function disablePrincipal(
  ledger: Ledger,
  caller: Caller,
  principalId: string,
  kind?: PrincipalKind,
): Promise<void> {
  return ledger.execute(contextOf(caller, 'disablePrincipal', principalId), async (scope) => {
    const { now, tx, append } = scope;
    await authorisePrincipalChange(tx, caller, { command: 'disablePrincipal', principalId }, now);
    const { principal, isBlocked } = await knownEntry(tx, principalId, kind);
    if (principal.enabled) {
      await refuseLastAdministrator(tx, principal, now);
      await endAtOnce(scope, principal, caller.principalId, { type: 'principal.disabled', principalId });
    } else if (!isBlocked) await append([{ type: 'principal.disabled', principalId }]);
  });
}

/** Enables a principal again; what it was assigned and has not ended works again. */
export function enablePrincipal(
  ledger: Ledger,
  caller: Caller,
  principalId: string,
  kind?: PrincipalKind,
): Promise<void> {
  return ledger.execute(contextOf(caller, 'enablePrincipal', principalId), async ({ now, tx, append }) => {
    await authorisePrincipalChange(tx, caller, { command: 'enablePrincipal', principalId }, now);
    const { principal, isInactive } = await knownEntry(tx, principalId, kind);
    if (isInactive) {
      refuse({
        code: 'ownedByDirectory',
        message: `\`${principal.displayName}\` is inactive in the directory that it comes from; activate it there`,
      });
    }
    if (!principal.enabled) await append([{ type: 'principal.enabled', principalId }]);
  });
}

async function knownEntry(tx: Reader, principalId: string, kind: PrincipalKind | undefined) {
  if (kind !== undefined) return knownOfKind(tx, principalId, kind);
  const entry = await directoryEntry(tx, principalId);
  if (entry !== null) return entry;
  return refuse({ code: 'principalNotFound', message: `there is no principal \`${principalId}\`` });
}

/** Refuses where nobody enabled would be left of the roles that somebody must always have (BEHAVIOUR §3). */
export async function refuseLastAdministrator(tx: Reader, principal: Principal, now: Temporal.Instant): Promise<void> {
  if (!(await losesLastAdministrator(tx, now, { disabledPrincipalId: principal.id }))) return;
  refuse({
    code: 'lastAdministrator',
    message: 'the last enabled administrator cannot be disabled; assign another first',
  });
}

/** Records the end of a principal, with what ends at once with it; `ending` says which end it is. */
export async function endAtOnce(
  scope: CommandScope,
  { id, kind }: Principal,
  endedById: string,
  ending: DomainEvent,
): Promise<void> {
  const { now, tx, append, vault } = scope;
  const pending = [...(await pendingRequestsOf(tx, id, now)), ...(await waitingExtensionsOf(tx, id, now))];
  const canceled = pending.map(
    (requestId): DomainEvent => ({
      type: 'scheduleRequest.canceled',
      requestId,
      canceledById: endedById,
      reason: 'principalDisabled',
    }),
  );
  const planned = await plannedActivationsOf(tx, id, now);
  const closed = planned.flatMap((activation) => closePlanned(activation, 'principalDisabled', now));
  await append([ending, ...canceled, ...closed]);
  await endSessionsOf(scope, id, 'principalDisabled');
  // nor do programs that the person signed in come back with the person
  if ((await localAccountOf(tx, id)) !== null) await voidSignIns(vault, id, now.epochMilliseconds);
  if (kind === 'group') await appendWithLosses(scope, await lostThroughGroups(tx, null, now));
}
