import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deleteScope } from '../../../commands/delete-scope.ts';
import { registerScope } from '../../../commands/register-scope.ts';
import { ROOT, scopeKind } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { registeredScope } from '../../../ledger/facts/scope-facts.ts';
import { hierarchySightOf, seesScope } from '../../../queries/hierarchy-sight.ts';
import { organisation } from '../../../queries/organisation.ts';
import { visibleScopes } from '../../../queries/visible-scopes.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { ArmError } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { queryParameter } from '../query-parameters.ts';
import { type Addressed, addressed, isRootGroup, scopeNotFound } from './address.ts';
import { parseScopeBody } from './parse.ts';
import {
  presentManagementGroupDetails,
  presentResource,
  presentResourceGroup,
  presentSubscription,
} from './present.ts';

const PATH = '/:scope';
const MANAGEMENT_GROUPS = '/providers/Microsoft.Management/managementGroups';
/** A management group shows so many of its children; more are found by listing them. */
const MOST_CHILDREN = 1000;

/** One scope of the hierarchy: a subscription, resource group, resource or management group. */
export function scopeRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  // clients ask so whether a resource group or resource exists, and read the status alone
  instance.head(PATH, async (request, reply) => {
    await ledger.read((reader) => addressed(reader, request, clock()));
    return reply.code(204).send();
  });

  instance.get(PATH, (request) =>
    ledger.read(async (reader) => presentAddressed(reader, request, await addressed(reader, request, clock()))),
  );

  instance.put(PATH, (request, reply) => write(request, reply));

  instance.patch(PATH, async (request, reply) => {
    await ledger.read((reader) => addressed(reader, request, clock()));
    return write(request, reply);
  });

  instance.delete(PATH, async (request, reply) => {
    const scope = scopeOf(request);
    const kind = scopeKind(scope);
    const isVisible = await ledger.read(async (reader) => (await visible(reader, request)) !== null);
    // as ARM has it: to delete what is not there has succeeded for these
    if (!isVisible && (kind === 'resource' || kind === 'managementGroup')) return reply.code(204).send();
    const { found } = await ledger.read((reader) => addressed(reader, request, clock()));
    await deleteScope(ledger, callerOf(request), found.scope);
    return reply.code(kind === 'managementGroup' ? 204 : 200).send();
  });

  async function write(request: FastifyRequest, reply: FastifyReply) {
    const asked = scopeOf(request);
    const of = await ledger.read(organisation);
    const isRoot = isRootGroup(asked, of);
    const path = isRoot ? ROOT : writtenPath(request);
    const { isNew } = await registerScope(ledger, callerOf(request), {
      path,
      ...parseScopeBody(request.body, scopeKind(asked), of),
    });
    const written = await ledger.read(async (reader) => {
      const found = await registeredScope(reader, isRoot ? ROOT : asked);
      // somebody deleted it in between
      if (found === null) throw scopeNotFound(asked);
      const sight = await hierarchySightOf(reader, callerOf(request).principalId, clock());
      return presentAddressed(reader, request, { found, sight, organisation: of });
    });
    // clients of management groups take 200 alone
    return reply.code(isNew && scopeKind(asked) !== 'managementGroup' ? 201 : 200).send(written);
  }

  async function visible(reader: Reader, request: FastifyRequest): Promise<Addressed | null> {
    try {
      return await addressed(reader, request, clock());
    } catch (error) {
      if (error instanceof ArmError && error.status === 404) return null;
      throw error;
    }
  }
}

/** As the client wrote the names; the words of ARM between them have one spelling. */
function writtenPath(request: FastifyRequest): string {
  const { scope } = request.params as { readonly scope: string };
  return decodeURIComponent(scope)
    .replace(/^\/subscriptions\//i, '/subscriptions/')
    .replace(/^(\/subscriptions\/[^/]+)\/resourcegroups\//i, '$1/resourceGroups/')
    .replace(/^\/providers\/microsoft\.management\/managementgroups\//i, `${MANAGEMENT_GROUPS}/`)
    .replace(/\/providers\//gi, '/providers/');
}

async function presentAddressed(
  reader: Reader,
  request: FastifyRequest,
  { found, sight, organisation: of }: Addressed,
): Promise<unknown> {
  if (found.kind === 'subscription') return presentSubscription(found, of);
  if (found.kind === 'resourceGroup') return presentResourceGroup(found);
  if (found.kind === 'resource') return presentResource(found);
  const above = found.kind === 'root' ? null : await registeredScope(reader, found.parent ?? ROOT);
  const isParentSeen = above !== null && (above.scope === ROOT || (await seesScope(reader, sight, above)));
  const wantsChildren = queryParameter(request, '$expand')?.toLowerCase() === 'children';
  const children = async (kind: 'managementGroup' | 'subscription') => {
    const criteria = {
      kinds: [kind],
      below: found.scope,
      depth: 'children',
      types: null,
      isEligibleOnly: false,
    } as const;
    return (await visibleScopes(reader, sight, criteria, { limit: MOST_CHILDREN, after: null })).items;
  };
  const relatives = {
    parent: isParentSeen ? above : null,
    children: wantsChildren ? [...(await children('managementGroup')), ...(await children('subscription'))] : null,
  };
  return presentManagementGroupDetails(found, relatives, of);
}
