import { randomUUID } from 'node:crypto';
import { clockwork } from '../../src/clockwork/clockwork.ts';
import { cancelScheduleRequest } from '../../src/commands/cancel-schedule-request.ts';
import { addGroupMember, removeGroupMember } from '../../src/commands/change-group-members.ts';
import { decideApprovalStage } from '../../src/commands/decide-approval-stage.ts';
import { disablePrincipal, enablePrincipal } from '../../src/commands/disable-principal.ts';
import { submitScheduleRequest, validateScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import type { AskedRequest } from '../../src/domain/request/request.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { asks, caller, outcomeOf } from '../scenarios/story.ts';
import { as } from '../support/demo-ledger.ts';
import type { LedgerCopy } from './ledger-copies.ts';
import type { Step } from './step.ts';

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

function pick<Item>(items: readonly Item[], number: number): Item {
  return items[number % items.length] as Item;
}

/** What a dry run and the real thing answered; they are the same question. */
export interface Answer {
  readonly dryRun: string;
  readonly real: string;
}

/** Does one step; the answer where there is a dry run for it. */
export async function takeStep({ ledger, clock }: LedgerCopy, step: Step): Promise<Answer | null> {
  async function submit(by: string, over: Parameters<typeof asks>[0]): Promise<Answer> {
    const asked: AskedRequest = asks(over);
    const dryRun = await outcomeOf(validateScheduleRequest(ledger, caller(by), asked, randomUUID));
    return { dryRun, real: await outcomeOf(submitScheduleRequest(ledger, caller(by), asked, randomUUID)) };
  }
  /** The newest requests, the undecided ones first. */
  async function requestAt(number: number): Promise<string> {
    const rows = await ledger.read((reader) =>
      reader.query((db) =>
        db
          .selectFrom('schedule_request')
          .select(['id', 'status'])
          .where('type', '=', 'selfActivate')
          .orderBy('created_at', 'desc')
          .orderBy('id'),
      ),
    );
    const isOpen = (row: { status: string }) => row.status === 'pendingApproval';
    const ordered = [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))];
    return ordered[Math.min(number, ordered.length - 1)]?.id ?? '';
  }
  const administrator = (number: number) => (number === -1 ? demoIds.grace : pick(cast, number));
  const inMinutes = (minutes: number) => (minutes === 0 ? null : clock().add({ minutes }));
  const lasting = (minutes: number) => ({ type: 'afterDuration', duration: `PT${minutes}M` }) as const;

  switch (step.does) {
    case 'activate':
    case 'deactivate': {
      const principalId = pick(cast, step.who);
      const target = { principalId, roleDefinitionId: pick(roles, step.role), scope: pick(scopes, step.scope) };
      if (step.does === 'deactivate') return submit(principalId, { ...target, type: 'selfDeactivate' });
      const schedule = { startAt: inMinutes(step.inMinutes), expiration: lasting(step.minutes) };
      return submit(principalId, { ...target, schedule });
    }
    case 'decide': {
      await outcomeOf(
        decideApprovalStage(ledger, caller(pick(cast, step.by)), await requestAt(step.request), {
          result: step.approves ? 'approved' : 'denied',
          justification: 'seen',
          duration: step.minutes === null ? null : `PT${step.minutes}M`,
          scope: step.scope === null ? null : pick(scopes, step.scope),
        }),
      );
      return null;
    }
    case 'cancel':
      await outcomeOf(cancelScheduleRequest(ledger, caller(administrator(step.by)), await requestAt(step.request)));
      return null;
    case 'assign':
      return submit(administrator(step.by), {
        type: 'adminAssign',
        kind: step.kind,
        principalId: pick(cast, step.who),
        roleDefinitionId: pick(roles, step.role),
        scope: pick(scopes, step.scope),
        schedule: { startAt: inMinutes(step.inMinutes), expiration: lasting(step.minutes) },
      });
    case 'remove':
      return submit(administrator(step.by), {
        type: 'adminRemove',
        kind: step.kind,
        principalId: pick(cast, step.who),
        roleDefinitionId: pick(roles, step.role),
        scope: pick(scopes, step.scope),
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
