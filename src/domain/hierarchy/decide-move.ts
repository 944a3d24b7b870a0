import { eligibilityEnded } from '../assignment/dependents.ts';
import { accept, type Decision, reject } from '../decision.ts';
import { invalidField } from '../errors.ts';
import type { Schedule } from '../schedule.ts';
import { ROOT, type Scope } from '../scope.ts';
import type { RegisteredScope } from './registered-scope.ts';

export interface MoveFacts {
  readonly moved: RegisteredScope;
  /** From the new parent up to the root. */
  readonly parentChain: readonly Scope[];
  /** Roles assigned at the scope or below it that could not stand there any more. */
  readonly strandedRoleNames: readonly string[];
  /** Unfinished activations at the scope or below it, from eligibilities at ancestors that it leaves. */
  readonly dependentActivations: readonly Schedule[];
  /** Undecided requests of the same kind. */
  readonly dependentRequestIds: readonly string[];
}

/**
 * Puts a subscription or management group below another one. What was inherited from the ancestors that it leaves is
 * gone at once; so is what rested on an eligibility there (BEHAVIOUR §1, §3).
 */
export function decideMove(facts: MoveFacts, now: Temporal.Instant): Decision {
  const { moved, parentChain, strandedRoleNames } = facts;
  const [parent = ROOT] = parentChain;
  const after = parent === ROOT ? null : parent;
  if (after === moved.parent) return accept();
  if (parentChain.includes(moved.scope)) {
    return reject(invalidField('parent', parent, 'a scope that is not below the scope itself'));
  }
  if (strandedRoleNames.length > 0) {
    const names = strandedRoleNames.map((name) => `\`${name}\``).join(', ');
    return reject({
      code: 'scopeInUse',
      message: `custom roles assigned at \`${moved.path}\` or below it are not assignable under the new parent: ${names}; remove the assignments or extend the roles' assignable scopes first`,
    });
  }
  return accept(
    { type: 'scope.moved', scope: moved.scope, before: moved.parent, after },
    ...eligibilityEnded(facts.dependentActivations, facts.dependentRequestIds, now),
  );
}
