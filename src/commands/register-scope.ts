import { invalidField, refuse } from '../domain/errors.ts';
import { decideRegistration } from '../domain/hierarchy/decide-registration.ts';
import { parentByPath, parseScope, ROOT, type Scope, scopeKind } from '../domain/scope.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authoriseHierarchy, registering } from './authorise-hierarchy.ts';
import { type Caller, contextOf } from './caller.ts';
import { moveWithin } from './move-scope.ts';

export interface NewScope {
  /** As people shall see it; stored and compared in one form. */
  readonly path: string;
  /** null: the name that it has, and the last part of its path for a new one. */
  readonly displayName: string | null;
  /**
   * Path of what is above a subscription or management group: a management group, or `/`. null: where it is, and
   * directly below the root for a new one.
   */
  readonly parent: string | null;
  readonly location?: string | null;
}

/**
 * Registers a scope below a registered one; says whether it is new. One that is there already gets the name, and the
 * place where another is asked for. Refuses a parent that is unknown or below the scope itself.
 */
export function registerScope(ledger: Ledger, caller: Caller, asked: NewScope): Promise<{ readonly isNew: boolean }> {
  return ledger.execute(contextOf(caller, 'registerScope', asked.path.slice(0, 200)), async ({ now, tx, append }) => {
    const scope = parseScope(asked.path, 'path');
    const kind = scopeKind(scope);
    if (kind === 'group')
      refuse(invalidField('path', asked.path, 'no group: each is a scope by itself', 'scopeInvalid'));
    const existing = await registeredScope(tx, scope);
    const placed = placeAskedFor(asked.parent, scope);
    const parent = existing?.parent ?? parentByPath(scope) ?? (placed === ROOT ? null : placed);
    const parentChain = await scopeChainOf(tx, parent ?? ROOT);
    await authoriseHierarchy(tx, caller, registering[kind], scope === ROOT ? [ROOT] : [scope, ...parentChain], now);
    const decision = decideRegistration(
      {
        scope,
        kind,
        path: asked.path,
        displayName: asked.displayName ?? existing?.displayName ?? asked.path.slice(asked.path.lastIndexOf('/') + 1),
        parent: scope === ROOT ? null : parent,
        location: asked.location ?? null,
      },
      { existing, isParentRegistered: parent === null || (await registeredScope(tx, parent)) !== null },
    );
    if (!decision.accepted) refuse(decision.violation);
    const moving = existing === null || placed === null ? [] : await moveWithin(tx, caller, existing, placed, now);
    await append([...decision.events, ...moving]);
    return { isNew: existing === null };
  });
}

/** Where the scope shall be, if the caller says so; the path of all others tells it already. */
function placeAskedFor(parent: string | null, scope: Scope): Scope | null {
  if (parent === null) return null;
  const place = parseScope(parent, 'parent');
  const canBeMoved = scopeKind(scope) === 'subscription' || scopeKind(scope) === 'managementGroup';
  const canContain = place === ROOT || scopeKind(place) === 'managementGroup';
  if (canBeMoved && canContain) return place;
  return refuse(invalidField('parent', parent, 'a management group, for a subscription or management group'));
}
