import { ROOT, type Scope, scopeChain, scopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { type HierarchySight, hierarchySightOf, seesScope } from './hierarchy-sight.ts';

/** A scope as somebody may know it. */
export interface KnownScope {
  readonly scope: Scope;
  /** From the scope up to the root. */
  readonly scopeChain: readonly Scope[];
  /** Whether they may know that it is registered, and where it stands. */
  readonly isKnown: boolean;
}

/**
 * A scope as the viewer may know it: with its registered place where they see it or hold a role that reaches it; else by
 * its path alone, as if nobody had registered it.
 */
export async function knownScope(reader: Reader, sight: HierarchySight, scope: Scope): Promise<KnownScope> {
  const registered = await scopeChainOf(reader, scope);
  const isReached = registered.some((around) => sight.holdsAt.includes(around));
  if (scope === ROOT || isReached) return { scope, scopeChain: registered, isKnown: true };
  const found = await registeredScope(reader, scope);
  const isKnown = found !== null && (await seesScope(reader, sight, found));
  return { scope, scopeChain: isKnown ? registered : scopeChain(scope, () => null), isKnown };
}

/**
 * Whether somebody may be told what is below a scope: everybody, where paths tell it; of a management group, whoever may
 * know of it.
 */
export async function tellsBelow(
  reader: Reader,
  principalId: string,
  scope: Scope,
  now: Temporal.Instant,
): Promise<boolean> {
  if (scopeKind(scope) !== 'managementGroup') return true;
  return (await knownScope(reader, await hierarchySightOf(reader, principalId, now), scope)).isKnown;
}

/** Whether a scope is another or below it, as far as somebody may be told; a group is in no tree, and below nothing. */
export async function isToldWithin(
  reader: Reader,
  principalId: string,
  { scope, at }: { readonly scope: Scope; readonly at: Scope },
  now: Temporal.Instant,
): Promise<boolean> {
  if (scope === at) return true;
  if (scopeKind(scope) === 'group') return false;
  return (await scopeChainOf(reader, scope)).includes(at) && (await tellsBelow(reader, principalId, at, now));
}
