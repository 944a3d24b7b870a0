import { invalidField, refuse } from '../domain/errors.ts';
import { parentByPath, parseScope, ROOT, scopeKind } from '../domain/scope.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

export interface NewScope {
  /** As people shall see it; stored and compared in one form. */
  readonly path: string;
  readonly displayName: string;
  /** Path of the management group above a subscription or management group; null: directly below the root. */
  readonly parent: string | null;
}

/** Registers a scope below a registered one. Refuses a parent that is unknown or below the scope itself. */
export function registerScope(ledger: Ledger, caller: Caller, asked: NewScope): Promise<void> {
  return ledger.execute(contextOf(caller, 'registerScope', asked.path.slice(0, 200)), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'registerScope', { family: 'directory', scopeChain: [ROOT] }, now);
    const scope = parseScope(asked.path, 'path');
    if (asked.displayName.trim() === '' || asked.displayName.length > 256) {
      refuse(invalidField('displayName', asked.displayName, '1 to 256 characters'));
    }
    const written = asked.parent === null ? null : parseScope(asked.parent, 'parent');
    if (written !== null && (scopeKind(written) !== 'managementGroup' || parentByPath(scope) !== null)) {
      refuse(invalidField('parent', asked.parent, 'a management group, for a subscription or management group'));
    }
    const parent = parentByPath(scope) ?? written;
    const isTop = scope === ROOT || parent === null;
    if (!isTop && (await registeredScope(tx, parent)) === null) {
      refuse(invalidField('parent', parent, 'a registered scope'));
    }
    if (!isTop && (await scopeChainOf(tx, parent)).includes(scope)) {
      refuse(invalidField('parent', asked.parent, 'a scope that is not below the scope itself'));
    }
    const { path, displayName } = asked;
    await append([{ type: 'scope.registered', scope, kind: scopeKind(scope), path, displayName, parent }]);
  });
}
