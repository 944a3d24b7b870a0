import { type Static, Type } from 'typebox';
import type { StageDecision } from '../../../domain/approval/approval.ts';
import { approvalWarningCodes } from '../../../domain/approval/approval-warnings.ts';
import type { Violation } from '../../../domain/errors.ts';
import type { DecisionSheet } from '../../../queries/decision-sheet.ts';
import type { SheetStage } from '../../../queries/sheet-stages.ts';
import { presentHistoryItem } from '../present-request.ts';
import { historyItem, instant, nullable, strict, words } from '../schema.ts';

const person = strict({ id: Type.String(), displayName: Type.String() });

const stage = strict({
  id: Type.String(),
  state: words(
    ['notOpened', 'open', 'approved', 'denied', 'expired', 'closed'],
    'notOpened: it opens when the stage before is approved; closed: the request ended without it',
  ),
  approvalsNeeded: Type.Integer({ description: 'distinct people who must approve' }),
  approvalsMissing: Type.Integer({ description: 'of those, how many are still needed' }),
  justificationRequired: Type.Boolean(),
  window: nullable(Type.String({ description: 'ISO 8601, counted from its opening' })),
  openedAt: nullable(instant('when it opened')),
  expiresAt: nullable(instant('from here on a decision is too late')),
  secondsLeft: nullable(Type.Integer({ description: 'until then; null where it is not open' })),
  decisions: Type.Array(
    strict({
      result: words(['approved', 'denied'], 'approved or denied'),
      decidedBy: person,
      decidedAt: instant('when'),
      justification: nullable(Type.String()),
      grantedDuration: nullable(Type.String({ description: 'what was left of it from then on; null: as asked' })),
      grantedScope: nullable(Type.String({ description: 'what was left of it from then on; null: as asked' })),
    }),
  ),
  canDecideCount: Type.Integer(),
  canDecide: Type.Array(person, { description: 'the first 50 of those who can still decide, by name' }),
});

/** All that an approver should see before deciding. */
export const decisionSheetBody = strict({
  request: historyItem,
  roleDescription: Type.String({ description: 'what the role can do, in a line' }),
  condition: nullable(Type.String({ description: 'under which the role is asked for' })),
  requestorGroups: Type.Array(Type.String({ description: 'the name of a group that the requestor is in' })),
  eligibilityEndsAt: nullable(instant('when the eligibility behind the request ends; null: never')),
  stages: Type.Array(stage),
  mayDecide: Type.Boolean({ description: 'whether the caller may decide now' }),
  whyNot: nullable(strict({ code: Type.String(), detail: Type.String() })),
  warnings: Type.Array(
    strict({ code: words(approvalWarningCodes, 'stable; what a program looks at'), detail: Type.String() }),
    { description: 'what to look at twice; none of it forbids anything' },
  ),
  lastActivations: Type.Array(
    strict({
      requestId: Type.String(),
      scope: strict({ path: Type.String(), displayName: Type.String() }),
      startedAt: instant('when the role was held from'),
      endsAt: nullable(instant('until when; null: without end')),
      justification: nullable(Type.String()),
    }),
    { description: 'of this role by this person, wherever, the newest first, at most 5' },
  ),
  asOf: instant('the instant of the answer'),
});

const SHOWN_PEOPLE = 50;

export function presentDecisionSheet(
  sheet: DecisionSheet,
  whyNot: Violation | null,
  now: Temporal.Instant,
): Static<typeof decisionSheetBody> {
  const { names } = sheet;
  return {
    request: presentHistoryItem(sheet.request),
    roleDescription: sheet.roleDescription,
    condition: sheet.condition?.text ?? null,
    requestorGroups: [...sheet.requestorGroups],
    eligibilityEndsAt: sheet.eligibilityEndsAt?.toString() ?? null,
    stages: sheet.stages.map((each) => presentStage(each, names, now)),
    mayDecide: whyNot === null,
    whyNot: whyNot === null ? null : { code: whyNot.code, detail: whyNot.message },
    warnings: sheet.warnings.map(({ code, message }) => ({ code, detail: message })),
    lastActivations: sheet.lastActivations.map(({ requestId, scope, startAt, endAt, justification }) => {
      const { path, displayName } = names.scope(scope);
      const times = { startedAt: startAt.toString(), endsAt: endAt?.toString() ?? null };
      return { requestId, scope: { path, displayName }, ...times, justification };
    }),
    asOf: now.toString(),
  };
}

function presentStage(stage: SheetStage, names: DecisionSheet['names'], now: Temporal.Instant) {
  const { id, state, approvalsNeeded, window, openedAt, expiresAt, decisions, canDecide } = stage;
  const approvals = decisions.filter(({ result }) => result === 'approved').length;
  const isOpen = state === 'open' && expiresAt !== null;
  return {
    id,
    state,
    approvalsNeeded,
    approvalsMissing: state === 'open' || state === 'notOpened' ? approvalsNeeded - approvals : 0,
    justificationRequired: stage.isJustificationRequired,
    window,
    openedAt: openedAt?.toString() ?? null,
    expiresAt: expiresAt?.toString() ?? null,
    secondsLeft: isOpen ? Math.floor((expiresAt.epochMilliseconds - now.epochMilliseconds) / 1000) : null,
    decisions: decisions.map((decision) => presentDecision(decision, names)),
    canDecideCount: canDecide.length,
    canDecide: canDecide
      .map((each) => ({ id: each.id, displayName: each.displayName }))
      .sort((a, b) => (a.displayName < b.displayName ? -1 : 1))
      .slice(0, SHOWN_PEOPLE),
  };
}

function presentDecision({ decidedById, ...decision }: StageDecision, names: DecisionSheet['names']) {
  const { id, displayName } = names.principal(decidedById);
  const { result, decidedAt, justification, grantedDuration, grantedScope } = decision;
  return {
    result,
    decidedBy: { id, displayName },
    decidedAt: decidedAt.toString(),
    justification,
    grantedDuration,
    grantedScope: grantedScope === null ? null : names.scope(grantedScope).path,
  };
}
