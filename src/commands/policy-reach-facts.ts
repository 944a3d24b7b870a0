import { defaultApproverRoles } from '../domain/approval/eligible-approvers.ts';
import { groupIdOf, groupScope } from '../domain/group/group-scope.ts';
import type { ApprovalStageRule, PolicyRules } from '../domain/policy/policy.ts';
import type { PolicyReach, StageReach } from '../domain/policy/policy-reach.ts';
import type { Principal } from '../domain/principal.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import type { Schedule } from '../domain/schedule.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { groupOwnersOf } from '../ledger/facts/directory-facts.ts';
import { governedScopes } from '../ledger/facts/governed-scopes.ts';
import { peopleIn } from '../ledger/facts/people-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import { eligibilitiesForRole, liveSchedulesOfRole } from '../ledger/facts/schedule-facts.ts';
import type { RequestTarget } from './request-target.ts';

/** Whom a policy with these rules would reach at the target, read inside the transaction. */
export async function policyReach(
  tx: Reader,
  target: RequestTarget,
  rules: PolicyRules,
  now: Temporal.Instant,
): Promise<PolicyReach> {
  const { role } = target;
  const approval = rules.Approval_EndUser_Assignment;
  const stages: StageReach[] = [];
  for (const stage of approval.isRequired ? approval.stages : []) {
    stages.push(stage.approvers.length > 0 ? await namedReach(tx, stage, now) : await defaultReach(tx, target, now));
  }
  const isAdminRole = defaultApproverRoles[role.family].includes(role.id);
  const holders = isAdminRole ? await peopleOf(tx, await held(tx, role.id, target, now), now) : null;
  return { stages, ...(await eligible(tx, target, now)), adminRoleHolders: holders };
}

async function namedReach(tx: Reader, { approvers }: ApprovalStageRule, now: Temporal.Instant): Promise<StageReach> {
  const people = new Set<string>();
  const unknownIds: string[] = [];
  const emptyGroupIds: string[] = [];
  for (const { id, kind } of approvers) {
    const principal = await principalById(tx, id);
    if (principal === null || principal.kind !== kind || !principal.enabled) unknownIds.push(id);
    const behind = [...(await peopleIn(tx, id, now)), ...(await eligibleMembers(tx, id, now))];
    if (kind === 'group' && behind.length === 0) emptyGroupIds.push(id);
    for (const person of behind) people.add(person.id);
  }
  return { people, lastingPeople: people, unknownIds, emptyGroupIds };
}

/** Who may become a member of the group when there is something to decide. */
async function eligibleMembers(tx: Reader, groupId: string, now: Temporal.Instant): Promise<readonly Principal[]> {
  const people: Principal[] = [];
  for (const { scope, principalId } of await eligibilitiesForRole(tx, wellKnownRoles.groupMember, now)) {
    if (scope === groupScope(groupId)) people.push(...(await peopleIn(tx, principalId, now)));
  }
  return people;
}

/** The holders of the family's default roles (BEHAVIOUR §4). */
async function defaultReach(tx: Reader, target: RequestTarget, now: Temporal.Instant): Promise<StageReach> {
  const schedules: Schedule[] = [];
  for (const roleDefinitionId of defaultApproverRoles[target.role.family]) {
    schedules.push(...(await held(tx, roleDefinitionId, target, now)));
  }
  const lasting = schedules.filter(({ endAt }) => endAt === null);
  const owners = await ownersBehind(tx, target, now);
  return {
    people: new Set([...(await peopleOf(tx, schedules, now)), ...owners]),
    lastingPeople: new Set([...(await peopleOf(tx, lasting, now)), ...owners]),
    unknownIds: [],
    emptyGroupIds: [],
  };
}

/** The people who own the group for good, where the role is one of a group. */
async function ownersBehind(tx: Reader, { scopeChain }: RequestTarget, now: Temporal.Instant) {
  const groupId = groupIdOf(scopeChain[0] ?? ROOT);
  const people = new Set<string>();
  for (const id of groupId === null ? [] : await groupOwnersOf(tx, groupId)) {
    for (const person of await peopleIn(tx, id, now)) people.add(person.id);
  }
  return people;
}

async function held(tx: Reader, roleDefinitionId: string, { scopeChain }: RequestTarget, now: Temporal.Instant) {
  const schedules = await liveSchedulesOfRole(tx, roleDefinitionId, now);
  return schedules.filter(({ scope }) => scopeChain.includes(scope));
}

async function peopleOf(
  tx: Reader,
  schedules: readonly Schedule[],
  now: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const people = new Set<string>();
  for (const id of new Set(schedules.map(({ principalId }) => principalId))) {
    for (const person of await peopleIn(tx, id, now)) people.add(person.id);
  }
  return people;
}

/** Who could activate the role under a policy at the target, unless a nearer policy applies to them. */
async function eligible(tx: Reader, target: RequestTarget, now: Temporal.Instant) {
  const found = await eligibilitiesForRole(tx, target.role.id, now);
  const governed = await governedScopes(
    tx,
    target,
    found.map(({ scope }) => scope),
  );
  const eligiblePeople = new Set<string>();
  const eligibleServicePrincipals = new Set<string>();
  for (const { scope, principalId, kind, enabled } of found) {
    // who is eligible above may activate here, which is narrower
    if (!enabled || (!governed.has(scope) && !target.scopeChain.includes(scope))) continue;
    if (kind === 'user') eligiblePeople.add(principalId);
    else if (kind === 'servicePrincipal') eligibleServicePrincipals.add(principalId);
    else for (const person of await peopleIn(tx, principalId, now)) eligiblePeople.add(person.id);
  }
  return { eligiblePeople, eligibleServicePrincipals };
}
