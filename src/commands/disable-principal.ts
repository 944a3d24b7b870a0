import { closePlanned } from '../domain/assignment/dependents.ts';
import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import { ROOT } from '../domain/scope.ts';
import { waitingExtensionsOf } from '../ledger/facts/extension-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import { pendingRequestsOf } from '../ledger/facts/request-facts.ts';
import { plannedActivationsOf } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { losesLastAdministrator } from './last-administrator.ts';
import { lostThroughGroups } from './lost-through-groups.ts';

/**
 * Disables a principal: from now on it holds nothing and decides nothing. Its pending requests end, and what it planned
 * to activate never starts, also when it is enabled again (BEHAVIOUR §1).
 */
export function disablePrincipal(ledger: Ledger, caller: Caller, principalId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'disablePrincipal', principalId), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'disablePrincipal', { family: 'directory', scopeChain: [ROOT] }, now);
    const principal = await principalById(tx, principalId);
    if (principal === null) {
      refuse({ code: 'principalNotFound', message: `there is no principal \`${principalId}\`` });
    }
    if (!principal.enabled) return;
    if (await losesLastAdministrator(tx, now, { disabledPrincipalId: principalId })) {
      refuse({
        code: 'lastAdministrator',
        message: 'the last enabled administrator cannot be disabled; assign another first',
      });
    }
    const pending = [
      ...(await pendingRequestsOf(tx, principalId, now)),
      ...(await waitingExtensionsOf(tx, principalId, now)),
    ];
    const canceled = pending.map(
      (requestId): DomainEvent => ({
        type: 'scheduleRequest.canceled',
        requestId,
        canceledById: caller.principalId,
        reason: 'principalDisabled',
      }),
    );
    const planned = await plannedActivationsOf(tx, principalId, now);
    const closed = planned.flatMap((activation) => closePlanned(activation, 'principalDisabled', now));
    await append([{ type: 'principal.disabled', principalId }, ...canceled, ...closed]);
    if (principal.kind === 'group') await append(await lostThroughGroups(tx, now));
  });
}

/** Enables a principal again; what it was assigned and has not ended works again. */
export function enablePrincipal(ledger: Ledger, caller: Caller, principalId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'enablePrincipal', principalId), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'enablePrincipal', { family: 'directory', scopeChain: [ROOT] }, now);
    const principal = await principalById(tx, principalId);
    if (principal === null) {
      refuse({ code: 'principalNotFound', message: `there is no principal \`${principalId}\`` });
    }
    if (!principal.enabled) await append([{ type: 'principal.enabled', principalId }]);
  });
}
