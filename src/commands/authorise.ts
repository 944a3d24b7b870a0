import { decideAccess } from '../domain/access/decide-access.ts';
import { rolesWithAuthority, rolesWithAuthorityOverGroup } from '../domain/access/directory-authority.ts';
import { holdsRole } from '../domain/access/holds-role.ts';
import { protectionBy } from '../domain/access/protection.ts';
import { attributesFrom } from '../domain/condition/attributes-from.ts';
import { refuse } from '../domain/errors.ts';
import { groupIdOf } from '../domain/group/group-scope.ts';
import type { Principal, PrincipalFacts } from '../domain/principal.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { powersOf } from '../ledger/facts/power-facts.ts';
import { principalById, principalFacts } from '../ledger/facts/principal-facts.ts';
import { accessControl, type RoleBoundCommand } from './access-control.ts';
import type { Caller } from './caller.ts';

/** What a command is about, as far as it matters for who may give it. */
export interface AuthorisationTarget {
  readonly family: RoleFamily;
  readonly scopeChain: readonly Scope[];
  /** What conditions on the caller's own roles may look at, such as the role that is being assigned. */
  readonly assignment?: {
    readonly roleDefinitionId: string;
    readonly principalId: string;
    readonly principalType: string;
  };
}

const unknownCaller = { code: 'notPermitted', message: 'you are not known to this organisation' } as const;

/** The caller; refuses an unknown or disabled one. */
export async function knownCaller(tx: Reader, caller: Caller): Promise<Principal> {
  const principal = (await principalById(tx, caller.principalId)) ?? refuse(unknownCaller);
  if (principal.enabled) return principal;
  return refuse({
    code: 'principalDisabled',
    message: 'your account is disabled; a disabled account holds and decides nothing',
  });
}

/** The caller with groups at `now`; refuses an unknown or disabled one. */
export async function callerFacts(tx: Reader, caller: Caller, now: Temporal.Instant): Promise<PrincipalFacts> {
  await knownCaller(tx, caller);
  return (await principalFacts(tx, caller.principalId, now)) ?? refuse(unknownCaller);
}

/** Whether the caller may give the command about this target, by the roles held at `now`. */
export async function isAuthorised(
  tx: Reader,
  caller: PrincipalFacts,
  command: RoleBoundCommand,
  target: AuthorisationTarget,
  now: Temporal.Instant,
): Promise<boolean> {
  const holder = await holderFacts(tx, caller, now);
  const requirement = accessControl[command];
  if (target.family !== 'resource') {
    const roles =
      target.family === 'group' ? await rolesOverGroup(tx, target, now) : rolesFor(requirement.directory, target);
    return holdsRole(holder, roles, target.scopeChain, now.epochMilliseconds);
  }
  const question = { action: requirement.resource, isDataAction: false, scopeChain: target.scopeChain };
  return decideAccess(holder, { ...question, attributes: attributesOf(target) }, now.epochMilliseconds).allowed;
}

function rolesFor(required: readonly string[], { assignment }: AuthorisationTarget): readonly string[] {
  return assignment === undefined ? required : rolesWithAuthority(required, assignment.roleDefinitionId);
}

/** What a group may be for whom is for those who may change the group itself: that is one power (ADR 0023). */
async function rolesOverGroup(tx: Reader, { scopeChain }: AuthorisationTarget, now: Temporal.Instant) {
  const groupId = groupIdOf(scopeChain[0] ?? ROOT);
  return rolesWithAuthorityOverGroup(groupId === null ? 'top' : protectionBy(await powersOf(tx, groupId, now)));
}

function attributesOf({ assignment }: AuthorisationTarget) {
  const written = attributesFrom(
    assignment === undefined
      ? {}
      : {
          'Microsoft.Authorization/roleAssignments:RoleDefinitionId': assignment.roleDefinitionId,
          'Microsoft.Authorization/roleAssignments:PrincipalId': assignment.principalId,
          'Microsoft.Authorization/roleAssignments:PrincipalType': assignment.principalType,
        },
  );
  const none = attributesFrom({});
  return { principal: none, resource: written, request: written, environment: none };
}

/** Refuses unless the caller may give the command about this target. Returns the caller's facts. */
export async function authorise(
  tx: Reader,
  caller: Caller,
  command: RoleBoundCommand,
  target: AuthorisationTarget,
  now: Temporal.Instant,
): Promise<PrincipalFacts> {
  const facts = await callerFacts(tx, caller, now);
  if (await isAuthorised(tx, facts, command, target, now)) return facts;
  return refuse({
    code: 'notPermitted',
    given: accessControl[command].resource,
    message: `\`${caller.principalId}\` may not perform \`${accessControl[command].resource}\` over scope \`${target.scopeChain[0]}\`; ask an administrator of that scope`,
  });
}
