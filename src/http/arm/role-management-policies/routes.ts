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
import { removePolicy } from './remove-policy.ts';
import { rulesVersionOf } from './rules-version.ts';

const PATH = '/:scope/roleManagementPolicies';
type Named = { Params: { name: string } };

/** The settings of roles, one policy for each role at each scope (contracts/arm §8). */
export function policyRoutes(instance: FastifyInstance, services: Services): void {
  const { ledger, clock } = services;
  instance.get(PATH, (request) => ledger.read((reader) => listPolicies(reader, request, presentPolicy, clock())));

  instance.get<Named>(`${PATH}/:name`, (request) => ledger.read((reader) => addressed(reader, request)));

  instance.patch<Named>(`${PATH}/:name`, async (request) => {
    // what is not there, or not to be seen, is answered before anything is looked at
    const { name: roleDefinitionId } = await ledger.read((reader) => addressed(reader, request));
    const version = rulesVersionOf(request);
    const address = { scope: scopeOf(request), roleDefinitionId };
    await updateRoleManagementPolicy(ledger, callerOf(request), address, (inForce) =>
      parsePolicyUpdate(request.body, inForce, version),
    );
    return ledger.read((reader) => addressed(reader, request));
  });

  instance.delete<Named>(`${PATH}/:name`, (request, reply) => {
    const { name } = request.params;
    return removePolicy(services, request, reply, isGuid(name) ? name.toLowerCase() : null);
  });

  // the service answers a PUT with a bare text, which clients know (contracts/arm §2)
  instance.put<Named>(`${PATH}/:name`, (_request, reply) =>
    reply.code(400).type('application/json; charset=utf-8').send(JSON.stringify('Not implemented exception')),
  );

  /** The policy that the address names, as it goes over the wire. A policy is named by the role that it is for. */
  async function addressed(reader: Reader, request: FastifyRequest<Named>) {
    const { name } = request.params;
    const found: RolePolicy | null = isGuid(name)
      ? await findPolicy(reader, request, name.toLowerCase(), clock())
      : null;
    if (found === null) throw notFound('RoleManagementPolicy');
    return presentPolicy(found, await policyNames(reader, [found]), rulesVersionOf(request));
  }
}
