import { attributesFrom } from '../condition/attributes-from.ts';
import type { Scope } from '../scope.ts';
import type { Holder } from './decide-access.ts';
import { reaches } from './denial.ts';

/** Where a deny assignment takes away what a role lets somebody see. */
export interface HiddenScope {
  readonly scope: Scope;
  readonly doNotApplyToChildScopes: boolean;
}

/** Where the action is denied to the holder; what a condition leaves open counts as denied. */
export function hiddenFrom({ denials }: Pick<Holder, 'denials'>, action: string): readonly HiddenScope[] {
  const none = attributesFrom({});
  const attributes = { principal: none, resource: none, request: none, environment: none };
  return denials.filter((denial) => {
    const question = { action, isDataAction: false, scopeChain: [denial.scope] };
    return denial.denies({ ...question, attributes });
  });
}

/** Whether the first scope of the chain is hidden. */
export function isHidden(hidden: readonly HiddenScope[], scopeChain: readonly Scope[]): boolean {
  return hidden.some((each) => reaches(each, scopeChain));
}
