import type { Reader } from '../../ledger/engine.ts';
import { type PastAccess, type PastAccessQuestion, pastAccess } from '../../queries/past-access.ts';
import type { PastHolder, PastReason } from '../../queries/past-holders.ts';
import type { AskedEvaluation, DecisionSource, EvaluationAnswer } from './answer-with-reason.ts';
import { evaluationAttributes } from './evaluation-attributes.ts';
import { presentMemberships } from './present-explanation.ts';

/** So many schedules are named at most; the rest is counted. */
const MOST_CONSIDERED = 20;

const reasons = {
  granted: 'granted',
  // attributes are given, so that no condition is left open
  conditional: 'noAssignment',
  none: 'noAssignment',
  denied: 'denied',
  disabled: 'principalDisabled',
  unknown: 'principalUnknown',
} as const satisfies Record<PastHolder['outcome'], string>;

/**
 * The decision about an instant in the past, from the ledger, as it was known then (ADR 0026): about oneself, or by who
 * reads assignments there now. Conditions are judged by what the question says of its subject and resource.
 */
export async function answerAboutPast(
  { decisions }: DecisionSource,
  reader: Reader,
  { body, callerId, wishes }: AskedEvaluation,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<EvaluationAnswer> {
  const question = decisions.read(body, callerId);
  const { subject, scope } = question;
  const { name, properties } = body.action;
  if (!subject.isKnown || scope === undefined) {
    decisions.authorise(question, body, callerId, now.epochMilliseconds);
    const reason = subject.isKnown ? 'noAssignment' : 'principalUnknown';
    return { decision: false, context: { at: at.toString(), reason } };
  }
  const asked =
    question.family === 'directory'
      ? { roleDefinitionId: question.roleId }
      : { action: name, isDataAction: properties?.isDataAction === true ? true : null };
  const attributes = evaluationAttributes(body, at.epochMilliseconds);
  const past: PastAccessQuestion = { principalId: subject.id, scope, asked, at, attributes };
  const found = await pastAccess(reader, callerId, past, now);
  const [holder] = found.holders;
  const outcome = holder?.outcome ?? 'unknown';
  const context = { at: at.toString(), reason: reasons[outcome], isComplete: found.isComplete };
  const why = wishes.explain && holder !== undefined ? presentPastReason(found, holder) : {};
  return { decision: outcome === 'granted', context: { ...context, ...why } };
}

function presentPastReason(found: PastAccess, holder: PastHolder): Readonly<Record<string, unknown>> {
  const { outcome, denial } = holder;
  if (outcome === 'denied') {
    return denial !== null && found.seesDenial(holder) ? { denyAssignment: { id: denial.id, name: denial.name } } : {};
  }
  const [by] = holder.reasons;
  if (by !== undefined) return { ...presentSchedule(found, by), pattern: by.pattern };
  if (holder.membership !== null) return { memberships: presentMemberships(holder.membership, found.names) };
  const shown = holder.others.slice(0, MOST_CONSIDERED);
  return {
    considered: shown.map((other) => ({ obstacle: other.obstacle, ...presentSchedule(found, other) })),
    notShown: holder.others.length - shown.length,
  };
}

function presentSchedule(
  { names }: PastAccess,
  { schedule, role, path }: Pick<PastReason, 'schedule' | 'role' | 'path'>,
) {
  const { kind, displayName } = names.principal(schedule.principalId);
  return {
    scheduleId: schedule.id,
    role: { id: role.id, name: role.name },
    scope: names.scope(schedule.scope).path,
    through: { id: schedule.principalId, type: kind, displayName },
    from: schedule.startAt.toString(),
    until: schedule.endAt?.toString() ?? null,
    memberships: presentMemberships(path, names),
    condition: schedule.condition?.text ?? null,
  };
}
