import { type ApprovalWarning, approvalWarnings } from '../domain/approval/approval-warnings.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { WrittenCondition } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import { later, milliseconds, parseDuration } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { approvalTerms, stagesOf } from '../ledger/facts/approval-facts.ts';
import { principalFacts } from '../ledger/facts/principal-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { judgesRequestor } from './judges-requestor.ts';
import { type Names, namesOf } from './names-of.ts';
import { visibleRequest } from './request-history.ts';
import type { RequestView } from './request-view.ts';
import { type PastActivation, roleUse } from './role-use.ts';
import { type SheetStage, sheetStages } from './sheet-stages.ts';

/**
 * Everything that an approver should see before deciding (BEHAVIOUR §4). Groups, the eligibility, warnings and earlier
 * activations are for who judges the requestor; others who see the request, as it is for a group of theirs, get none.
 */
export interface DecisionSheet {
  readonly request: RequestView;
  readonly roleDescription: string;
  readonly condition: WrittenCondition | null;
  /** Names of the groups that the requestor is in, the nested ones too. */
  readonly requestorGroups: readonly string[];
  /** When the eligibility behind it ends; null: never, or there is none. */
  readonly eligibilityEndsAt: Temporal.Instant | null;
  readonly stages: readonly SheetStage[];
  readonly warnings: readonly ApprovalWarning[];
  /** The requestor's last activations of this role, the newest first. */
  readonly lastActivations: readonly PastActivation[];
  readonly names: Names;
}

const SHOWN_ACTIONS = 3;
const SHOWN_ACTIVATIONS = 5;
const READ_ACTIVATIONS = 50;

/** The sheet of one request; null where the person may not see it, or it needs no approval. */
export async function decisionSheet(
  reader: Reader,
  principalId: string,
  requestId: string,
  now: Temporal.Instant,
): Promise<DecisionSheet | null> {
  const view = await visibleRequest(reader, principalId, requestId, now);
  const request = await requestById(reader, requestId);
  const role = request === null ? null : await roleDefinitionById(reader, request.roleDefinitionId);
  const opened = await stagesOf(reader, requestId);
  if (view === null || request === null || role === null || opened.length === 0) return null;

  const scopeChain = await scopeChainOf(reader, request.scope);
  const policy = await policyFor(reader, role, scopeChain);
  const terms = await approvalTerms(reader, requestId);
  const rules = terms?.rules ?? policy.rules;
  const stages = await sheetStages(
    reader,
    { request, opened, terms, place: { role, policy, scopeChain } },
    view.status,
    now,
  );
  const deciderIds = stages.flatMap(({ decisions }) => decisions.map(({ decidedById }) => decidedById));

  const isForJudging = await judgesRequestor(reader, principalId, { request, opened, role, scopeChain }, now);
  const use = await roleUse(reader, request, READ_ACTIVATIONS, now);
  const earlier = use.activations.filter((activation) => activation.requestId !== requestId);
  const shown = isForJudging ? earlier.slice(0, SHOWN_ACTIVATIONS) : [];
  const { linkedEligibilityId, schedule, createdAt, justification } = request;
  const eligibility = linkedEligibilityId === null ? null : await scheduleById(reader, linkedEligibilityId);
  const groupIds = isForJudging ? [...((await principalFacts(reader, request.requestorId, now))?.groupIds ?? [])] : [];
  const naming = (scope: Scope) => ({ scope, roleDefinitionId: role.id, principalId: '' });
  const names = await namesOf(reader, [...shown.map(({ scope }) => scope), ...grantedScopes(stages)].map(naming), [
    ...deciderIds,
    ...groupIds,
  ]);
  return {
    request: view,
    roleDescription: role.description === '' ? allowedActions(role) : role.description,
    condition: request.condition,
    requestorGroups: groupIds.map((id) => names.principal(id).displayName).sort(),
    eligibilityEndsAt: isForJudging ? (eligibility?.endAt ?? null) : null,
    stages,
    warnings: !isForJudging
      ? []
      : approvalWarnings({
          justification,
          startAt: schedule.startAt === null ? createdAt : later(schedule.startAt, createdAt),
          durationMs: view.duration === null ? null : milliseconds(parseDuration(view.duration, 'duration')),
          maximumMs: milliseconds(
            parseDuration(rules.Expiration_EndUser_Assignment.maximumDuration, 'maximumDuration'),
          ),
          earlierStartsAt: earlier.map(({ startAt }) => startAt),
          askedThisWeek: use.askedThisWeek,
        }),
    lastActivations: shown,
    names,
  };
}

function grantedScopes(stages: readonly SheetStage[]): readonly Scope[] {
  return stages.flatMap(({ decisions }) => decisions.flatMap(({ grantedScope }) => grantedScope ?? []));
}

/** What a role without a description can do: its first actions. */
function allowedActions({ permissions }: RoleDefinition): string {
  const actions = permissions.flatMap((each) => [...each.actions, ...each.dataActions]);
  const shown = actions.slice(0, SHOWN_ACTIONS).join(', ');
  return actions.length > SHOWN_ACTIONS ? `${shown} and ${actions.length - SHOWN_ACTIONS} more` : shown;
}
