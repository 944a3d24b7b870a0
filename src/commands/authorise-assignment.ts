import type { Principal } from '../domain/principal.ts';
import type { ScheduleKind } from '../domain/schedule.ts';
import type { Reader } from '../ledger/engine.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { RoleBoundCommand } from './access-control.ts';
import { authorise } from './authorise.ts';
import type { Caller } from './caller.ts';
import type { RequestTarget } from './request-target.ts';

/** The command that gives an assignment of this kind. */
export function assigning(kind: ScheduleKind): RoleBoundCommand {
  return kind === 'eligible' ? 'assignEligible' : 'assignActive';
}

/** What a condition on the caller's role knows the kind of principal as. */
export function principalTypeOf(principal: Principal | null): string {
  return principal === null ? '' : principal.kind.charAt(0).toUpperCase() + principal.kind.slice(1);
}

/**
 * Refuses unless the caller may give all of the commands about an assignment of the role to the principal, by the
 * conditions on the caller's own roles too (BEHAVIOUR §3). Returns the principal; null where there is none.
 */
export async function authoriseAssignment(
  tx: Reader,
  caller: Caller,
  commands: readonly RoleBoundCommand[],
  { role, scopeChain, principalId }: RequestTarget & { readonly principalId: string },
  now: Temporal.Instant,
): Promise<Principal | null> {
  const principal = await principalById(tx, principalId);
  const assignment = { roleDefinitionId: role.id, principalId, principalType: principalTypeOf(principal) };
  for (const command of commands) {
    await authorise(tx, caller, command, { family: role.family, scopeChain, assignment }, now);
  }
  return principal;
}
