import { accept, type Decision, reject } from '../decision.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { ROOT } from '../scope.ts';
import type { RegisteredScope } from './registered-scope.ts';

/** What would lose its place. */
export interface DeletionFacts {
  readonly children: number;
  /** Eligibilities and assignments that have not ended, also those to come. */
  readonly schedules: number;
  readonly openRequests: number;
}

/** Settings written at the scope, and what would apply without them. */
export interface WrittenSettings {
  readonly roleDefinitionId: string;
  readonly before: PolicyRules;
  readonly after: PolicyRules;
}

export interface AskedDeletion {
  readonly scope: RegisteredScope;
  readonly callerId: string;
  readonly settings: readonly WrittenSettings[];
}

/**
 * Takes a scope out of the hierarchy, with the settings written there: who registers it again shall not find them. Refused
 * while anything stands there, so that no access is left without a place.
 */
export function decideDeletion(
  { scope: { scope, path }, callerId, settings }: AskedDeletion,
  facts: DeletionFacts,
): Decision {
  if (scope === ROOT) return reject({ code: 'scopeInUse', message: 'the root of the organisation cannot be deleted' });
  // how many is for those who may read them (ADR 0016)
  const inTheWay = [
    ...(facts.children > 0 ? ['children'] : []),
    ...(facts.schedules > 0 ? ['assignments or eligibilities'] : []),
    ...(facts.openRequests > 0 ? ['open requests'] : []),
  ];
  if (inTheWay.length === 0) {
    const removed = settings.map((each) => {
      return { type: 'roleManagementPolicy.removed', scope, ...each, removedById: callerId } as const;
    });
    return accept(...removed, { type: 'scope.deleted', scope });
  }
  return reject({
    code: 'scopeInUse',
    message: `\`${path}\` still has ${inTheWay.join(', ')}; delete or remove these first`,
  });
}
