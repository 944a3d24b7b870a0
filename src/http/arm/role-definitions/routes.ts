import type { FastifyInstance, FastifyRequest } from 'fastify';
import { defineCustomRole } from '../../../commands/define-custom-role.ts';
import { deleteCustomRole } from '../../../commands/delete-custom-role.ts';
import type { AskedRole } from '../../../domain/custom-role/decide-custom-role.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { scopeChainOf } from '../../../ledger/facts/scope-facts.ts';
import { namesOfScopes } from '../../../queries/names-of.ts';
import {
  type RoleDefinitionCriteria,
  type RoleDefinitionRecord,
  roleDefinitions,
  visibleRoleDefinition,
} from '../../../queries/role-definitions.ts';
import { viewerOf } from '../../../queries/viewer.ts';
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
      const scope = scopeOf(request);
      const viewer = await viewerOf(reader, callerOf(request).principalId, now);
      const criteria = criteriaOf(request, await scopeChainOf(reader, scope));
      const page = { limit: PAGE_SIZE, after: afterOf(request) };
      const { items, next } = await roleDefinitions(reader, viewer, criteria, page, now);
      return presentPage(request, await presented(reader, items, scope), next);
    }),
  );

  instance.get<{ Params: { name: string } }>(`${path}/:name`, (request) =>
    ledger.read(async (reader) => {
      const record = (await addressed(reader, request)) ?? refuseUnknown(request.params.name);
      return (await presented(reader, [record], scopeOf(request)))[0];
    }),
  );

  // 201 also where it was there before: clients take nothing else (contracts/clients §1.2)
  instance.put<{ Params: { name: string } }>(`${path}/:name`, async (request, reply) => {
    const scope = scopeOf(request);
    const asked = parseRoleDefinition({ name: request.params.name, scope }, request.body);
    await ledger.read((reader) => checkAddress(reader, scope, asked));
    await defineCustomRole(ledger, callerOf(request), asked);
    const made = await ledger.read(async (reader) => {
      const record = (await addressed(reader, request)) ?? refuseUnknown(asked.id);
      return (await presented(reader, [record], scope))[0];
    });
    return reply.code(201).send(made);
  });

  instance.delete<{ Params: { name: string } }>(`${path}/:name`, async (request, reply) => {
    const there = await ledger.read(async (reader) => {
      const record = await addressed(reader, request);
      return record === null ? null : (await presented(reader, [record], scopeOf(request)))[0];
    });
    // what is not there and what the caller may not see look alike
    if (there === null || there === undefined) return reply.code(204).send();
    await deleteCustomRole(ledger, callerOf(request), there.name);
    return there;
  });

  async function addressed(reader: Reader, request: FastifyRequest): Promise<RoleDefinitionRecord | null> {
    const { name } = request.params as { readonly name: string };
    const chain = await scopeChainOf(reader, scopeOf(request));
    const now = clock();
    const viewer = await viewerOf(reader, callerOf(request).principalId, now);
    return isGuid(name) ? visibleRoleDefinition(reader, viewer, name.toLowerCase(), chain, now) : null;
  }
}

function criteriaOf(request: FastifyRequest, scopeChain: readonly Scope[]): RoleDefinitionCriteria {
  const { call, properties } = filterOf(request, filterWords);
  const type = properties.get('type');
  const kind = type === undefined ? null : kinds.get(type.toLowerCase() as 'builtinrole');
  if (kind === undefined) refuse(invalidField('$filter', type, "type eq 'BuiltInRole' or type eq 'CustomRole'"));
  return { scopeChain, isBelow: call?.name === 'atscopeandbelow', name: properties.get('rolename') ?? null, kind };
}

function afterOf(request: FastifyRequest): string | null {
  const text = skipText(request);
  return text === null || isGuid(text) ? text : refuseToken(text);
}

async function presented(reader: Reader, records: readonly RoleDefinitionRecord[], at: Scope) {
  const scopes = records.flatMap(({ role }) => role.assignableScopes);
  const names = await namesOfScopes(reader, [at, ...scopes]);
  return records.map((record) => presentRoleDefinition(record, at, names));
}

/** A role is found where it can be assigned, or above that; written elsewhere it would be lost to its author. */
async function checkAddress(reader: Reader, scope: Scope, { assignableScopes }: AskedRole): Promise<void> {
  const chain = await scopeChainOf(reader, scope);
  for (const assignable of assignableScopes) {
    if (chain.includes(assignable) || (await scopeChainOf(reader, assignable)).includes(scope)) return;
  }
  if (assignableScopes.length === 0) return;
  const allowed = `a scope at, above or below \`${scope}\`, where the role is written`;
  refuse(invalidField('properties.assignableScopes', assignableScopes[0], allowed));
}

function refuseUnknown(id: string): never {
  const message = `The specified role definition with ID '${id.slice(0, 100)}' does not exist.`;
  throw new ArmError(404, 'RoleDefinitionDoesNotExist', message);
}
