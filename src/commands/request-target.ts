import { refuse } from '../domain/errors.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { AskedRequest } from '../domain/request/request.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import { standsAt } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { knowsRole } from './knows-role.ts';

/** The role and scope that a request is about. */
export interface RequestTarget {
  readonly role: RoleDefinition;
  readonly scopeChain: readonly Scope[];
}

type Place = Pick<AskedRequest, 'roleDefinitionId' | 'scope'>;

/**
 * What somebody asks about, before it is decided what they may know of it. Nothing of it is told to whoever has nothing
 * to do there: neither whether the scope is registered nor what the role is (ADR 0016).
 */
export interface AskedTarget {
  readonly asked: Place;
  /** null: there is none, or none that the caller may know of. */
  readonly role: RoleDefinition | null;
  /** From the scope up to the root; the scope itself need not be registered. */
  readonly scopeChain: readonly Scope[];
}

/** Looks up what somebody asks about, as far as they may know of the role. */
export async function askedTarget(
  tx: Reader,
  caller: PrincipalFacts,
  { roleDefinitionId, scope }: Place,
  now: Temporal.Instant,
): Promise<AskedTarget> {
  const role = await roleDefinitionById(tx, roleDefinitionId);
  const isKnown = role !== null && (await knowsRole(tx, caller, role, now));
  return {
    asked: { roleDefinitionId, scope },
    role: isKnown ? role : null,
    scopeChain: await scopeChainOf(tx, scope),
  };
}

/** Refuses an unknown role, and a built-in one that stands at no scope of the kind: that is no secret of anybody's. */
export function requireRole({ asked, role, scopeChain }: AskedTarget): RoleDefinition {
  if (role === null) {
    refuse({
      code: 'roleDefinitionNotFound',
      field: 'roleDefinitionId',
      message: `there is no role definition \`${asked.roleDefinitionId}\``,
    });
  }
  if (role.kind === 'builtIn' && !standsAt(role, scopeChain)) refuseScope(role, asked);
  return role;
}

/** Refuses an unknown role or scope and a role that cannot stand at the scope, for whoever has to do with both. */
export async function requireTarget(tx: Reader, target: AskedTarget): Promise<RequestTarget> {
  const { asked, scopeChain } = target;
  const role = requireRole(target);
  if ((await registeredScope(tx, asked.scope)) === null) {
    refuse({ code: 'scopeNotFound', field: 'scope', message: `scope \`${asked.scope}\` is not registered` });
  }
  if (!standsAt(role, scopeChain)) refuseScope(role, asked);
  return { role, scopeChain };
}

function refuseScope({ name }: RoleDefinition, { scope }: Place): never {
  return refuse({
    code: 'scopeDoesNotMatchRoleDefinition',
    field: 'scope',
    message: `role \`${name}\` cannot be assigned at \`${scope}\``,
  });
}

/** The role and scope of what is on record; refuses as `requireTarget`, and looks at no right. */
export async function requestTarget(tx: Reader, asked: Place): Promise<RequestTarget> {
  const role = await roleDefinitionById(tx, asked.roleDefinitionId);
  return requireTarget(tx, { asked, role, scopeChain: await scopeChainOf(tx, asked.scope) });
}
