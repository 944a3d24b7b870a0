import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  asks,
  assign,
  caller,
  introduce,
  outcomeOf,
  production,
  setRule,
} from '../../test/scenarios/story.ts';
import { anAssurance } from '../../test/support/builders.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { parseScope, ROOT } from '../domain/scope.ts';
import type { Caller } from './caller.ts';
import { addGroupMember } from './change-group-members.ts';
import { decideExtensionRequest } from './decide-extension-request.ts';
import { submitScheduleRequest } from './submit-schedule-request.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const { judy, mallory, bob } = demoIds;
const submit = (by: Caller, over: Parameters<typeof asks>[0]) =>
  outcomeOf(
    submitScheduleRequest(demo.ledger, by, asks({ duration: 'P10D', principalId: mallory, ...over }), randomUUID),
  );

/** Judy may give Reader alone, and take nothing else away. */
async function judyGivesReaderOnly() {
  const only = (operation: string, source: string) =>
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${operation}'})) OR (@${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${demoRoles.reader}}))`;
  const text = `${only('write', 'Request')} AND ${only('delete', 'Resource')}`;
  await assign(demo.ledger, {
    principalId: judy,
    roleDefinitionId: demoRoles.roleBasedAccessControlAdministrator,
    condition: { text, version: '2.0' },
  });
}

describe('whose own role gives some roles only', () => {
  beforeEach(judyGivesReaderOnly);
  const reader = { roleDefinitionId: demoRoles.reader } as const;

  it('assigns, changes, converts, extends and removes these, and no other', async () => {
    const { id } = await assign(demo.ledger, { kind: 'eligible', principalId: bob, duration: 'P10D' });
    expect(await submit(as('judy'), { type: 'adminAssign', kind: 'eligible', ...reader })).toBe('done');
    for (const type of ['adminUpdate', 'adminExtend', 'adminRemove'] as const) {
      expect(await submit(as('judy'), { type, kind: 'eligible', principalId: bob }), type).toBe('notPermitted');
    }
    const conversion = { type: 'adminUpdate', kind: 'active', principalId: bob, targetScheduleId: id } as const;
    expect(await submit(as('judy'), conversion)).toBe('notPermitted');
    expect(await submit(as('judy'), { type: 'adminAssign', principalId: judy })).toBe('notPermitted');
    for (const type of ['adminUpdate', 'adminExtend', 'adminRemove'] as const) {
      expect(await submit(as('judy'), { type, kind: 'eligible', ...reader, duration: 'P11D' }), type).toBe('done');
    }
  });

  it('decides extensions of these, and of no other', async () => {
    const decision = { result: 'approved', justification: 'x', kind: null, startAt: null, expiration: null } as const;
    const outcomes: string[] = [];
    for (const roleDefinitionId of [demoRoles.reader, demoRoles.contributor]) {
      await assign(demo.ledger, { kind: 'eligible', principalId: mallory, roleDefinitionId, duration: 'P10D' });
      const asked = asks({
        type: 'selfExtend',
        kind: 'eligible',
        principalId: mallory,
        roleDefinitionId,
        duration: 'P10D',
      });
      const { id } = await submitScheduleRequest(demo.ledger, caller(mallory), asked, randomUUID);
      outcomes.push(await outcomeOf(decideExtensionRequest(demo.ledger, as('judy'), id, decision)));
    }
    expect(outcomes).toEqual(['done', 'notPermitted']);
  });
});

describe('authority over resource roles is the right to write assignments', () => {
  it('so a User Access Administrator assigns Owner, as in Azure', async () => {
    await assign(demo.ledger, { principalId: judy, roleDefinitionId: demoRoles.userAccessAdministrator });
    expect(await submit(as('judy'), { type: 'adminAssign', kind: 'eligible', roleDefinitionId: demoRoles.owner })).toBe(
      'done',
    );
  });
  it('at the scope where it is held and below, not above', async () => {
    const scope = parseScope(demoScopes.web);
    await assign(demo.ledger, { principalId: judy, roleDefinitionId: demoRoles.userAccessAdministrator, scope });
    expect(await submit(as('judy'), { type: 'adminAssign', scope: parseScope(demoScopes.webServer) })).toBe('done');
    expect(await submit(as('judy'), { type: 'adminAssign', scope: production })).toBe('notPermitted');
  });
});

describe('a Privileged Role Administrator', () => {
  beforeEach(async () => {
    await assign(demo.ledger, {
      principalId: judy,
      roleDefinitionId: demoRoles.privilegedRoleAdministrator,
      scope: ROOT,
    });
  });
  const about = (roleDefinitionId: string) => ({ kind: 'eligible', scope: ROOT, roleDefinitionId }) as const;

  it('assigns and removes directory roles', async () => {
    for (const type of ['adminAssign', 'adminUpdate', 'adminRemove'] as const) {
      expect(await submit(as('judy'), { type, ...about(demoRoles.securityOperator) }), type).toBe('done');
    }
  });
  it.each([
    ['Global Administrator', demoRoles.globalAdministrator],
    ['Privileged Role Administrator', demoRoles.privilegedRoleAdministrator],
  ])('does not give, change or take %s, which a Global Administrator does', async (_, roleDefinitionId) => {
    expect(await submit(as('judy'), { type: 'adminAssign', ...about(roleDefinitionId) })).toBe('notPermitted');
    expect(await submit(as('heidi'), { type: 'adminAssign', ...about(roleDefinitionId) })).toBe('done');
    for (const type of ['adminUpdate', 'adminExtend', 'adminRemove'] as const) {
      expect(await submit(as('judy'), { type, ...about(roleDefinitionId) }), type).toBe('notPermitted');
    }
  });

  it('does not reach Global Administrator through a group that is eligible for it, at any depth', async () => {
    const outer = await introduce(demo.ledger, 'group', 'Administrators');
    const inner = await introduce(demo.ledger, 'group', 'Deputies');
    await addGroupMember(demo.ledger, as('grace'), outer, inner);
    const join = (by: Caller) => outcomeOf(addGroupMember(demo.ledger, by, inner, judy));
    expect(await outcomeOf(addGroupMember(demo.ledger, as('judy'), inner, mallory))).toBe('done');
    await assign(demo.ledger, { ...about(demoRoles.globalAdministrator), principalId: outer });
    expect(await join(as('judy'))).toBe('protectedPrincipal');
    expect(await join(as('heidi'))).toBe('done');
  });
});

describe('a service principal', () => {
  it('activates what it is eligible for, but not where a second factor is asked, whatever its token says', async () => {
    const robot = await introduce(demo.ledger, 'servicePrincipal', 'Deployer');
    await assign(demo.ledger, { kind: 'eligible', principalId: robot });
    const rule = { kind: 'enablement', enabled: ['multiFactorAuthentication'] } as const;
    await setRule(demo.ledger, demoRoles.contributor, production, 'Enablement_EndUser_Assignment', rule);
    const strong = caller(robot, anAssurance());
    const asked = asks({ principalId: robot });
    expect(await outcomeOf(submitScheduleRequest(demo.ledger, strong, asked, randomUUID))).toBe('policyRulesUnmet mfa');
    await setRule(demo.ledger, demoRoles.contributor, production, 'Enablement_EndUser_Assignment', {
      ...rule,
      enabled: [],
    });
    expect(await outcomeOf(activate(demo.ledger, { principalId: robot }))).toBe('done');
  });
});
