import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import { type RoleDefinition, wellKnownRoles } from '../domain/role-definition.ts';
import type { Schedule } from '../domain/schedule.ts';
import { ROOT } from '../domain/scope.ts';
import { builtInRoleDefinitions, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { registeredScope } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NewPrincipal } from './create-principal.ts';

const atFirstStart = { actorId: null, correlationId: 'first-start', origin: null } as const;

/** Roles in one transaction: nobody waits for more at a time, on whatever server. */
const ROLES_AT_ONCE = 50;

/**
 * Brings the built-in roles up to those of this release; each change is an entry. Done at every start: where they are as they
 * have to be, which they most often are, nobody waits for it. Returns how many were changed.
 */
export async function defineBuiltInRoles(ledger: Ledger, roles: readonly RoleDefinition[]): Promise<number> {
  const known = new Map((await ledger.read(builtInRoleDefinitions)).map((role) => [role.id, role]));
  const changed = roles.filter((role) => !isSame(known.get(role.id) ?? null, role));
  let defined = 0;
  for (let from = 0; from < changed.length; from += ROLES_AT_ONCE) {
    defined += await defineRoles(ledger, changed.slice(from, from + ROLES_AT_ONCE));
  }
  return defined;
}

/** Another server may have been quicker with some of them. */
function defineRoles(ledger: Ledger, roles: readonly RoleDefinition[]): Promise<number> {
  return ledger.execute({ ...atFirstStart, command: 'defineBuiltInRoles' }, async ({ tx, append }) => {
    const changed: DomainEvent[] = [];
    for (const roleDefinition of roles) {
      if (isSame(await roleDefinitionById(tx, roleDefinition.id), roleDefinition)) continue;
      changed.push({ type: 'roleDefinition.defined', roleDefinition });
    }
    await append(changed);
    return changed.length;
  });
}

function isSame(known: RoleDefinition | null, role: RoleDefinition): boolean {
  return known !== null && JSON.stringify(known) === JSON.stringify(role);
}

/**
 * Makes an empty Brevet an organisation: the root scope and the first administrator, who holds Global Administrator
 * and Owner at the root without end. Refused once the root is there.
 */
export function establishOrganisation(
  ledger: Ledger,
  organisation: NewOrganisation,
  administrator: NewPrincipal,
  newId: () => string,
): Promise<void> {
  return ledger.execute({ ...atFirstStart, command: 'establishOrganisation' }, async ({ now, tx, append }) => {
    if ((await registeredScope(tx, ROOT)) !== null) {
      refuse({ code: 'alreadyExists', message: 'this organisation is already established' });
    }
    await append([...organisationEvents(organisation), ...administratorEvents(administrator, now, newId)]);
  });
}

export interface NewOrganisation {
  readonly name: string;
  readonly tenantId: string;
}

/** The organisation and its root scope. */
export function organisationEvents({ name, tenantId }: NewOrganisation): readonly DomainEvent[] {
  return [
    { type: 'organisation.established', name, tenantId },
    { type: 'scope.registered', scope: ROOT, kind: 'root', path: '/', displayName: name, parent: null },
  ];
}

/** A person who holds Global Administrator and Owner at the root without end. */
export function administratorEvents(
  administrator: NewPrincipal,
  now: Temporal.Instant,
  newId: () => string,
): readonly DomainEvent[] {
  const { issuer, subject, ...principal } = administrator;
  const assigned = (roleDefinitionId: string): readonly DomainEvent[] => {
    const id = newId();
    const same = { id, kind: 'active', principalId: principal.id, roleDefinitionId, scope: ROOT } as const;
    const schedule: Schedule = {
      ...same,
      assignmentType: 'assigned',
      requestId: id,
      startAt: now,
      endAt: null,
      condition: null,
      linkedEligibilityId: null,
      createdAt: now,
    };
    return [
      {
        type: 'scheduleRequest.submitted',
        policyScope: null,
        request: {
          ...same,
          type: 'adminAssign',
          status: 'provisioned',
          schedule: { startAt: now, expiration: { type: 'noExpiration' } },
          justification: 'first administrator',
          ticket: null,
          condition: null,
          linkedEligibilityId: null,
          targetScheduleId: null,
          requestorId: principal.id,
          createdAt: now,
          resultingScheduleId: id,
        },
      },
      { type: 'schedule.created', schedule },
    ];
  };
  return [
    { type: 'principal.created', principal: { ...principal, enabled: true }, issuer, subject },
    ...assigned(wellKnownRoles.globalAdministrator),
    ...assigned(wellKnownRoles.owner),
  ];
}
