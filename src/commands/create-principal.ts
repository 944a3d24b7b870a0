import { whyIdentityInvalid, whyNamesInvalid } from '../domain/directory/why-names-invalid.ts';
import { refuse } from '../domain/errors.ts';
import type { Principal, PrincipalKind } from '../domain/principal.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { idByUserName } from '../ledger/facts/directory-facts.ts';
import { principalById, principalByIdentity } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RoleBoundCommand } from './access-control.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

export interface NewPrincipal extends Omit<Principal, 'enabled'> {
  /** With `subject`: who it is. Names and addresses never are (BEHAVIOUR §1). */
  readonly issuer: string;
  readonly subject: string;
  /** With a group: whether only privileged administrators change it from the beginning on. */
  readonly isRoleAssignable?: boolean;
}

const commandOf: Readonly<Record<PrincipalKind, RoleBoundCommand>> = {
  user: 'createPerson',
  group: 'createGroup',
  servicePrincipal: 'createServicePrincipal',
};

/** Creates a user, group or service principal, enabled. Refuses an id, identity or sign-in name that is taken. */
export function createPrincipal(ledger: Ledger, caller: Caller, asked: NewPrincipal): Promise<void> {
  return ledger.execute(contextOf(caller, 'createPrincipal', asked.id), async ({ now, tx, append }) => {
    const { issuer, subject, isRoleAssignable = false, ...principal } = asked;
    const command = isRoleAssignable ? 'createRoleAssignableGroup' : commandOf[asked.kind];
    await authorise(tx, caller, command, { family: 'directory', scopeChain: [ROOT] }, now);
    await requireFreeNames(tx, asked);
    const flags = isRoleAssignable ? ({ isRoleAssignable } as const) : {};
    await append([
      { type: 'principal.created', principal: { ...principal, enabled: true }, issuer, subject, ...flags },
    ]);
  });
}

/** Refuses names that are not allowed, and an id, identity or sign-in name that somebody has. */
export async function requireFreeNames(tx: Reader, asked: NewPrincipal): Promise<void> {
  const invalid = whyNamesInvalid(asked) ?? whyIdentityInvalid(asked);
  if (invalid !== null) refuse(invalid);
  const isTaken =
    (await principalById(tx, asked.id)) !== null ||
    (await principalByIdentity(tx, asked.issuer, asked.subject)) !== null;
  if (isTaken) {
    refuse({ code: 'alreadyExists', conflictsWith: asked.id, message: `principal \`${asked.id}\` already exists` });
  }
  await requireFreeUserName(tx, asked.id, asked.userName);
}

/** Refuses a sign-in name that somebody else has; two people may not share one. */
export async function requireFreeUserName(tx: Reader, id: string, userName: string | null): Promise<void> {
  const holderId = userName === null ? null : await idByUserName(tx, userName);
  if (holderId === null || holderId === id) return;
  refuse({
    code: 'signInNameTaken',
    field: 'userName',
    given: userName ?? '',
    conflictsWith: holderId,
    message: `the sign-in name \`${userName}\` is taken; choose another`,
  });
}
