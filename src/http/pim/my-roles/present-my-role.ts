import type { Static } from 'typebox';
import type { Violation } from '../../../domain/errors.ts';
import type { ExtensionOutlook } from '../../../queries/extension-outlook.ts';
import type { MyActiveRole } from '../../../queries/my-active-roles.ts';
import type { MyEligibleRole } from '../../../queries/my-eligible-roles.ts';
import type { MySchedule } from '../../../queries/my-schedules.ts';
import type { activeRole, eligibleRole } from './my-role-schema.ts';

function presentCommon({ schedule, role, scope, through }: MySchedule) {
  return {
    id: schedule.id,
    role: { id: role.id, name: role.name, risk: role.risk, family: role.family },
    scope: { path: scope.path, displayName: scope.displayName, kind: scope.kind },
    through: through === null ? null : { id: through.id, displayName: through.displayName },
    condition: schedule.condition?.text ?? null,
    start: schedule.startAt.toString(),
    end: schedule.endAt?.toString() ?? null,
  };
}

function presentWhyNot(violation: Violation | null, opensAt: Temporal.Instant | null = null) {
  if (violation === null) return null;
  const { code, message, conflictsWith = null } = violation;
  return { code, detail: message, opensAt: opensAt?.toString() ?? null, requestId: conflictsWith };
}

function presentExtension({ opensAt, whyNot }: ExtensionOutlook) {
  const opens = whyNot?.code === 'extensionNotOpen' ? opensAt : null;
  return { opensAt: opensAt?.toString() ?? null, whyNot: presentWhyNot(whyNot, opens) };
}

export function presentEligibleRole(item: MyEligibleRole): Static<typeof eligibleRole> {
  const { terms, whyNotActivate, lastUse, extension } = item;
  return {
    ...presentCommon(item),
    terms: {
      maximumDuration: terms.maximumDuration,
      justification: terms.isJustificationRequired,
      minimumLength: terms.minimumLength,
      ticket: terms.isTicketRequired,
      ticketPattern: terms.ticketPattern,
      multiFactor: terms.isMultiFactorRequired,
      authenticationContext: terms.authenticationContext,
      stages: terms.stages.map((stage) => ({ ...stage, approvers: [...stage.approvers] })),
    },
    whyNotActivate: presentWhyNot(whyNotActivate),
    lastUse:
      lastUse === null
        ? null
        : {
            at: lastUse.requestedAt.toString(),
            justification: lastUse.justification,
            duration: lastUse.duration,
            ticket: lastUse.ticket,
          },
    extension: presentExtension(extension),
  };
}

export function presentActiveRole(item: MyActiveRole): Static<typeof activeRole> {
  const { schedule, isPlanned, deactivatableFrom, whyNotDeactivate, extension } = item;
  const opens = whyNotDeactivate?.code === 'activeDurationTooShort' ? deactivatableFrom : null;
  return {
    ...presentCommon(item),
    assignmentType: schedule.assignmentType,
    requestId: schedule.requestId,
    isPlanned,
    deactivatableFrom: deactivatableFrom?.toString() ?? null,
    whyNotDeactivate: presentWhyNot(whyNotDeactivate, opens),
    extension: extension === null ? null : presentExtension(extension),
  };
}
