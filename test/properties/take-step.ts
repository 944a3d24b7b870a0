import { randomUUID } from 'node:crypto';
import { clockwork } from '../../src/clockwork/clockwork.ts';
import { cancelScheduleRequest } from '../../src/commands/cancel-schedule-request.ts';
import { addGroupMember, removeGroupMember } from '../../src/commands/change-group-members.ts';
import { decideApprovalStage } from '../../src/commands/decide-approval-stage.ts';
import { decideExtensionRequest } from '../../src/commands/decide-extension-request.ts';
import { disablePrincipal, enablePrincipal } from '../../src/commands/disable-principal.ts';
import { submitScheduleRequest, validateScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { groupScope } from '../../src/domain/group/group-scope.ts';
import type { AskedRequest, RequestType } from '../../src/domain/request/request.ts';
import { isUnfinished, type Schedule, type ScheduleKind } from '../../src/domain/schedule.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { asks, caller, outcomeOf } from '../scenarios/story.ts';
import { as } from '../support/demo-ledger.ts';
import type { LedgerCopy } from './ledger-copies.ts';
import type { ReferenceModel } from './reference-model.ts';
import { MEMBERSHIP, type Step } from './step.ts';

const groups = [demoIds.platformEngineers, demoIds.onCall, demoIds.accessApprovers, demoIds.securityLeads];
/** Heidi and Grace hold the organisation together; they are not among those to whom everything happens. */
export const cast = [
  demoIds.alice,
  demoIds.frank,
  demoIds.mallory,
  demoIds.bob,
  demoIds.dave,
  demoIds.carol,
  ...groups,
];
export const roles = [demoRoles.contributor, demoRoles.owner, demoRoles.reader];
export const scopes = [demoScopes.production, demoScopes.web, demoScopes.webServer, demoScopes.managementGroup].map(
  (path) => parseScope(path),
);

/** A role and where: one of the scopes, or for membership one of the groups. */
function placeOf({ role, scope }: { readonly role: number; readonly scope: number }) {
  if (role === MEMBERSHIP) return { roleDefinitionId: demoRoles.groupMember, scope: groupScope(pick(groups, scope)) };
  return { roleDefinitionId: pick(roles, role), scope: pick(scopes, scope) };
}

/** Under which nobody may do anything of whom nothing is known. */
const bound = { text: "@Resource[a] StringEquals 'x'", version: '2.0' } as const;

function otherKind(kind: ScheduleKind): ScheduleKind {
  return kind === 'eligible' ? 'active' : 'eligible';
}

function requestType(does: 'update' | 'extend' | 'renew', isByHolder: boolean): RequestType {
  if (does === 'update') return 'adminUpdate';
  if (does === 'extend') return isByHolder ? 'selfExtend' : 'adminExtend';
  return isByHolder ? 'selfRenew' : 'adminRenew';
}

function pick<Item>(items: readonly Item[], number: number): Item {
  return items[number % items.length] as Item;
}

/** What a dry run and the real thing answered; they are the same question. */
export interface Answer {
  readonly dryRun: string;
  readonly real: string;
}

/** Does one step; the answer where there is a dry run for it. */
export async function takeStep(
  { ledger, clock }: LedgerCopy,
  step: Step,
  model: ReferenceModel,
): Promise<Answer | null> {
  async function submit(by: string, over: Parameters<typeof asks>[0]): Promise<Answer> {
    const asked: AskedRequest = asks(over);
    const dryRun = await outcomeOf(validateScheduleRequest(ledger, caller(by), asked, randomUUID));
    return { dryRun, real: await outcomeOf(submitScheduleRequest(ledger, caller(by), asked, randomUUID)) };
  }
  /** The newest requests that are decided this way, the undecided ones first. */
  async function requestAt(number: number, waitsFor: 'pendingApproval' | 'pendingAdminDecision'): Promise<string> {
    const types = waitsFor === 'pendingAdminDecision' ? ['selfExtend', 'selfRenew'] : ['selfActivate', 'selfExtend'];
    const newest = [...model.requests.values()].filter(({ type }) => types.includes(type)).reverse();
    const open = await ledger.read((reader) =>
      reader.query((db) => db.selectFrom('schedule_request').select('id').where('status', '=', waitsFor)),
    );
    const openIds = new Set(open.map(({ id }) => id));
    const ordered = [...newest.filter(({ id }) => openIds.has(id)), ...newest.filter(({ id }) => !openIds.has(id))];
    return ordered[Math.min(number, ordered.length - 1)]?.id ?? '';
  }
  /** The newest assignments; first those that have expired where one is to be renewed. */
  function assignmentAt(number: number, isExpired: boolean): Schedule | undefined {
    const newest = [...model.schedules.values()].reverse().filter(({ principalId, assignmentType }) => {
      return assignmentType === 'assigned' && cast.includes(principalId);
    });
    const ordered = [...newest.filter((each) => isUnfinished(each, clock()) !== isExpired), ...newest];
    return ordered[Math.min(number, ordered.length - 1)];
  }
  const administrator = (number: number) => (number === -1 ? demoIds.grace : pick(cast, number));
  const inMinutes = (minutes: number) => (minutes === 0 ? null : clock().add({ minutes }));
  const lasting = (minutes: number) => ({ type: 'afterDuration', duration: `PT${minutes}M` }) as const;

  switch (step.does) {
    case 'activate':
    case 'deactivate': {
      const principalId = pick(cast, step.who);
      const target = { principalId, ...placeOf(step) };
      if (step.does === 'deactivate') return submit(principalId, { ...target, type: 'selfDeactivate' });
      const schedule = { startAt: inMinutes(step.inMinutes), expiration: lasting(step.minutes) };
      return submit(principalId, { ...target, schedule });
    }
    case 'decide': {
      await outcomeOf(
        decideApprovalStage(ledger, caller(pick(cast, step.by)), await requestAt(step.request, 'pendingApproval'), {
          result: step.approves ? 'approved' : 'denied',
          justification: 'seen',
          duration: step.minutes === null ? null : `PT${step.minutes}M`,
          scope: step.scope === null ? null : pick(scopes, step.scope),
        }),
      );
      return null;
    }
    case 'cancel': {
      const id = await requestAt(step.request, 'pendingApproval');
      await outcomeOf(cancelScheduleRequest(ledger, caller(administrator(step.by)), id));
      return null;
    }
    case 'update':
    case 'extend':
    case 'renew': {
      const found = assignmentAt(step.assignment, step.does === 'renew');
      if (found === undefined) return null;
      const isByHolder = step.by === 'holder';
      return submit(step.by === 'holder' ? found.principalId : administrator(step.by), {
        type: requestType(step.does, isByHolder),
        kind: step.becomes === 'same' || isByHolder ? found.kind : otherKind(found.kind),
        principalId: found.principalId,
        roleDefinitionId: found.roleDefinitionId,
        scope: found.scope,
        targetScheduleId: found.id,
        schedule: {
          startAt: inMinutes(step.inMinutes),
          expiration: step.minutes === null ? null : lasting(step.minutes),
        },
        condition: step.isConditional ? bound : null,
      });
    }
    case 'prolong':
      return submit(pick(cast, step.who), {
        type: 'selfExtend',
        principalId: pick(cast, step.who),
        ...placeOf(step),
        schedule: { startAt: null, expiration: lasting(step.minutes) },
      });
    case 'answer': {
      const id = await requestAt(step.request, 'pendingAdminDecision');
      const request = model.requests.get(id);
      if (request === undefined) return null;
      await outcomeOf(
        decideExtensionRequest(ledger, caller(administrator(step.by)), id, {
          result: step.approves ? 'approved' : 'denied',
          justification: 'seen',
          kind: step.becomes === 'same' ? null : otherKind(request.kind),
          startAt: inMinutes(step.inMinutes),
          expiration: null,
        }),
      );
      return null;
    }
    case 'assign':
      return submit(administrator(step.by), {
        type: 'adminAssign',
        kind: step.kind,
        principalId: pick(cast, step.who),
        ...placeOf(step),
        schedule: { startAt: inMinutes(step.inMinutes), expiration: lasting(step.minutes) },
      });
    case 'remove':
      return submit(administrator(step.by), {
        type: 'adminRemove',
        kind: step.kind,
        principalId: pick(cast, step.who),
        ...placeOf(step),
      });
    case 'join':
      await outcomeOf(addGroupMember(ledger, as('grace'), pick(groups, step.group), pick(cast, step.who)));
      return null;
    case 'leave':
      await outcomeOf(removeGroupMember(ledger, as('grace'), pick(groups, step.group), pick(cast, step.who)));
      return null;
    case 'disable':
      await outcomeOf(disablePrincipal(ledger, as('grace'), pick(cast, step.who)));
      return null;
    case 'enable': {
      const disabled = await ledger.read((reader) =>
        reader.query((db) => db.selectFrom('principal').select('id').where('enabled', '=', 0).orderBy('id')),
      );
      if (disabled.length > 0) await outcomeOf(enablePrincipal(ledger, as('grace'), pick(disabled, step.who).id));
      return null;
    }
    case 'wait':
      clock.set(clock().add({ milliseconds: step.milliseconds }));
      return null;
    case 'look': {
      const fail = (error: unknown) => {
        throw error;
      };
      await clockwork({ ledger, clock, onError: fail, everyMs: 1_000_000 }).tick();
      return null;
    }
  }
}
