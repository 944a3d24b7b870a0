import { assuranceOf } from '../domain/assurance.ts';
import { refuse } from '../domain/errors.ts';
import { type AskedExtensionDecision, decideExtension } from '../domain/extension/decide-extension.ts';
import type { ExtensionRequest } from '../domain/extension/extension.ts';
import type { TimeBound } from '../domain/extension/extension-window.ts';
import { isUnfinished } from '../domain/schedule.ts';
import type { Reader } from '../ledger/engine.ts';
import { extensionOf } from '../ledger/facts/extension-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { appendWithLosses } from './append-with-losses.ts';
import { assignmentsFor, dependentsOf, requirePrincipal } from './assignment-facts.ts';
import { callerFacts } from './authorise.ts';
import { assigning, authoriseAssignment } from './authorise-assignment.ts';
import { type Caller, contextOf } from './caller.ts';
import { keepLastAdministrator } from './last-administrator.ts';
import { ownRequestFacts } from './own-request-facts.ts';
import { requestTarget } from './request-target.ts';

/**
 * Decides a waiting extension or renewal; who may: whoever may write assignments of the granted kind there, and never
 * their own (BEHAVIOUR §3, §4). The first decision wins; a later one gets the conflict that names it.
 */
export function decideExtensionRequest(
  ledger: Ledger,
  caller: Caller,
  requestId: string,
  asked: AskedExtensionDecision,
): Promise<void> {
  return ledger.execute(contextOf(caller, 'decideExtension', requestId), async (scope) => {
    const { now, tx } = scope;
    const decider = await callerFacts(tx, caller, now);
    const own = await ownRequestFacts(tx, requestId, decider);
    const extension = await extensionOf(tx, requestId);
    if (own === null || extension === null) {
      refuse({ code: 'requestNotFound', message: `there is no extension or renewal \`${requestId}\`` });
    }
    const { request } = own;
    const kind = asked.kind ?? request.kind;
    const about = { ...(await requestTarget(tx, request)), principalId: request.principalId };
    const isConversion = kind !== request.kind && request.type === 'selfExtend' && asked.result === 'approved';
    const commands = isConversion ? [assigning(kind), 'removeAssignment' as const] : [assigning(kind)];
    const principal = requirePrincipal(
      await authoriseAssignment(tx, caller, commands, about, now),
      request.principalId,
    );
    const target = await extensionTarget(tx, extension, request.type === 'selfRenew', now);
    const others = await assignmentsFor(tx, { ...request, kind }, now);
    const dependents = await dependentsOf(tx, target === null ? [] : [target], now);
    const grant =
      target === null
        ? null
        : {
            assurance: assuranceOf(decider.principal.kind, caller.assurance),
            principal,
            target,
            isRenewal: request.type === 'selfRenew',
            policy: await policyFor(tx, about.role, about.scopeChain),
            others: others.filter(({ id }) => id !== target.id),
            // the request itself does not end with the assignment that it converts
            dependents: { ...dependents, extensionRequestIds: [] },
          };
    const decision = decideExtension(asked, { ...own, extension, grant }, now);
    if (!decision.accepted) refuse(decision.violation);
    await keepLastAdministrator(tx, now, decision.events);
    await appendWithLosses(scope, decision.events);
  });
}

/** The assignment that shall last longer; null where it ended otherwise meanwhile. */
async function extensionTarget(
  tx: Reader,
  { scheduleId }: ExtensionRequest,
  isRenewal: boolean,
  now: Temporal.Instant,
): Promise<TimeBound | null> {
  const schedule = await scheduleById(tx, scheduleId);
  if (schedule === null || schedule.endAt === null || isUnfinished(schedule, now) === isRenewal) return null;
  return { ...schedule, endAt: schedule.endAt };
}
