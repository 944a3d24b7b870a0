import type { FastifyRequest } from 'fastify';
import { approvalFacts } from '../../../commands/approval-facts.ts';
import { type ApprovalFacts, type AskedDecision, whyNot } from '../../../domain/approval/decide-approval.ts';
import type { ViolationCode } from '../../../domain/errors.ts';
import { ROOT } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { extensionOf } from '../../../ledger/facts/extension-facts.ts';
import { registeredScope } from '../../../ledger/facts/scope-facts.ts';
import { isToldWithin } from '../../../queries/known-scope.ts';
import { type Names, namesOf } from '../../../queries/names-of.ts';
import {
  decidableNow,
  matching,
  narrowedTo,
  narrowingsFor,
  scheduleRequests,
  visibleRequest,
} from '../../../queries/schedule-requests.ts';
import { type Viewer, viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import { scopeOf } from '../arm-scope.ts';
import { listQuestion } from '../filter/list-question.ts';
import { PAGE_SIZE, positionOf, presentPage } from '../paging.ts';
import { isGuid } from '../resource-ids.ts';
import { type ApprovalRecord, presentApproval } from './present.ts';

/** An approval with what it takes to show it. */
export interface FoundApproval {
  readonly record: ApprovalRecord;
  readonly names: Names;
  /** Of the address: ids of approvals repeat it (contracts/arm §10). */
  readonly scopePath: string;
}

/**
 * The approval at an address, where its request is at that scope or below. `notVisible`: the caller may not see it, or
 * there is none. `extension`: the caller sees the request, and it is decided by an administrator, not here.
 */
export async function findApproval(
  reader: Reader,
  request: FastifyRequest,
  id: string,
  now: Temporal.Instant,
): Promise<FoundApproval | 'notVisible' | 'elsewhere' | 'extension'> {
  const scope = scopeOf(request);
  const viewer = await viewerOf(reader, callerOf(request).principalId, now);
  const found = isGuid(id) ? await visibleRequest(reader, viewer, id.toLowerCase(), now) : null;
  const record = found === null ? null : await approvalRecord(reader, viewer, found.request.id, now);
  if (found !== null && record === null && (await extensionOf(reader, found.request.id)) !== null) return 'extension';
  if (found === null || record === null) return 'notVisible';
  const place = { scope: found.request.scope, at: scope };
  if (!(await isToldWithin(reader, viewer.facts.principal.id, place, now))) return 'elsewhere';
  const names = await namesOf(reader, [found.request], decidersOf(record));
  return { record, names, scopePath: await scopePathOf(reader, request) };
}

async function scopePathOf(reader: Reader, request: FastifyRequest): Promise<string> {
  const scope = scopeOf(request);
  return scope === ROOT ? ROOT : ((await registeredScope(reader, scope))?.path ?? scope);
}

function decidersOf({ stages }: ApprovalRecord): readonly string[] {
  return stages.flatMap(({ stage }) => (stage.decision === null ? [] : [stage.decision.decidedById]));
}

/** A decision that could be given; what stands against it tells whether the caller is one of the approvers. */
const anyDecision: AskedDecision = { result: 'denied', justification: 'as asked', duration: null, scope: null };
/** It is over, and was the caller's too. */
const tooLate: readonly ViolationCode[] = ['alreadyDecided', 'approvalClosed'];

async function approvalRecord(
  reader: Reader,
  viewer: Viewer,
  requestId: string,
  now: Temporal.Instant,
): Promise<ApprovalRecord | null> {
  const question = { requestId, stageId: null, decider: viewer.facts, asked: anyDecision };
  const facts = await approvalFacts(reader, question, now);
  if (facts === null) return null;
  const { request, stages, terms } = facts;
  const isOver = request.status !== 'pendingApproval' && request.status !== 'timedOut';
  return {
    requestId,
    stages: stages.map((stage) => ({
      stage,
      isClosed: stage.decision === null && isOver,
      isAssignedToCaller: isAssigned({ ...facts, stage }, now),
    })),
    unopenedStageIds: terms?.stageIds.slice(stages.length) ?? [],
    isOver: isOver || request.status === 'timedOut',
  };
}

/** Theirs to decide, or it was when it was open; who has decided a stage that waits for others has nothing to do. */
function isAssigned(facts: ApprovalFacts, now: Temporal.Instant): boolean {
  const violation = whyNot(anyDecision, facts, now);
  if (violation === null) return true;
  const isWaiting = facts.stage.decision === null && violation.code === 'alreadyDecided';
  return tooLate.includes(violation.code) && !isWaiting;
}

const settings = { functions: ['asApprover', 'asCreatedBy', 'asTarget'], properties: [], isInherited: false };

/** A page of approvals: the caller's to decide, the caller's own, or all where the caller reads (contracts/arm §3). */
export async function listApprovals(reader: Reader, request: FastifyRequest, now: Temporal.Instant) {
  const question = await listQuestion(reader, request, callerOf(request).principalId, settings, now);
  const { viewer, filter } = question;
  const call = filter.call?.name;
  const requestorId = call === 'ascreatedby' ? viewer.facts.principal.id : null;
  const criteria = { ...question, kind: 'active', requestorId, statuses: null, withApproval: true } as const;
  const wanted = { filter: matching(criteria, now), narrowings: await narrowingsFor(reader, criteria) };
  const list = call === 'asapprover' ? narrowedTo(wanted, await decidableNow(reader, viewer, now)) : wanted;
  const page = { limit: PAGE_SIZE, after: positionOf(request) };
  const { items, next } = await scheduleRequests(reader, list, page, now);
  const records: ApprovalRecord[] = [];
  for (const item of items) {
    const record = await approvalRecord(reader, viewer, item.request.id, now);
    if (record !== null) records.push(record);
  }
  const asked = items.map((item) => item.request);
  const names = await namesOf(reader, asked, records.flatMap(decidersOf));
  const scopePath = await scopePathOf(reader, request);
  const shown = records.map((record) => presentApproval(record, names, scopePath, now));
  return presentPage(request, shown, next);
}
