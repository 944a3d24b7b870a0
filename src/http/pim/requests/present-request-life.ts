import type { Static } from 'typebox';
import type { StageDecision } from '../../../domain/approval/approval.ts';
import type { Violation } from '../../../domain/errors.ts';
import { isBefore } from '../../../domain/time.ts';
import type { RequestLife } from '../../../queries/request-life.ts';
import type { RequestView } from '../../../queries/request-view.ts';
import type { Told } from '../../../queries/told-of-request.ts';
import { presentHistoryItem } from '../present-request.ts';
import type { requestLifeBody } from './request-life-schema.ts';

type Body = Static<typeof requestLifeBody>;
type Step = Body['steps'][number];

const nothing = { at: null, by: null, result: null, text: null, reason: null, granted: null, people: [] };

export function presentRequestLife(
  view: RequestView,
  life: RequestLife,
  whyNotCancel: Violation | null,
  now: Temporal.Instant,
): Body {
  const happened = [asked(view), ...decisions(life), ...closing(view, life), ...activity(view, life), ...told(life)];
  return {
    request: presentHistoryItem(view),
    steps: [...happened.sort(byTime), ...toCome(view, life, now)],
    needsApproval: life.stages.length > 0,
    mayCancel: whyNotCancel === null,
    whyNotCancel: whyNotCancel === null ? null : { code: whyNotCancel.code, detail: whyNotCancel.message },
    asOf: now.toString(),
  };
}

function asked({ requestor, requestedAt, justification }: RequestView): Step {
  const by = { id: requestor.id, displayName: requestor.displayName };
  return { ...nothing, kind: 'asked', at: requestedAt.toString(), by, text: justification };
}

/** One step for all messages of one event. */
function told({ told: messages }: RequestLife): readonly Step[] {
  const groups = Map.groupBy(messages, ({ sequence }) => sequence);
  return [...groups.values()].map((group) => {
    const [first] = group as [Told, ...Told[]];
    const people = group.map(({ displayName, channel, deliveredAt, isDead }) => ({
      displayName,
      channel,
      delivery: deliveredAt !== null ? ('delivered' as const) : isDead ? ('failed' as const) : ('waiting' as const),
      deliveredAt: deliveredAt?.toString() ?? null,
    }));
    return { ...nothing, kind: 'told', at: first.at.toString(), reason: first.event, people };
  });
}

function decisions({ stages, names }: RequestLife): readonly Step[] {
  return stages.flatMap((stage) => stage.decisions.map((decision) => decided(decision, names)));
}

function decided(decision: StageDecision, names: RequestLife['names']): Step {
  const { result, decidedById, decidedAt, justification, grantedDuration, grantedScope } = decision;
  const { displayName } = names.principal(decidedById);
  const isLess = grantedDuration !== null || grantedScope !== null;
  return {
    ...nothing,
    kind: 'decided',
    at: decidedAt.toString(),
    by: { id: decidedById, displayName },
    result,
    text: justification,
    granted: isLess ? { duration: grantedDuration, scope: grantedScope } : null,
  };
}

/** What an administrator decided is of no stage; what was withdrawn or ran out was decided by nobody. */
function closing(view: RequestView, { closed, stages, names }: RequestLife): readonly Step[] {
  const { decision, status, expiresAt } = view;
  const steps: Step[] = [];
  if (decision !== null && stages.length === 0) {
    const by = { id: decision.decidedBy.id, displayName: decision.decidedBy.displayName ?? decision.decidedBy.id };
    const result = status === 'Denied' ? 'denied' : 'approved';
    const at = decision.decidedAt.toString();
    steps.push({ ...nothing, kind: 'decided', at, by, result, text: decision.comment });
  }
  if (closed !== null) {
    const by = closed.byId === null ? null : { id: closed.byId, displayName: names.principal(closed.byId).displayName };
    steps.push({ ...nothing, kind: 'canceled', at: closed.at.toString(), by, reason: view.closedReason });
  }
  if (status === 'Expired') steps.push({ ...nothing, kind: 'expired', at: expiresAt?.toString() ?? null });
  return steps;
}

function activity({ activatedAt, deactivatedAt }: RequestView, { endReason }: RequestLife): readonly Step[] {
  const steps: Step[] = [];
  if (activatedAt !== null) steps.push({ ...nothing, kind: 'started', at: activatedAt.toString() });
  if (deactivatedAt !== null) {
    steps.push({ ...nothing, kind: 'ended', at: deactivatedAt.toString(), reason: endReason ?? 'expired' });
  }
  return steps;
}

function toCome(view: RequestView, { stages, schedule }: RequestLife, now: Temporal.Instant): readonly Step[] {
  if (view.status === 'Pending') {
    const open = stages.find(({ state }) => state === 'open');
    const people = (open?.canDecide ?? []).map(({ displayName }) => ({
      displayName,
      channel: null,
      delivery: null,
      deliveredAt: null,
    }));
    return [{ ...nothing, kind: 'waits', at: view.expiresAt?.toString() ?? null, people }];
  }
  if (schedule === null || view.status !== 'Approved') return [];
  const { startAt, endAt } = schedule;
  const steps: Step[] = [];
  if (isBefore(now, startAt)) steps.push({ ...nothing, kind: 'starts', at: startAt.toString() });
  if (endAt !== null && isBefore(now, endAt)) steps.push({ ...nothing, kind: 'ends', at: endAt.toString() });
  return steps;
}

/** Steps of one instant stay in the order in which they come: asked, decided, started, and then who was told of it. */
function byTime(a: Step, b: Step): number {
  const at = ({ at }: Step) => (at === null ? 0 : Temporal.Instant.from(at).epochMilliseconds);
  return at(a) - at(b);
}
