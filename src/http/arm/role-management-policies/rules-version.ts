import type { FastifyRequest } from 'fastify';
import { queryParameter } from '../query-parameters.ts';

/** What the rules of a policy look like: the newest version adds to the 17 rules (contracts/arm §1, §8). */
export interface RulesVersion {
  /** Whether there is a rule about assignments past privileged access, and exceptions from an expiration. */
  readonly hasPimOnlyMode: boolean;
}

/** The 17 rules as they are in every version but the newest. */
export const stableRules: RulesVersion = { hasPimOnlyMode: false };

/** By the api-version that the client sends. */
export function rulesVersionOf(request: FastifyRequest): RulesVersion {
  return { hasPimOnlyMode: queryParameter(request, 'api-version')?.toLowerCase() === '2024-09-01-preview' };
}
