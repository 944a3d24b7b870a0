import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createRoleAssignment } from '../../../commands/create-role-assignment.ts';
import { deleteRoleAssignment } from '../../../commands/delete-role-assignment.ts';
import { READS_RESOURCE_ASSIGNMENTS } from '../../../domain/access/assignment-readers.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { hierarchySightOf } from '../../../queries/hierarchy-sight.ts';
import { knownScope } from '../../../queries/known-scope.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { organisation } from '../../../queries/organisation.ts';
import {
  asRoleAssignments,
  type RoleAssignmentRecord,
  visibleRoleAssignment,
} from '../../../queries/role-assignments.ts';
import { namingsOf, schedules } from '../../../queries/schedules.ts';
import { decides } from '../../plugins/admission.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { authorizationFailed, notFound } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { type ListSettings, listQuestion } from '../filter/list-question.ts';
import { PAGE_SIZE, positionOf, presentPage } from '../paging.ts';
import { queryParameter } from '../query-parameters.ts';
import { isGuid, parseGuid } from '../resource-ids.ts';
import { checkRoleScope } from '../role-scope.ts';
import { parseRoleAssignment } from './parse.ts';
import { presentRoleAssignment } from './present.ts';
import { asRoleAssignmentCall } from './refusals.ts';

const settings: ListSettings = {
  functions: ['atScope', 'assignedTo'],
  properties: ['principalId', 'roleDefinitionId'],
  isInherited: true,
  families: ['resource'],
  refused: authorizationFailed(READS_RESOURCE_ASSIGNMENTS),
};

/** Plain role assignments: what is active now, assigned or activated (contracts/arm §12). */
export function roleAssignmentRoutes(instance: FastifyInstance, { ledger, clock, newId }: Services): void {
  const path = '/:scope/roleAssignments';

  instance.get(path, (request) =>
    ledger.read(async (reader) => {
      const now = clock();
      await checkTenant(reader, request);
      const question = await listQuestion(reader, request, callerOf(request).principalId, settings, now);
      const { items, next } = await schedules(
        reader,
        { ...question, kind: 'active', isLive: true, states: null, scheduleId: null },
        { limit: PAGE_SIZE, after: positionOf(request) },
        now,
      );
      return presentPage(request, await presented(reader, await asRoleAssignments(reader, items)), next);
    }),
  );

  instance.get(`${path}/:name`, (request) => shown(request));

  instance.put<{ Params: { name: string } }>(`${path}/:name`, async (request, reply) => {
    const scope = scopeOf(request);
    const { asked, roleScope } = parseRoleAssignment({ name: request.params.name, scope }, request.body);
    checkRoleScope(scope, roleScope);
    const made = createRoleAssignment(ledger, callerOf(request), asked, newId);
    const { isNew } = await asRoleAssignmentCall(asked.principalId, made);
    return reply.code(isNew ? 201 : 200).send(await shown(request));
  });

  instance.delete<{ Params: { name: string } }>(`${path}/:name`, { config: decides }, async (request, reply) => {
    const name = parseGuid(request.params.name, 'roleAssignmentName');
    const scope = scopeOf(request);
    const there = await ledger.read((reader) => addressed(reader, request));
    const deleted = await deleteRoleAssignment(ledger, callerOf(request), { name, scope }, newId);
    if (!deleted.wasThere || there === null) return reply.code(204).send();
    return ledger.read(async (reader) => (await presented(reader, [there]))[0]);
  });

  function shown(request: FastifyRequest) {
    return ledger.read(async (reader) => {
      const record = await addressed(reader, request);
      if (record === null) throw notFound('RoleAssignment');
      return (await presented(reader, [record]))[0];
    });
  }

  async function addressed(reader: Reader, request: FastifyRequest): Promise<RoleAssignmentRecord | null> {
    const { name } = request.params as { readonly name: string };
    await checkTenant(reader, request);
    const now = clock();
    const sight = await hierarchySightOf(reader, callerOf(request).principalId, now);
    // what is inherited at a scope that the caller does not know would tell where it stands
    const { scopeChain } = await knownScope(reader, sight, scopeOf(request));
    return isGuid(name) ? visibleRoleAssignment(reader, sight.viewer, name.toLowerCase(), scopeChain, now) : null;
  }
}

/** Nothing of another organisation can be asked for here. */
async function checkTenant(reader: Reader, request: FastifyRequest): Promise<void> {
  const asked = queryParameter(request, 'tenantId');
  if (asked === null || asked === '') return;
  const { tenantId } = await organisation(reader);
  if (asked.toLowerCase() !== tenantId) refuse(invalidField('tenantId', asked, `\`${tenantId}\`, or none`));
}

async function presented(reader: Reader, records: readonly RoleAssignmentRecord[]) {
  const names = await namesOf(reader, records.flatMap(namingsOf));
  return records.map((record) => presentRoleAssignment(record, names));
}
