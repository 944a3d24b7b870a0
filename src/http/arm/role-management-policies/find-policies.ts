import type { FastifyRequest } from 'fastify';
import { requestTarget } from '../../../commands/request-target.ts';
import { readsPolicies } from '../../../domain/access/reads-policies.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { RoleFamily } from '../../../domain/role-definition.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { policyFor } from '../../../ledger/facts/role-facts.ts';
import { registeredScope, scopeChainOf } from '../../../ledger/facts/scope-facts.ts';
import { type Names, namesOf } from '../../../queries/names-of.ts';
import { type RolePolicy, readsPolicyOf, rolePolicies } from '../../../queries/role-policies.ts';
import { type Viewer, viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import { ArmError } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { filterOf } from '../filter/list-question.ts';
import { PAGE_SIZE, presentPage, refuseToken, skipText } from '../paging.ts';
import { isGuid, parseTrailingGuid } from '../resource-ids.ts';
import { type RulesVersion, rulesVersionOf } from './rules-version.ts';

const settings = { functions: ['atScope'], properties: ['roleDefinitionId'] };
const families: readonly RoleFamily[] = ['resource', 'directory'];

/** The policy of a role at a scope; null where there can be none, and where the caller may not read it. */
export async function findPolicy(
  reader: Reader,
  request: FastifyRequest,
  roleDefinitionId: string,
  now: Temporal.Instant,
): Promise<RolePolicy | null> {
  const scope = scopeOf(request);
  const viewer = await viewerOf(reader, callerOf(request).principalId, now);
  const target = await targetOrNull(reader, scope, roleDefinitionId);
  if (target === null) return null;
  const { role, scopeChain } = target;
  if (!(await readsPolicyOf(reader, viewer, role, scopeChain, now))) return null;
  return { role, policy: await policyFor(reader, role, scopeChain) };
}

async function targetOrNull(reader: Reader, scope: Scope, roleDefinitionId: string) {
  try {
    return await requestTarget(reader, { scope, roleDefinitionId });
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** A page of the policies at a scope, or the one that `$filter=roleDefinitionId eq '…'` names (contracts/arm §9). */
export async function listPolicies(
  reader: Reader,
  request: FastifyRequest,
  present: (policy: RolePolicy, names: Names, version: RulesVersion) => unknown,
  now: Temporal.Instant,
) {
  const version = rulesVersionOf(request);
  const { properties } = filterOf(request, settings);
  const named = properties.get('roledefinitionid');
  if (named !== undefined) {
    const found = await findPolicy(reader, request, parseTrailingGuid(named, 'roleDefinitionId'), now);
    if (found !== null) return presentPage(request, await presented([found]), null);
  }
  const scope = scopeOf(request);
  const scopeChain = await scopeChainOf(reader, scope);
  const viewer = await viewerOf(reader, callerOf(request).principalId, now);
  const readableHere = readable(viewer, scopeChain, now);
  // a scope that is not registered has no settings, and the named role none that the caller may read
  if (named !== undefined || (await registeredScope(reader, scope)) === null) return presentPage(request, [], null);
  const after = skipText(request);
  if (after !== null && !isGuid(after)) refuseToken();
  const page = { limit: PAGE_SIZE, after };
  const { items, next } = await rolePolicies(reader, readableHere, scopeChain, page);
  return presentPage(request, await presented(items), next);

  async function presented(policies: readonly RolePolicy[]) {
    const names = await policyNames(reader, policies);
    return policies.map((policy) => present(policy, names, version));
  }
}

/** The names that policies show. */
export function policyNames(reader: Reader, policies: readonly RolePolicy[]): Promise<Names> {
  const namings = policies.map(({ policy, role }) => ({
    scope: policy.scope,
    roleDefinitionId: role.id,
    principalId: policy.modifiedById ?? '',
  }));
  return namesOf(reader, namings);
}

function readable(viewer: Viewer, scopeChain: readonly Scope[], now: Temporal.Instant): readonly RoleFamily[] {
  const found = families.filter((family) => readsPolicies(viewer.holder, family, scopeChain, now));
  if (found.length === 0) throw mayNotRead(viewer.facts.principal.id, scopeChain[0] as Scope);
  return found;
}

function mayNotRead(callerId: string, scope: Scope): ArmError {
  const action = 'Microsoft.Authorization/roleManagementPolicies/read';
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${callerId}' with object id '${callerId}' does not have authorization to perform action '${action}' over scope '${scope}'; ask an administrator of that scope.`,
  );
}
