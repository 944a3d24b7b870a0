import { accept, type Decision, reject } from '../decision.ts';
import { invalidField } from '../errors.ts';
import type { RegisteredScope } from './registered-scope.ts';

export interface RegistrationFacts {
  readonly existing: RegisteredScope | null;
  /** Whether the scope above is on record; the root always is. */
  readonly isParentRegistered: boolean;
}

/** Registers a scope, or gives a registered one another name; its place changes by a move alone. */
export function decideRegistration(
  asked: RegisteredScope,
  { existing, isParentRegistered }: RegistrationFacts,
): Decision {
  const { scope, kind, path, displayName, parent, location } = asked;
  if (displayName.trim() === '' || displayName.length > 256) {
    return reject(invalidField('displayName', displayName, '1 to 256 characters'));
  }
  if (existing !== null) {
    const isSame = existing.displayName === displayName;
    return isSame
      ? accept()
      : accept({ type: 'scope.renamed', scope, before: existing.displayName, after: displayName });
  }
  if (!isParentRegistered) return reject(invalidField('parent', parent, 'a registered scope'));
  return accept({ type: 'scope.registered', scope, kind, path, displayName, parent, location });
}
