import type { FastifyRequest } from 'fastify';
import type { RegisteredScope } from '../../../domain/hierarchy/registered-scope.ts';
import { ROOT, type Scope, scopeKind } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { registeredScope } from '../../../ledger/facts/scope-facts.ts';
import { type HierarchySight, hierarchySightOf, seesScope } from '../../../queries/hierarchy-sight.ts';
import { type Organisation, organisation } from '../../../queries/organisation.ts';
import { callerOf } from '../../plugins/caller.ts';
import { ArmError } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';

/** The group that stands for the root carries the organisation's id as its name. */
export function isRootGroup(scope: Scope, { tenantId }: Organisation): boolean {
  return scope === `/providers/microsoft.management/managementgroups/${tenantId}`;
}

/** What an address of the hierarchy names, and who asks. */
export interface Addressed {
  readonly found: RegisteredScope;
  readonly sight: HierarchySight;
  readonly organisation: Organisation;
}

/** The scope at the address, if it is registered and the caller sees it; else 404, and neither is told apart. */
export async function addressed(reader: Reader, request: FastifyRequest, now: Temporal.Instant): Promise<Addressed> {
  const asked = scopeOf(request);
  const of = await organisation(reader);
  const sight = await hierarchySightOf(reader, callerOf(request).principalId, now);
  const found = await registeredScope(reader, isRootGroup(asked, of) ? ROOT : asked);
  if (found === null || !(await seesScope(reader, sight, found))) throw scopeNotFound(asked);
  return { found, sight, organisation: of };
}

/** As ARM says that something is not there, by what was looked for. */
export function scopeNotFound(scope: Scope): ArmError {
  const name = scope.slice(scope.lastIndexOf('/') + 1);
  switch (scopeKind(scope)) {
    case 'subscription':
      return new ArmError(404, 'SubscriptionNotFound', `The subscription '${name}' could not be found.`);
    case 'resourceGroup':
      return new ArmError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);
    case 'managementGroup':
      return new ArmError(404, 'NotFound', `The management group '${name}' could not be found.`);
    default:
      return new ArmError(404, 'ResourceNotFound', `The resource '${name}' could not be found.`);
  }
}
