import { isOwnRequest } from '../approval/own-request.ts';
import { accept, type Decision, reject } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { AskedRequest } from '../request/request.ts';
import type { ExtensionOwnership } from './extension.ts';
import { extendable, type RecordedAssignment, renewable } from './extension-window.ts';
import { type GrantFacts, grantExtension } from './grant-extension.ts';

export interface AdminExtensionFacts {
  readonly callerId: string;
  /** The assignment that the request names: unfinished to extend, expired to renew. */
  readonly target: RecordedAssignment | null;
  readonly grant: Omit<GrantFacts, 'target' | 'isRenewal'>;
  /** The holder's own request for it that waits: this answers it. */
  readonly waiting: ExtensionOwnership | null;
}

/** An administrator extends or renews, and may set start, end and type (BEHAVIOUR §3). */
export function decideAdminExtension(asked: AskedRequest, facts: AdminExtensionFacts, now: Temporal.Instant): Decision {
  const isRenewal = asked.type === 'adminRenew';
  const { target, waiting, callerId, grant } = facts;
  if (target === null) {
    const verb = isRenewal ? 'renew' : 'extend';
    return reject({ code: 'assignmentDoesNotExist', message: `nothing to ${verb}: there is no such assignment` });
  }
  const found = isRenewal ? renewable(target, now) : extendable(target.schedule, now);
  if ('code' in found) return reject(found);
  if (waiting !== null && isOwnRequest(waiting)) {
    return reject({
      code: 'ownRequest',
      conflictsWith: waiting.request.id,
      message: `request \`${waiting.request.id}\` for it is your own and waits; another administrator must decide`,
    });
  }
  const extension = grantExtension(
    { requestId: asked.id, kind: asked.kind, schedule: asked.schedule, given: asked },
    { ...grant, target: found, isRenewal },
    now,
  );
  if ('violation' in extension) return reject(extension.violation);
  const { granted, status, events } = extension;
  const answered: readonly DomainEvent[] =
    waiting === null
      ? []
      : [
          {
            type: 'extension.decided',
            requestId: waiting.request.id,
            result: 'approved',
            decidedById: callerId,
            justification: asked.justification,
            granted,
          },
          { type: 'scheduleRequest.moved', requestId: waiting.request.id, status: 'provisioned' },
        ];
  return accept(
    {
      type: 'scheduleRequest.submitted',
      policyScope: grant.policy.writtenAt,
      request: {
        ...asked,
        condition: found.condition,
        requestorId: callerId,
        status,
        createdAt: now,
        targetScheduleId: found.id,
        resultingScheduleId: granted.scheduleId,
      },
    },
    ...answered,
    ...events,
  );
}
