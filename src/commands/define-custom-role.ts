import { type AskedRole, decideCustomRole, MOST_ASSIGNABLE_SCOPES } from '../domain/custom-role/decide-custom-role.ts';
import type { HeldRights } from '../domain/custom-role/held-rights.ts';
import { invalidField, refuse } from '../domain/errors.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { rightsOf } from '../ledger/facts/rights-facts.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { assignedScopes, customRoleCount, isRoleNameTaken } from '../ledger/facts/role-use-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise, callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/**
 * Makes or changes a custom role; who holds it has what it gives now at once. Who may: whoever may write role
 * definitions at every scope where it can and could be assigned, within what they hold there themselves. `writtenAt` is
 * the scope of the role's address; null where the surface has none.
 */
export function defineCustomRole(
  ledger: Ledger,
  caller: Caller,
  asked: AskedRole,
  writtenAt: Scope | null = null,
): Promise<void> {
  return ledger.execute(contextOf(caller, 'defineCustomRole', asked.id), async ({ now, tx, append }) => {
    const author = await callerFacts(tx, caller, now);
    const existing = await roleDefinitionById(tx, asked.id);
    const chains = new Map<Scope, readonly Scope[]>();
    async function authoriseAt(scopes: readonly Scope[]): Promise<void> {
      for (const scope of scopes) {
        if (chains.has(scope) || chains.size > 2 * MOST_ASSIGNABLE_SCOPES) continue;
        const scopeChain = await scopeChainOf(tx, scope);
        chains.set(scope, scopeChain);
        await authorise(tx, caller, 'defineCustomRole', { family: 'resource', scopeChain }, now);
      }
    }
    await authoriseAt(asked.assignableScopes);
    // before anything is told of a role that is there
    if (writtenAt !== null) await checkAddress(tx, writtenAt, chains, asked);
    await authoriseAt(customScopesOf(existing));
    const rightsIn = await rightsOf(tx, author, now);
    const rightsAt = new Map<Scope, HeldRights>();
    for (const [scope, chain] of chains) rightsAt.set(scope, rightsIn(chain));
    const decision = decideCustomRole(
      asked,
      {
        authorId: caller.principalId,
        existing,
        isNameTaken: await isRoleNameTaken(tx, asked.name, asked.id),
        customRoles: await customRoleCount(tx),
        unregisteredScopes: await unregistered(tx, asked.assignableScopes),
        strandedScopes: existing === null ? [] : await stranded(tx, asked, now),
        rightsAt,
      },
      now,
    );
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}

/** A role is found where it can be assigned, or above that; written elsewhere it would be lost to its author. */
async function checkAddress(
  tx: Reader,
  writtenAt: Scope,
  chains: ReadonlyMap<Scope, readonly Scope[]>,
  { assignableScopes }: AskedRole,
): Promise<void> {
  const around = await scopeChainOf(tx, writtenAt);
  const isNear = (scope: Scope) => around.includes(scope) || chains.get(scope)?.includes(writtenAt) === true;
  if (assignableScopes.length === 0 || assignableScopes.some(isNear)) return;
  const allowed = `a scope at, above or below \`${writtenAt}\`, where the role is written`;
  refuse(invalidField('properties.assignableScopes', assignableScopes[0], allowed));
}

/** Built-in roles can be assigned everywhere, and changed by nobody. */
function customScopesOf(existing: RoleDefinition | null): readonly Scope[] {
  return existing?.kind === 'custom' ? existing.assignableScopes : [];
}

async function unregistered(tx: Reader, scopes: readonly Scope[]): Promise<readonly Scope[]> {
  const missing: Scope[] = [];
  for (const scope of scopes) if ((await registeredScope(tx, scope)) === null) missing.push(scope);
  return missing;
}

/** Where the role is assigned, and could not be with the scopes that are asked for. */
async function stranded(tx: Reader, asked: AskedRole, now: Temporal.Instant): Promise<readonly Scope[]> {
  const outside: Scope[] = [];
  for (const scope of (await assignedScopes(tx, asked.id, now)).keys()) {
    const chain = await scopeChainOf(tx, scope);
    if (!asked.assignableScopes.some((assignable) => chain.includes(assignable))) outside.push(scope);
  }
  return outside;
}
