import type { FastifyInstance, FastifyRequest } from 'fastify';
import { defineCustomRole } from '../../../commands/define-custom-role.ts';
import { deleteCustomRole } from '../../../commands/delete-custom-role.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { hierarchySightOf } from '../../../queries/hierarchy-sight.ts';
import { type KnownScope, knownScope } from '../../../queries/known-scope.ts';
import { namesOfScopes } from '../../../queries/names-of.ts';
import {
  type RoleDefinitionCriteria,
  type RoleDefinitionRecord,
  roleDefinitions,
  visibleRoleDefinition,
} from '../../../queries/role-definitions.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { ArmError } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { filterOf } from '../filter/list-question.ts';
import { presentPage, refuseToken, skipText } from '../paging.ts';
import { isGuid } from '../resource-ids.ts';
import { parseRoleDefinition } from './parse.ts';
import { presentRoleDefinition } from './present.ts';

/** The service lists all roles at once; so many here, that clients that look at one page see them too. */
const PAGE_SIZE = 1000;
const filterWords = { functions: ['atScopeAndBelow', 'atScope'], properties: ['roleName', 'type'] };
const kinds = new Map([
  ['builtinrole', 'builtIn'],
  ['customrole', 'custom'],
] as const);

/** Role definitions: the built-in ones, and custom ones to be made, changed and deleted (contracts/arm §12). */
export function roleDefinitionRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  const path = '/:scope/roleDefinitions';

  instance.get(path, (request) =>
    ledger.read(async (reader) => {
      const now = clock();
      const { at, viewer } = await place(reader, request, now);
      const page = { limit: PAGE_SIZE, after: afterOf(request) };
      const { items, next } = await roleDefinitions(reader, viewer, criteriaOf(request, at), page, now);
      return presentPage(request, await presented(reader, items, at), next);
    }),
  );

  instance.get<{ Params: { name: string } }>(`${path}/:name`, (request) =>
    ledger.read(async (reader) => {
      const { record, at } = await addressed(reader, request);
      return (await presented(reader, [record ?? refuseUnknown(request.params.name)], at))[0];
    }),
  );

  // 201 also where it was there before: clients take nothing else (contracts/clients §1.2)
  instance.put<{ Params: { name: string } }>(`${path}/:name`, async (request, reply) => {
    const scope = scopeOf(request);
    const asked = parseRoleDefinition({ name: request.params.name, scope }, request.body);
    await defineCustomRole(ledger, callerOf(request), asked, scope);
    const made = await ledger.read(async (reader) => {
      const { record, at } = await addressed(reader, request);
      return (await presented(reader, [record ?? refuseUnknown(asked.id)], at))[0];
    });
    return reply.code(201).send(made);
  });

  instance.delete<{ Params: { name: string } }>(`${path}/:name`, async (request, reply) => {
    const there = await ledger.read(async (reader) => {
      const { record, at } = await addressed(reader, request);
      return record === null ? null : (await presented(reader, [record], at))[0];
    });
    // what is not there and what the caller may not see look alike
    if (there === null || there === undefined) return reply.code(204).send();
    await deleteCustomRole(ledger, callerOf(request), there.name);
    return there;
  });

  async function addressed(reader: Reader, request: FastifyRequest) {
    const { name } = request.params as { readonly name: string };
    const now = clock();
    const { at, viewer } = await place(reader, request, now);
    const record = isGuid(name) ? await visibleRoleDefinition(reader, viewer, name.toLowerCase(), at, now) : null;
    return { record, at };
  }
}

/** The scope of the address, as far as the caller may know it. */
async function place(reader: Reader, request: FastifyRequest, now: Temporal.Instant) {
  const sight = await hierarchySightOf(reader, callerOf(request).principalId, now);
  return { at: await knownScope(reader, sight, scopeOf(request)), viewer: sight.viewer };
}

function criteriaOf(request: FastifyRequest, at: KnownScope): RoleDefinitionCriteria {
  const { call, properties } = filterOf(request, filterWords);
  const type = properties.get('type');
  const kind = type === undefined ? null : kinds.get(type.toLowerCase() as 'builtinrole');
  if (kind === undefined) refuse(invalidField('$filter', type, "type eq 'BuiltInRole' or type eq 'CustomRole'"));
  return { at, isBelow: call?.name === 'atscopeandbelow', name: properties.get('rolename') ?? null, kind };
}

function afterOf(request: FastifyRequest): string | null {
  const text = skipText(request);
  return text === null || isGuid(text) ? text : refuseToken();
}

async function presented(reader: Reader, records: readonly RoleDefinitionRecord[], at: KnownScope) {
  const scopes = records.flatMap(({ role }) => role.assignableScopes);
  const names = await namesOfScopes(reader, [at.scope, ...scopes]);
  // how a hidden scope is written would tell that it is there
  const path = at.isKnown ? names.scope(at.scope).path : at.scope;
  return records.map((record) => presentRoleDefinition(record, path, names));
}

function refuseUnknown(id: string): never {
  const message = `The specified role definition with ID '${id.slice(0, 100)}' does not exist.`;
  throw new ArmError(404, 'RoleDefinitionDoesNotExist', message);
}
