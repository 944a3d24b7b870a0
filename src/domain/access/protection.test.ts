import { describe, expect, it } from 'vitest';
import { wellKnownRoles } from '../role-definition.ts';
import { ROOT, type Scope } from '../scope.ts';
import { type Power, protectionBy } from './protection.ts';

const production = '/subscriptions/c0000000-0000-4000-8000-000000000001' as Scope;

function holds(roleDefinitionId: string, scope: Scope = ROOT): Power {
  return { by: 'schedule', holderId: 'g', roleDefinitionId, scope };
}

describe('a principal is', () => {
  it.each([
    ['ordinary without any power', [], 'none'],
    ['protected by any role', [holds('role', production)], 'privileged'],
    ['protected by a say in who gets a role', [{ by: 'approvers', holderId: 'g' }], 'privileged'],
    ['protected by what is denied to it or not', [{ by: 'denial', holderId: 'g' }], 'privileged'],
    ['protected by having been made for roles', [{ by: 'roleAssignable', holderId: 'g' }], 'privileged'],
    ['protected by Owner below the root', [holds(wellKnownRoles.owner, production)], 'privileged'],
    ['at the top by Owner at the root', [holds(wellKnownRoles.owner)], 'top'],
    ['at the top by User Access Administrator at the root', [holds(wellKnownRoles.userAccessAdministrator)], 'top'],
    ['at the top by Privileged Role Administrator', [holds(wellKnownRoles.privilegedRoleAdministrator)], 'top'],
    ['at the top by one power of several', [holds('role'), holds(wellKnownRoles.globalAdministrator)], 'top'],
  ] as ReadonlyArray<readonly [string, readonly Power[], string]>)('%s', (_, powers, protection) => {
    expect(protectionBy(powers)).toBe(protection);
  });
});
