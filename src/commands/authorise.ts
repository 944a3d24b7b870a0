import { decideAccess } from '../domain/access/decide-access.ts';
import { rolesWithAuthority } from '../domain/access/directory-authority.ts';
import { holdsRole } from '../domain/access/holds-role.ts';
import { attributesFrom } from '../domain/condition/attributes-from.ts';
import { refuse } from '../domain/errors.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { principalFacts } from '../ledger/facts/principal-facts.ts';
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

/** The caller with groups; refuses an unknown or disabled one. */
export async function callerFacts(tx: Reader, caller: Caller): Promise<PrincipalFacts> {
  const facts = await principalFacts(tx, caller.principalId);
  if (facts === null) refuse({ code: 'notPermitted', message: 'you are not known to this organisation' });
  if (!facts.principal.enabled) {
    refuse({
      code: 'principalDisabled',
      message: 'your account is disabled; a disabled account holds and decides nothing',
    });
  }
  return facts;
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
  if (target.family === 'directory') {
    const { assignment } = target;
    const { directory } = requirement;
    const roles = assignment === undefined ? directory : rolesWithAuthority(directory, assignment.roleDefinitionId);
    return holdsRole(holder, roles, target.scopeChain, now.epochMilliseconds);
  }
  const question = { action: requirement.resource, isDataAction: false, scopeChain: target.scopeChain };
  return decideAccess(holder, { ...question, attributes: attributesOf(target) }, now.epochMilliseconds).allowed;
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
  const facts = await callerFacts(tx, caller);
  if (await isAuthorised(tx, facts, command, target, now)) return facts;
  return refuse({
    code: 'notPermitted',
    given: accessControl[command].resource,
    message: `\`${caller.principalId}\` may not perform \`${accessControl[command].resource}\` over scope \`${target.scopeChain[0]}\`; ask an administrator of that scope`,
  });
}
