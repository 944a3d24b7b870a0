import type { Caller } from '../commands/caller.ts';
import { addGroupMember } from '../commands/change-group-members.ts';
import { createPrincipal } from '../commands/create-principal.ts';
import { establishOrganisation } from '../commands/establish-organisation.ts';
import { registerScope } from '../commands/register-scope.ts';
import { submitScheduleRequest } from '../commands/submit-schedule-request.ts';
import { updateRoleManagementPolicy } from '../commands/update-role-management-policy.ts';
import { weakestAssurance } from '../domain/assurance.ts';
import { Refusal } from '../domain/errors.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import { parseScope, ROOT } from '../domain/scope.ts';
import { isDirectMember } from '../ledger/facts/directory-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { registeredScope } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  DEMO_ISSUER,
  DEMO_ORGANISATION,
  DEMO_TENANT_ID,
  type DemoAssignment,
  demoAssignments,
  demoGroups,
  demoPeople,
  demoScopeTree,
} from './demo-organisation.ts';
import { demoPolicies } from './demo-policies.ts';

/**
 * Makes the demo organisation by ordinary commands. What is there already is left as it is, so it can be repeated, and
 * servers that start together on one database can do it at once.
 */
export async function createDemoOrganisation(ledger: Ledger, newId: () => string): Promise<void> {
  const [first, ...others] = demoPeople.map((person) => ({
    ...newPrincipal('user', person.id, person.displayName, person.name),
    userName: `${person.name}@nordwind.example`,
    email: `${person.name}@nordwind.example`,
  }));
  if (first === undefined) throw new Error('the demo organisation has no people');
  const administrator: Caller = {
    principalId: first.id,
    assurance: weakestAssurance,
    correlationId: newId(),
    origin: 'demo',
  };
  await unlessThere(
    () => isRegistered(ledger, ROOT),
    () => establishOrganisation(ledger, { name: DEMO_ORGANISATION, tenantId: DEMO_TENANT_ID }, first, newId),
  );

  const groups = demoGroups.map(({ id, displayName }) => newPrincipal('group', id, displayName, `group:${id}`));
  for (const principal of [...others, ...groups]) {
    await unlessThere(
      () => ledger.read(async (reader) => (await principalById(reader, principal.id)) !== null),
      () => createPrincipal(ledger, administrator, principal),
    );
  }
  for (const { id, memberIds } of demoGroups) {
    for (const memberId of memberIds) {
      const isMember = await ledger.read((reader) => isDirectMember(reader, id, memberId));
      if (!isMember) await addGroupMember(ledger, administrator, id, memberId);
    }
  }
  for (const scope of demoScopeTree) {
    await unlessThere(
      () => isRegistered(ledger, parseScope(scope.path)),
      () => registerScope(ledger, administrator, scope),
    );
  }
  await assign(ledger, administrator, newId);
}

/** Policies come last but for the assignments, so that a start that was cut short finds what is left to do. */
async function assign(ledger: Ledger, administrator: Caller, newId: () => string): Promise<void> {
  const known = await ledger.read((reader) => requestById(reader, demoAssignments.at(-1)?.id ?? ''));
  if (known !== null) return;
  for (const { scope, roleDefinitionId, rules } of demoPolicies) {
    await updateRoleManagementPolicy(ledger, administrator, { scope: parseScope(scope), roleDefinitionId }, rules);
  }
  for (const assignment of demoAssignments) {
    await unlessThere(
      () => ledger.read(async (reader) => (await requestById(reader, assignment.id)) !== null),
      () => submitScheduleRequest(ledger, administrator, toRequest(assignment), newId),
    );
  }
}

/** A refusal counts for nothing where another server was quicker. */
async function unlessThere(isThere: () => Promise<boolean>, make: () => Promise<unknown>): Promise<void> {
  if (await isThere()) return;
  try {
    await make();
  } catch (error) {
    if (!(error instanceof Refusal) || !(await isThere())) throw error;
  }
}

function toRequest({ duration, condition, scope, ...assignment }: DemoAssignment) {
  return {
    ...assignment,
    type: 'adminAssign' as const,
    scope: parseScope(scope),
    schedule: { startAt: null, expiration: { type: 'afterDuration' as const, duration } },
    justification: 'part of the demo organisation',
    ticket: null,
    condition: condition === null ? null : { text: condition, version: '2.0' },
    linkedEligibilityId: null,
    targetScheduleId: null,
  };
}

function newPrincipal(kind: PrincipalKind, id: string, displayName: string, subject: string) {
  return { id, kind, displayName, issuer: DEMO_ISSUER, subject, userName: null, email: null };
}

async function isRegistered(ledger: Ledger, scope: Parameters<typeof registeredScope>[1]): Promise<boolean> {
  return (await ledger.read((reader) => registeredScope(reader, scope))) !== null;
}
