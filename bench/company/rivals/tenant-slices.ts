import type { AccessIndex, AccessRequest } from '../../../src/access/access-index.ts';
import { type CompiledRole, compileRole } from '../../../src/domain/access/compiled-role.ts';
import { decideAccess } from '../../../src/domain/access/decide-access.ts';
import { enclosing, ROOT, type Scope, scopeKind } from '../../../src/domain/scope.ts';
import type { Company } from '../company.ts';

/** An assignment that has effect all the time. */
export interface SliceRule {
  readonly holderId: string;
  readonly roleId: string;
  readonly scope: Scope;
}

/** A question with what a program that asks an engine has looked up for it. */
export interface SliceQuestion {
  readonly tenant: Scope;
  readonly principalId: string;
  /** The person and all groups around them. */
  readonly holderIds: readonly string[];
  readonly scope: Scope;
  /** From the scope up to the root. */
  readonly scopes: readonly Scope[];
  readonly action: string;
  /** Of the roles in the tenant those that give the action. */
  readonly roleIds: readonly string[];
  readonly request: AccessRequest;
}

/** Some tenants of the company, each with what is held in it and above it, and questions about them. */
export interface TenantSlices {
  readonly rules: ReadonlyMap<Scope, readonly SliceRule[]>;
  readonly questions: readonly SliceQuestion[];
}

export interface SliceOptions {
  readonly company: Company;
  readonly assignments: number;
  readonly tenants: number;
  readonly index: AccessIndex;
  readonly asked: readonly AccessRequest[];
  readonly atMs: number;
}

/**
 * A subscription is a tenant: an engine that reads all of its rules for each question is given those of the tenant alone.
 * Groups, scopes and actions of roles are looked up beforehand, so that it has as little to do as can be.
 */
export function tenantSlices({ company, assignments, tenants, index, asked, atMs }: SliceOptions): TenantSlices {
  const chosen = new Set(company.tree.subscriptions.slice(0, tenants));
  const tenantOf = (scope: Scope) => (scopeKind(scope) === 'subscription' ? scope : enclosing(scope, 'subscription'));
  const above = new Map([...chosen].map((tenant) => [tenant, index.scopeChain(tenant)]));
  const rules = new Map<Scope, SliceRule[]>([...chosen].map((tenant) => [tenant, []]));
  const roles = new Map<string, CompiledRole>();
  for (let number = 0; number < assignments; number += 1) {
    const { principalId: holderId, role, scope, startAt, endAt } = company.assignment(number);
    if (startAt.epochMilliseconds > atMs || (endAt !== null && endAt.epochMilliseconds <= atMs)) continue;
    const own = tenantOf(scope);
    for (const tenant of own === null ? chosen : [own]) {
      if (own === null && above.get(tenant)?.includes(scope) !== true) continue;
      rules.get(tenant)?.push({ holderId, roleId: role.id, scope });
      if (rules.has(tenant) && !roles.has(role.id)) roles.set(role.id, compileRole(role));
    }
  }
  const rolesIn = new Map([...rules].map(([tenant, held]) => [tenant, new Set(held.map(({ roleId }) => roleId))]));
  const numbers = new Map(company.people.map((id, person) => [id, person]));
  const questions = asked.flatMap((request): readonly SliceQuestion[] => {
    const { principalId, action, scope } = request;
    const tenant = tenantOf(scope);
    if (tenant === null || !chosen.has(tenant)) return [];
    const isDataAction = index.isDataAction(action);
    const gives = (id: string) => givesAction(roles.get(id), action, isDataAction, atMs);
    const holderIds = [principalId, ...company.groupsOf(numbers.get(principalId) ?? 0)];
    const roleIds = [...(rolesIn.get(tenant) ?? [])].filter(gives);
    return [{ tenant, principalId, holderIds, scope, scopes: index.scopeChain(scope), action, roleIds, request }];
  });
  return { rules, questions };
}

/** The conditions that some roles set are judged here too: the engines are given the outcome. */
function givesAction(role: CompiledRole | undefined, action: string, isDataAction: boolean, atMs: number): boolean {
  if (role === undefined) return false;
  const forGood = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY, condition: null };
  const grant = { scheduleId: '', principalId: '', role, scope: ROOT, ...forGood };
  const question = { action, isDataAction, scopeChain: [ROOT], attributes: null };
  return decideAccess({ enabled: true, grants: [grant], denials: [] }, question, atMs).allowed;
}
