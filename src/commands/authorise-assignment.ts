import type { Principal } from '../domain/principal.ts';
import type { AskedRequest } from '../domain/request/request.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { ScheduleKind } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { RoleBoundCommand } from './access-control.ts';
import { authorise, callerFacts } from './authorise.ts';
import type { Caller } from './caller.ts';
import { askedTarget, type RequestTarget, requireTarget } from './request-target.ts';

/** The command that gives an assignment of this kind. */
export function assigning(kind: ScheduleKind): RoleBoundCommand {
  return kind === 'eligible' ? 'assignEligible' : 'assignActive';
}

/** What a condition on the caller's role knows the kind of principal as. */
export function principalTypeOf(principal: Principal | null): string {
  return principal === null ? '' : principal.kind.charAt(0).toUpperCase() + principal.kind.slice(1);
}

interface AuthorisedAssignment {
  readonly role: Pick<RoleDefinition, 'id' | 'family'>;
  readonly scopeChain: readonly Scope[];
  readonly principalId: string;
}

/** An assignment that somebody may write. */
export interface AssignmentTarget extends RequestTarget {
  readonly principalId: string;
  /** null where there is no such principal. */
  readonly principal: Principal | null;
}

type AskedAssignment = Pick<AskedRequest, 'roleDefinitionId' | 'scope' | 'principalId'>;

/**
 * What an asked assignment is about, for a caller who may give all of the commands about it. Whoever may not is refused
 * before anything is said of the role, the scope or the principal.
 */
export async function assignmentTarget(
  tx: Reader,
  caller: Caller,
  commands: readonly RoleBoundCommand[],
  asked: AskedAssignment,
  now: Temporal.Instant,
): Promise<AssignmentTarget> {
  const about = await askedTarget(tx, await callerFacts(tx, caller, now), asked, now);
  const { principalId } = asked;
  const role = about.role ?? { id: asked.roleDefinitionId, family: 'resource' };
  const principal = await authoriseAssignment(tx, caller, commands, { ...about, role, principalId }, now);
  return { ...(await requireTarget(tx, about)), principalId, principal };
}

/**
 * Refuses unless the caller may give all of the commands about an assignment of the role to the principal, by the
 * conditions on the caller's own roles too (BEHAVIOUR §3). Returns the principal; null where there is none.
 */
export async function authoriseAssignment(
  tx: Reader,
  caller: Caller,
  commands: readonly RoleBoundCommand[],
  { role, scopeChain, principalId }: AuthorisedAssignment,
  now: Temporal.Instant,
): Promise<Principal | null> {
  const principal = await principalById(tx, principalId);
  const assignment = { roleDefinitionId: role.id, principalId, principalType: principalTypeOf(principal) };
  for (const command of commands) {
    await authorise(tx, caller, command, { family: role.family, scopeChain, assignment }, now);
  }
  return principal;
}
