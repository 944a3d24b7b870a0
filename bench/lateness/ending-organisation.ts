import type { DomainEvent } from '../../src/domain/events.ts';
import type { ScheduleRequest } from '../../src/domain/request/request.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { aSchedule } from '../fixture/a-schedule.ts';
import { type Held, organisation } from '../fixture/organisation.ts';
import { at } from '../fixture/scope-tree.ts';
import { stableId } from '../fixture/stable-id.ts';

/** An activation, by what it alone allows, and when that is over, in milliseconds since the epoch. */
export interface Ending {
  readonly principalId: string;
  readonly action: string;
  readonly scope: Scope;
  readonly endMs: number;
}

export interface EndingOrganisation {
  readonly endings: readonly Ending[];
  readonly events: readonly DomainEvent[];
}

/** So many people with an activation each, all of which end within one second from `endAt` on. */
export function endingOrganisation(count: number, endAt: Temporal.Instant): EndingOrganisation {
  const startAt = endAt.subtract({ hours: 4 });
  const base = organisation({ people: count, scopes: 200, roles: 20 }, startAt);
  const endings: Ending[] = [];
  const events: DomainEvent[] = base.events.filter(({ type }) => type !== 'schedule.created');
  for (const [index, held] of base.eligibilities[1].entries()) {
    const endsAt = endAt.add({ milliseconds: index % 1000 });
    const [permission] = held.role.permissions;
    const action = at(permission?.actions ?? [], 0).replaceAll('*', 'example');
    endings.push({ principalId: held.principalId, action, scope: held.scope, endMs: endsAt.epochMilliseconds });
    events.push(...activated(held, startAt, endsAt));
  }
  return { endings, events };
}

/** What is on record of an activation: what allowed it, the request, and what came of it. */
function activated({ principalId, role, scope }: Held, startAt: Temporal.Instant, endAt: Temporal.Instant) {
  const about = { principalId, roleDefinitionId: role.id, scope, condition: null };
  const eligibility = aSchedule({ kind: 'eligible', ...about, startAt, endAt: null });
  const id = stableId(`ending ${principalId}`);
  const common = {
    id,
    kind: 'active',
    ...about,
    linkedEligibilityId: eligibility.schedule.id,
    createdAt: startAt,
  } as const;
  const request: ScheduleRequest = {
    ...common,
    type: 'selfActivate',
    requestorId: principalId,
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT4H' } },
    justification: 'benchmark',
    ticket: null,
    targetScheduleId: null,
    status: 'provisioned',
    resultingScheduleId: id,
  };
  const schedule = { ...common, assignmentType: 'activated', requestId: id, startAt, endAt } as const;
  return [
    eligibility,
    { type: 'scheduleRequest.submitted', request, policyScope: null },
    { type: 'schedule.created', schedule },
  ] as const satisfies readonly DomainEvent[];
}
