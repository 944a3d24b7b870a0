import type { FastifyInstance, FastifyRequest } from 'fastify';
import { updateRoleManagementPolicy } from '../../../commands/update-role-management-policy.ts';
import type { Reader } from '../../../ledger/engine.ts';
import type { RolePolicy } from '../../../queries/role-policies.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { notFound } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { isGuid } from '../resource-ids.ts';
import { findPolicy, listPolicies, policyNames } from './find-policies.ts';
import { parsePolicyUpdate } from './parse-rules.ts';
import { presentPolicy } from './present.ts';

const PATH = '/:scope/roleManagementPolicies';
type Named = { Params: { name: string } };

/** The settings of roles, one policy for each role at each scope (contracts/arm §8). */
export function policyRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  instance.get(PATH, (request) => ledger.read((reader) => listPolicies(reader, request, presentPolicy, clock())));

  instance.get<Named>(`${PATH}/:name`, (request) =>
    ledger.read(async (reader) => presented(reader, await addressed(reader, request, request.params.name))),
  );

  instance.patch<Named>(`${PATH}/:name`, async (request) => {
    const scope = scopeOf(request);
    const roleDefinitionId = nameOf(request.params.name);
    const current = await ledger.read((reader) => addressed(reader, request, roleDefinitionId));
    const changes = parsePolicyUpdate(request.body, current.policy.rules);
    await updateRoleManagementPolicy(ledger, callerOf(request), { scope, roleDefinitionId }, changes);
    return ledger.read(async (reader) => presented(reader, await addressed(reader, request, roleDefinitionId)));
  });

  // the service answers a PUT with a bare text, which clients know (contracts/arm §2)
  instance.put<Named>(`${PATH}/:name`, (_request, reply) =>
    reply.code(400).type('application/json; charset=utf-8').send(JSON.stringify('Not implemented exception')),
  );

  async function addressed(reader: Reader, request: FastifyRequest, name: string): Promise<RolePolicy> {
    const found = await findPolicy(reader, request, nameOf(name), clock());
    if (found === null) throw notFound('RoleManagementPolicy');
    return found;
  }

  async function presented(reader: Reader, found: RolePolicy) {
    return presentPolicy(found, await policyNames(reader, [found]));
  }
}

/** A policy is named by the role that it is for. */
function nameOf(name: string): string {
  if (!isGuid(name)) throw notFound('RoleManagementPolicy');
  return name.toLowerCase();
}
