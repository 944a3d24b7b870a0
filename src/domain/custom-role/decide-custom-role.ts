import { accept, type Decision, reject } from '../decision.ts';
import { invalidField, type Violation } from '../errors.ts';
import type { Permission, RoleDefinition } from '../role-definition.ts';
import { ROOT, type Scope, scopeKind } from '../scope.ts';
import { whyPermissionsInvalid } from '../why-permissions-invalid.ts';
import { type HeldRights, uncoveredOperation } from './held-rights.ts';

const LONGEST_NAME = 512;
const LONGEST_DESCRIPTION = 2048;
export const MOST_ASSIGNABLE_SCOPES = 100;
/** In an organisation. */
export const MOST_CUSTOM_ROLES = 5000;

/** A custom role as its author wants it. */
export interface AskedRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  readonly assignableScopes: readonly Scope[];
}

export interface CustomRoleFacts {
  readonly authorId: string;
  /** The role that has this id already. */
  readonly existing: RoleDefinition | null;
  /** By another role. */
  readonly isNameTaken: boolean;
  readonly customRoles: number;
  readonly unregisteredScopes: readonly Scope[];
  /** Where the role is assigned already and could not be any more. */
  readonly strandedScopes: readonly Scope[];
  /** What the author holds at each assignable scope. */
  readonly rightsAt: ReadonlyMap<Scope, HeldRights>;
}

/** Decides whether a custom role becomes what its author wants: within the limits, and within the author's own rights. */
export function decideCustomRole(asked: AskedRole, facts: CustomRoleFacts, now: Temporal.Instant): Decision {
  const violation =
    whyNotChangeable(facts.existing) ??
    whyTextInvalid(asked) ??
    whyPermissionsInvalid(asked.permissions, 'permissions') ??
    whyConditional(asked) ??
    whyScopesInvalid(asked, facts) ??
    whyNameTaken(asked, facts) ??
    whyTooMany(facts) ??
    whyStranded(facts) ??
    whyBeyondAuthor(asked, facts);
  if (violation !== null) return reject(violation);
  return accept({
    type: 'roleDefinition.defined',
    roleDefinition: { ...asked, family: 'resource', kind: 'custom', isPrivileged: false },
    definedById: facts.authorId,
    ...(facts.existing === null ? { createdAt: now } : {}),
  });
}

/** Why a role cannot be changed or deleted by anybody, or null. */
export function whyNotChangeable(existing: RoleDefinition | null): Violation | null {
  if (existing === null || existing.kind === 'custom') return null;
  return {
    code: 'builtInRoleDefinition',
    message: `\`${existing.name}\` is a built-in role; built-in roles cannot be changed; make a custom role under another id`,
  };
}

function whyTextInvalid({ name, description }: AskedRole): Violation | null {
  if (name.trim() === '' || name.length > LONGEST_NAME) {
    return invalidField('roleName', name, `1 to ${LONGEST_NAME} characters`);
  }
  if (description.length <= LONGEST_DESCRIPTION) return null;
  return invalidField('description', description, `at most ${LONGEST_DESCRIPTION} characters`);
}

function whyConditional({ permissions }: AskedRole): Violation | null {
  const index = permissions.findIndex(({ condition }) => condition !== null);
  if (index === -1) return null;
  const allowed = 'no condition; conditions stand on assignments of the role';
  return invalidField(`permissions[${index}].condition`, permissions[index]?.condition, allowed);
}

function whyScopesInvalid({ assignableScopes }: AskedRole, { unregisteredScopes }: CustomRoleFacts): Violation | null {
  const count = assignableScopes.length;
  if (count === 0 || count > MOST_ASSIGNABLE_SCOPES) {
    return invalidField('assignableScopes', count, `1 to ${MOST_ASSIGNABLE_SCOPES} scopes`);
  }
  const wrong = assignableScopes.find((scope) => scope === ROOT || scopeKind(scope) === 'administrativeUnit');
  if (wrong !== undefined) {
    return invalidField('assignableScopes', wrong, 'management groups, subscriptions, resource groups and resources');
  }
  const [unregistered] = unregisteredScopes;
  if (unregistered === undefined) return null;
  return { code: 'scopeNotFound', field: 'assignableScopes', message: `scope \`${unregistered}\` is not registered` };
}

/** It is not said which one: the author may not be somebody who sees it. */
function whyNameTaken({ name }: AskedRole, { isNameTaken }: CustomRoleFacts): Violation | null {
  if (!isNameTaken) return null;
  return {
    code: 'roleNameTaken',
    field: 'roleName',
    given: name,
    message: `a role named \`${name}\` exists already; names are unique in an organisation`,
  };
}

function whyTooMany({ existing, customRoles }: CustomRoleFacts): Violation | null {
  if (existing !== null || customRoles < MOST_CUSTOM_ROLES) return null;
  return {
    code: 'roleDefinitionLimit',
    message: `there are ${customRoles} custom roles; at most ${MOST_CUSTOM_ROLES} are allowed; delete one first`,
  };
}

function whyStranded({ strandedScopes }: CustomRoleFacts): Violation | null {
  if (strandedScopes.length === 0) return null;
  return {
    code: 'roleDefinitionInUse',
    field: 'assignableScopes',
    // where is for those who may read the assignments (ADR 0016)
    message:
      'the role is assigned where it could not stand any more; keep a scope there or above it, or remove the assignment first',
  };
}

/** The author must hold every operation that the role gives, at every scope where it can be assigned. */
function whyBeyondAuthor(asked: AskedRole, { rightsAt }: CustomRoleFacts): Violation | null {
  for (const scope of asked.assignableScopes) {
    const rights = rightsAt.get(scope) ?? { permissions: [], denied: [] };
    const uncovered = uncoveredOperation(asked.permissions, rights);
    if (uncovered === null) continue;
    const { list, pattern } = uncovered;
    return {
      code: 'moreThanAuthorHolds',
      field: list,
      given: pattern,
      allowed: `operations that you hold at \`${scope}\` without a condition`,
      message: `you do not hold all of \`${pattern}\` (${list}) at \`${scope}\`; a role cannot give more than its author holds there`,
    };
  }
  return null;
}
