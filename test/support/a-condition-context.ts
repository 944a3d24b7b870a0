import { attributesFrom } from '../../src/domain/condition/attributes-from.ts';
import type { ConditionContext } from '../../src/domain/condition/condition-context.ts';

type Attributes = Parameters<typeof attributesFrom>[0];

export interface ConditionContextFacts {
  readonly action?: string;
  readonly subOperation?: string;
  readonly principal?: Attributes;
  readonly resource?: Attributes;
  readonly request?: Attributes;
  readonly environment?: Attributes;
}

/** A context for tests: reading a blob, with the attributes named and no others. */
export function aConditionContext(facts: ConditionContextFacts = {}): ConditionContext {
  return {
    action: facts.action ?? 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
    ...(facts.subOperation !== undefined && { subOperation: facts.subOperation }),
    principal: attributesFrom(facts.principal ?? {}),
    resource: attributesFrom(facts.resource ?? {}),
    request: attributesFrom(facts.request ?? {}),
    environment: attributesFrom(facts.environment ?? {}),
  };
}
