import {
  decideRoleAssignmentChange,
  whyDescriptionInvalid,
} from '../domain/assignment/decide-role-assignment-change.ts';
import { refuse } from '../domain/errors.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import type { AskedRequest } from '../domain/request/request.ts';
import type { Schedule, WrittenCondition } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { descriptionOf, roleAssignmentNamed } from '../ledger/facts/role-assignment-facts.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { assignRole } from './assign-role.ts';
import { assignmentTarget } from './authorise-assignment.ts';
import { type Caller, contextOf } from './caller.ts';
import { keepLastAdministrator } from './last-administrator.ts';

/** A role assignment as a client writes it: active, from now on, without an end. */
export interface AskedRoleAssignment {
  readonly name: string;
  readonly scope: Scope;
  readonly principalId: string;
  /** What the client takes the principal for; null: it does not say. */
  readonly principalKind: PrincipalKind | null;
  readonly roleDefinitionId: string;
  /** Is the justification too, where the policy asks for one. */
  readonly description: string | null;
  readonly condition: WrittenCondition | null;
}

/**
 * Assigns a role under a name, by the same rules and on the same record as an administrator's request; writing it again
 * changes its description and condition. Who may: as for `assignActive`.
 */
export function createRoleAssignment(
  ledger: Ledger,
  caller: Caller,
  asked: AskedRoleAssignment,
  newId: () => string,
): Promise<{ readonly isNew: boolean }> {
  return ledger.execute(contextOf(caller, 'createRoleAssignment', asked.name), async (command) => {
    const existing = await roleAssignmentNamed(command.tx, asked.name, command.now);
    if (existing === null) await create(command, caller, asked, newId);
    else await change(command, caller, asked, existing);
    return { isNew: existing === null };
  });
}

async function create(
  { tx, now, append }: CommandScope,
  caller: Caller,
  asked: AskedRoleAssignment,
  newId: () => string,
): Promise<void> {
  // a name can be used again once its assignment is gone; the record keeps the first request of that id
  const id = (await requestById(tx, asked.name)) === null ? asked.name : newId();
  const decision = await assignRole({ tx, now, caller, asked: toRequest(asked, id), newId, proofId: null });
  await checkPrincipalKind({ tx }, asked);
  if (!decision.accepted) refuse(decision.violation);
  const violation = whyDescriptionInvalid(asked.description);
  if (violation !== null) refuse(violation);
  const { name, description } = asked;
  await append([
    ...decision.events,
    {
      type: 'roleAssignment.described',
      scheduleId: id,
      name,
      description,
      describedById: caller.principalId,
      isNew: true,
    },
  ]);
}

async function change(
  { tx, now, append }: CommandScope,
  caller: Caller,
  asked: AskedRoleAssignment,
  existing: Schedule,
): Promise<void> {
  await assignmentTarget(tx, caller, ['assignActive'], asked, now);
  await checkPrincipalKind({ tx }, asked);
  const description = await descriptionOf(tx, existing.id);
  const decision = decideRoleAssignmentChange(asked, existing, description, caller.principalId);
  if (!decision.accepted) refuse(decision.violation);
  await keepLastAdministrator(tx, now, decision.events);
  await append(decision.events);
}

function toRequest(asked: AskedRoleAssignment, id: string): AskedRequest {
  return {
    id,
    kind: 'active',
    type: 'adminAssign',
    principalId: asked.principalId,
    roleDefinitionId: asked.roleDefinitionId,
    scope: asked.scope,
    schedule: { startAt: null, expiration: { type: 'noExpiration' } },
    justification: asked.description,
    ticket: null,
    condition: asked.condition,
    linkedEligibilityId: null,
    targetScheduleId: null,
  };
}

/** A client that is wrong about whom it gives a role to is told so, and gives none. */
async function checkPrincipalKind(
  { tx }: Pick<CommandScope, 'tx'>,
  { principalId, principalKind }: AskedRoleAssignment,
): Promise<void> {
  const principal = await principalById(tx, principalId);
  if (principalKind === null || principal === null || principal.kind === principalKind) return;
  refuse({
    code: 'principalTypeMismatch',
    field: 'principalType',
    given: principalKind,
    allowed: principal.kind,
    message: `principal \`${principalId}\` is a ${principal.kind}, not a ${principalKind}; send its own type or none`,
  });
}
