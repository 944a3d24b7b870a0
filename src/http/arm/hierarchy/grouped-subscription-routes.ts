import type { FastifyInstance, FastifyRequest } from 'fastify';
import { registerScope } from '../../../commands/register-scope.ts';
import type { RegisteredScope } from '../../../domain/hierarchy/registered-scope.ts';
import { parseScope, ROOT, type Scope } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { registeredScope } from '../../../ledger/facts/scope-facts.ts';
import { type HierarchySight, seesScope } from '../../../queries/hierarchy-sight.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { addressed, scopeNotFound } from './address.ts';
import { listScopes } from './list-scopes.ts';
import { presentGroupedSubscription } from './present.ts';

const PATH = '/:scope/subscriptions/:subscription';

/** Which subscriptions stand directly below a management group, and moving one there or back to the root. */
export function groupedSubscriptionRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  instance.get(PATH, (request) =>
    ledger.read(async (reader) => {
      const { found: group, sight, organisation } = await addressed(reader, request, clock());
      const subscription = await namedSubscription(reader, request, sight);
      if ((subscription.parent ?? ROOT) !== group.scope) throw scopeNotFound(subscription.scope);
      return presentGroupedSubscription(group, subscription, organisation);
    }),
  );

  instance.put(PATH, async (request) => {
    await move(request, (group) => group);
    return ledger.read(async (reader) => {
      const { found: group, sight, organisation } = await addressed(reader, request, clock());
      return presentGroupedSubscription(group, await namedSubscription(reader, request, sight), organisation);
    });
  });

  instance.delete(PATH, async (request, reply) => {
    await move(request, () => ROOT);
    return reply.code(200).send();
  });

  async function move(request: FastifyRequest, placeFor: (group: Scope) => Scope): Promise<void> {
    const { group, subscription } = await ledger.read(async (reader) => {
      const { found, sight } = await addressed(reader, request, clock());
      return { group: found, subscription: await namedSubscription(reader, request, sight) };
    });
    const { path } = subscription;
    await registerScope(ledger, callerOf(request), { path, displayName: null, parent: placeFor(group.scope) });
  }
}

/** The subscription that the address names, if the caller sees it. */
async function namedSubscription(
  reader: Reader,
  request: FastifyRequest,
  sight: HierarchySight,
): Promise<RegisteredScope> {
  const { subscription } = request.params as { readonly subscription: string };
  const scope = parseScope(`/subscriptions/${subscription}`, 'subscriptionId');
  const found = await registeredScope(reader, scope);
  if (found === null || !(await seesScope(reader, sight, found))) throw scopeNotFound(scope);
  return found;
}

/** The subscriptions directly below a management group. */
export function listGroupedSubscriptions(
  reader: Reader,
  request: FastifyRequest,
  { found: group, sight, organisation }: Awaited<ReturnType<typeof addressed>>,
) {
  const criteria = {
    kinds: ['subscription'],
    below: group.scope,
    depth: 'children',
    types: null,
    isEligibleOnly: false,
  } as const;
  return listScopes(reader, request, sight, criteria, (subscription) =>
    presentGroupedSubscription(group, subscription, organisation),
  );
}
