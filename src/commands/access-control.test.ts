import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activate, approve, asks, caller, outcomeOf, production, setRule } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { type AskedDenyAssignment, EVERYONE } from '../domain/access/deny-assignment.ts';
import type { AskedRole } from '../domain/custom-role/decide-custom-role.ts';
import { parseScope, ROOT } from '../domain/scope.ts';
import { rowsOf } from '../ledger/contract/rows-of.ts';
import { addServicePrincipalOwner } from './add-service-principal-owner.ts';
import { changeEndpoint, createEndpoint, deleteEndpoint, rotateEndpointSecret } from './administer-endpoints.ts';
import { resendDeadLetters } from './administer-notifications.ts';
import { applyPolicyTemplate } from './apply-policy-template.ts';
import type { Caller } from './caller.ts';
import { cancelScheduleRequest } from './cancel-schedule-request.ts';
import { addClientCredential } from './change-client-credentials.ts';
import { addGroupMember, removeGroupMember } from './change-group-members.ts';
import { attachIdentity, detachIdentity } from './change-identities.ts';
import { addGroupOwner, removeGroupOwner, removeServicePrincipalOwner } from './change-owners.ts';
import { createDenyAssignment } from './create-deny-assignment.ts';
import { createPolicyTemplate } from './create-policy-template.ts';
import { createPrincipal } from './create-principal.ts';
import { type AskedRoleAssignment, createRoleAssignment } from './create-role-assignment.ts';
import { decideApprovalStage } from './decide-approval-stage.ts';
import { decideExtensionRequest } from './decide-extension-request.ts';
import { defineCustomRole } from './define-custom-role.ts';
import { deleteCustomRole } from './delete-custom-role.ts';
import { deleteDenyAssignment } from './delete-deny-assignment.ts';
import { deleteGroup } from './delete-group.ts';
import { deletePolicyTemplate } from './delete-policy-template.ts';
import { deleteRoleAssignment } from './delete-role-assignment.ts';
import { deleteScope } from './delete-scope.ts';
import { detachPolicyTemplate } from './detach-policy-template.ts';
import { disablePrincipal, enablePrincipal } from './disable-principal.ts';
import { elevateAccess } from './elevate-access.ts';
import { establishOrganisation } from './establish-organisation.ts';
import { issueEnrolmentLink } from './issue-enrolment-link.ts';
import { markEmergencyAccount, unmarkEmergencyAccount } from './mark-emergency-account.ts';
import { registerScope } from './register-scope.ts';
import { removeRoleManagementPolicy } from './remove-role-management-policy.ts';
import { renamePrincipal } from './rename-principal.ts';
import { reviewSpotAudit } from './review-spot-audit.ts';
import { seedLocalAccounts } from './seed-local-accounts.ts';
import { replayToEndpoint, resendToEndpoint, testEndpoint } from './send-to-endpoint.ts';
import { submitScheduleRequest } from './submit-schedule-request.ts';
import { disableEndpoint, enableEndpoint } from './switch-endpoint.ts';
import { updatePolicyTemplate } from './update-policy-template.ts';
import { updateRoleManagementPolicy } from './update-role-management-policy.ts';

let demo: DemoLedger;
let robot: string;
let spareGroup: string;
let requestId: string;
let auditedId: string;
let extensionId: string;
let denyAssignmentId: string;
let roleDefinitionId: string;
beforeAll(async () => {
  demo = await demoLedger();
  robot = randomUUID();
  await createPrincipal(demo.ledger, as('grace'), newPrincipal(robot));
  spareGroup = randomUUID();
  await createPrincipal(demo.ledger, as('grace'), { ...newPrincipal(spareGroup), kind: 'group' });
  const account = { principalId: demoIds.frank, signInName: 'frank', passwordHash: 'hash', app: null };
  await seedLocalAccounts(demo.ledger, [account]);
  for (const scope of Object.values(scopes)) await register(as('grace'), scope);
  const asked = asks({ roleDefinitionId: demoRoles.owner });
  requestId = (await submitScheduleRequest(demo.ledger, as('alice'), asked, randomUUID)).id;
  const rule = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
  await setRule(demo.ledger, permanent().roleDefinitionId, production, 'Expiration_Admin_Assignment', rule);
  denyAssignmentId = (await denies(as('grace'))).id;
  roleDefinitionId = (await defines(as('grace'))).id;
  for (const principalId of [demoIds.ivan, demoIds.bob]) {
    const given = asks({ type: 'adminAssign', ...ending, principalId });
    await submitScheduleRequest(demo.ledger, as('grace'), given, randomUUID);
  }
  const more = asks({ type: 'selfExtend', ...ending });
  extensionId = (await submitScheduleRequest(demo.ledger, as('ivan'), more, randomUUID)).id;
  const audit = { kind: 'spotAudit', oneIn: 1 } as const;
  await setRule(demo.ledger, demoRoles.owner, production, 'SpotAudit_EndUser_Assignment', audit);
  const narrow = { roleDefinitionId: demoRoles.owner, scope: parseScope(demoScopes.web) };
  auditedId = (await activate(demo.ledger, narrow)).id;
  await approve(demo.ledger, as('bob'), auditedId);
  await createPolicyTemplate(demo.ledger, as('grace'), templateId, aTemplate('Template'));
  await createEndpoint(demo.ledger, as('grace'), anEndpoint(endpointId), anywhere);
  for (const id of [demoIds.judy, demoIds.carol]) await disablePrincipal(demo.ledger, as('grace'), id);
});
afterAll(() => demo.ledger.close());

function newPrincipal(id: string) {
  const names = { displayName: 'Robot', userName: null, email: null };
  return { id, kind: 'servicePrincipal' as const, ...names, issuer: 'https://issuer', subject: id };
}

/** Who freezes what nobody asks for here. */
async function denies(by: Caller): Promise<AskedDenyAssignment> {
  const actions = ['Contoso.Nothing/things/write'];
  const others = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
  const asked: AskedDenyAssignment = {
    id: randomUUID(),
    name: 'Freeze',
    description: null,
    permissions: [{ actions, ...others }],
    scope: production,
    doNotApplyToChildScopes: false,
    principals: [{ id: EVERYONE, kind: 'everyone' }],
    excludePrincipals: [],
    condition: null,
  };
  await createDenyAssignment(demo.ledger, by, asked);
  return asked;
}

/** Empty ones, to be deleted. */
const scopes = {
  managementGroup: parseScope('/providers/Microsoft.Management/managementGroups/empty'),
  subscription: parseScope('/subscriptions/c0000000-0000-4000-8000-00000000000c'),
  resourceGroup: parseScope(`${demoScopes.development}/resourceGroups/empty`),
  resource: parseScope(`${demoScopes.development}/providers/Microsoft.Storage/storageAccounts/empty`),
};

function register(by: Caller, path: string, displayName = 'Name') {
  return registerScope(demo.ledger, by, { path, displayName, parent: null });
}

/** Who makes a role of what they hold. */
async function defines(by: Caller): Promise<AskedRole> {
  const id = randomUUID();
  const others = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
  const permissions = [{ actions: ['*/read'], ...others }];
  const asked = { id, name: `Reader ${id}`, description: '', permissions, assignableScopes: [production] };
  await defineCustomRole(demo.ledger, by, asked);
  return asked;
}

/** A role assignment as clients write it, of a role that may be held without end. */
function permanent(): AskedRoleAssignment {
  return {
    name: randomUUID(),
    scope: production,
    principalId: demoIds.heidi,
    principalKind: null,
    roleDefinitionId: demoRoles.userAccessAdministrator,
    description: 'audit',
    condition: null,
  };
}

const endpointId = randomUUID();
const anywhere = () => ({ isAllowed: true, mayBePlain: false });
const rotation = { sealedSecret: 'sealed', overlap: Temporal.Duration.from('PT24H') };

function anEndpoint(id: string) {
  const sealed = { sealedUrl: 'sealed', sealedSecret: 'sealed' };
  return {
    id,
    kind: 'webhook',
    displayName: 'SIEM',
    url: 'https://siem.example.org',
    topics: null,
    ...sealed,
  } as const;
}

const templateId = randomUUID();
const templateTarget = { scope: production, roleDefinitionId: demoRoles.reader };

function aTemplate(name: string) {
  const rules = new Map([['SpotAudit_EndUser_Assignment', { kind: 'spotAudit', oneIn: 10 }]] as const);
  return { name, description: '', rules };
}

const lasting = { startAt: null, expiration: { type: 'afterDuration', duration: 'P1D' } } as const;
/** Eligible for so short a time that it can be extended. */
const ending = {
  kind: 'eligible',
  principalId: demoIds.ivan,
  roleDefinitionId: demoRoles.reader,
  duration: 'P3D',
} as const;
const mallory = { principalId: demoIds.mallory, schedule: lasting };
const commands: Readonly<Record<string, (by: Caller) => Promise<unknown>>> = {
  assignEligible: (by) =>
    submitScheduleRequest(demo.ledger, by, asks({ type: 'adminAssign', kind: 'eligible', ...mallory }), randomUUID),
  assignActive: (by) => submitScheduleRequest(demo.ledger, by, asks({ type: 'adminAssign', ...mallory }), randomUUID),
  updateAssignment: (by) =>
    submitScheduleRequest(
      demo.ledger,
      by,
      asks({ type: 'adminUpdate', ...ending, principalId: demoIds.bob, duration: 'P4D' }),
      randomUUID,
    ),
  extendAssignment: (by) =>
    submitScheduleRequest(
      demo.ledger,
      by,
      asks({ type: 'adminExtend', ...ending, principalId: demoIds.bob }),
      randomUUID,
    ),
  decideExtension: (by) =>
    decideExtensionRequest(demo.ledger, by, extensionId, {
      result: 'approved',
      justification: 'x',
      kind: null,
      startAt: null,
      expiration: null,
    }),
  removeAssignment: (by) =>
    submitScheduleRequest(
      demo.ledger,
      by,
      asks({ type: 'adminRemove', kind: 'eligible', principalId: demoIds.platformEngineers }),
      randomUUID,
    ),
  assignDirectoryRole: (by) =>
    submitScheduleRequest(
      demo.ledger,
      by,
      asks({
        type: 'adminAssign',
        ...mallory,
        roleDefinitionId: demoRoles.securityOperator,
        scope: ROOT,
      }),
      randomUUID,
    ),
  createEndpoint: (by) => createEndpoint(demo.ledger, by, anEndpoint(randomUUID()), anywhere),
  changeEndpoint: (by) => changeEndpoint(demo.ledger, by, endpointId, { displayName: 'Renamed' }, anywhere),
  rotateEndpointSecret: (by) => rotateEndpointSecret(demo.ledger, by, endpointId, rotation),
  testEndpoint: (by) => testEndpoint(demo.ledger, by, endpointId),
  replayToEndpoint: (by) => replayToEndpoint(demo.ledger, by, endpointId, { sequence: 1 }),
  resendToEndpoint: (by) => resendToEndpoint(demo.ledger, by, endpointId, 'all'),
  disableEndpoint: (by) => disableEndpoint(demo.ledger, by, endpointId),
  enableEndpoint: (by) => enableEndpoint(demo.ledger, by, endpointId),
  deleteEndpoint: (by) => deleteEndpoint(demo.ledger, by, endpointId),
  administerNotifications: (by) => resendDeadLetters(demo.ledger, by, 'all'),
  reviewSpotAudit: (by) => reviewSpotAudit(demo.ledger, by, auditedId, { outcome: 'confirmed', justification: null }),
  cancelRequest: (by) => cancelScheduleRequest(demo.ledger, by, requestId),
  updateRoleManagementPolicy: (by) =>
    updateRoleManagementPolicy(
      demo.ledger,
      by,
      { scope: production, roleDefinitionId: demoRoles.contributor },
      new Map([['Enablement_EndUser_Assignment', { kind: 'enablement', enabled: [] }]]),
    ),
  removeRoleManagementPolicy: (by) =>
    removeRoleManagementPolicy(demo.ledger, by, {
      scope: production,
      roleDefinitionId: demoRoles.storageBlobDataContributor,
    }),
  createPolicyTemplate: (by) => createPolicyTemplate(demo.ledger, by, randomUUID(), aTemplate(randomUUID())),
  updatePolicyTemplate: (by) => updatePolicyTemplate(demo.ledger, by, templateId, aTemplate('Renamed')),
  applyPolicyTemplate: (by) => applyPolicyTemplate(demo.ledger, by, templateId, [templateTarget]),
  detachPolicyTemplate: (by) => detachPolicyTemplate(demo.ledger, by, templateId, [templateTarget]),
  deletePolicyTemplate: (by) => deletePolicyTemplate(demo.ledger, by, templateId),
  createRoleAssignment: (by) => createRoleAssignment(demo.ledger, by, permanent(), randomUUID),
  deleteRoleAssignment: (by) =>
    deleteRoleAssignment(demo.ledger, by, { name: randomUUID(), scope: production }, randomUUID),
  createDenyAssignment: denies,
  deleteDenyAssignment: (by) => deleteDenyAssignment(demo.ledger, by, denyAssignmentId),
  defineCustomRole: defines,
  deleteCustomRole: (by) => deleteCustomRole(demo.ledger, by, roleDefinitionId),
  createPrincipal: (by) => createPrincipal(demo.ledger, by, newPrincipal(randomUUID())),
  createPerson: (by) => createPrincipal(demo.ledger, by, { ...newPrincipal(randomUUID()), kind: 'user' }),
  createGroup: (by) => createPrincipal(demo.ledger, by, { ...newPrincipal(randomUUID()), kind: 'group' }),
  createRoleAssignableGroup: (by) =>
    createPrincipal(demo.ledger, by, { ...newPrincipal(randomUUID()), kind: 'group', isRoleAssignable: true }),
  renamePrincipal: (by) =>
    renamePrincipal(demo.ledger, by, { id: demoIds.mallory, kind: 'user' }, { displayName: 'Mallory' }),
  attachIdentity: (by) => attachIdentity(demo.ledger, by, demoIds.mallory, { issuer: 'https://other', subject: 'm' }),
  detachIdentity: (by) => detachIdentity(demo.ledger, by, demoIds.mallory, { issuer: 'https://other', subject: 'm' }),
  addGroupOwner: (by) => addGroupOwner(demo.ledger, by, demoIds.onCall, demoIds.ivan),
  removeGroupOwner: (by) => removeGroupOwner(demo.ledger, by, demoIds.onCall, demoIds.ivan),
  deleteGroup: (by) => deleteGroup(demo.ledger, by, spareGroup),
  removeServicePrincipalOwner: (by) => removeServicePrincipalOwner(demo.ledger, by, robot, demoIds.ivan),
  disablePrincipal: (by) => disablePrincipal(demo.ledger, by, demoIds.erin),
  enablePrincipal: (by) => enablePrincipal(demo.ledger, by, demoIds.carol),
  addGroupMember: (by) => addGroupMember(demo.ledger, by, demoIds.onCall, demoIds.ivan),
  removeGroupMember: (by) => removeGroupMember(demo.ledger, by, demoIds.onCall, demoIds.frank),
  changeClientCredentials: (by) =>
    addClientCredential(demo.ledger, by, {
      id: randomUUID(),
      principalId: robot,
      displayName: 'secret',
      kind: 'secret',
      value: 'digest',
      expiresAt: demo.clock().add({ hours: 24 }),
    }),
  resetCredentials: (by) => issueEnrolmentLink(demo.ledger, by, { principalId: demoIds.frank, digest: randomUUID() }),
  markEmergencyAccount: (by) => markEmergencyAccount(demo.ledger, by, demoIds.frank),
  unmarkEmergencyAccount: (by) => unmarkEmergencyAccount(demo.ledger, by, demoIds.frank),
  addServicePrincipalOwner: (by) => addServicePrincipalOwner(demo.ledger, by, robot, demoIds.ivan),
  renameOrganisation: (by) => registerScope(demo.ledger, by, { path: '/', displayName: 'renamed', parent: null }),
  registerManagementGroup: (by) => register(by, '/providers/Microsoft.Management/managementGroups/new'),
  registerSubscription: (by) => register(by, '/subscriptions/c0000000-0000-4000-8000-00000000000a'),
  registerResourceGroup: (by) => register(by, demoScopes.sandbox, 'renamed'),
  registerResource: (by) => register(by, scopes.resource, 'renamed'),
  registerAdministrativeUnit: (by) => register(by, '/administrativeUnits/c0000000-0000-4000-8000-00000000000b'),
  moveScope: (by) =>
    registerScope(demo.ledger, by, { path: demoScopes.production, displayName: 'Production', parent: '/' }),
  deleteManagementGroup: (by) => deleteScope(demo.ledger, by, scopes.managementGroup),
  deleteSubscription: (by) => deleteScope(demo.ledger, by, scopes.subscription),
  deleteResourceGroup: (by) => deleteScope(demo.ledger, by, scopes.resourceGroup),
  deleteResource: (by) => deleteScope(demo.ledger, by, scopes.resource),
  elevateAccess: (by) => elevateAccess(demo.ledger, by, randomUUID),
};

describe.each(Object.keys(commands))('%s', (name) => {
  it.each([
    ['somebody without a role', () => as('mallory'), 'notPermitted'],
    ['a reader of everything', () => as('oscar'), 'notPermitted'],
    ['an approver', () => as('bob'), 'notPermitted'],
    ['who is eligible, but has not activated', () => as('ivan'), 'notPermitted'],
    ['somebody unknown', () => caller(randomUUID()), 'notPermitted'],
    ['somebody disabled', () => as('judy'), 'principalDisabled'],
  ])('is refused to %s, and changes nothing', async (_, by, code) => {
    const before = await rowsOf(demo.engine);
    expect(await outcomeOf(commands[name]?.(by()) ?? Promise.resolve())).toBe(code);
    expect(await rowsOf(demo.engine)).toEqual(before);
  });

  it('is given to the administrator', async () => {
    expect(await outcomeOf(commands[name]?.(as('grace')) ?? Promise.resolve())).toBe('done');
  });
});

describe('without a role', () => {
  const decision = { result: 'approved', justification: 'x', duration: null, scope: null } as const;
  it('nobody decides, not even an administrator who is no approver', async () => {
    const { id } = await submitScheduleRequest(
      demo.ledger,
      as('alice'),
      asks({ roleDefinitionId: demoRoles.owner }),
      randomUUID,
    );
    for (const name of ['grace', 'mallory', 'frank'] as const) {
      expect(await outcomeOf(decideApprovalStage(demo.ledger, as(name), id, decision))).toBe('notAnApprover');
    }
  });
  it('nobody establishes an organisation a second time', async () => {
    const again = establishOrganisation(
      demo.ledger,
      { name: 'Other', tenantId: randomUUID() },
      newPrincipal(randomUUID()),
      randomUUID,
    );
    expect(await outcomeOf(again)).toBe('alreadyExists');
  });
  it('what is unknown is answered as such', async () => {
    expect(await outcomeOf(decideApprovalStage(demo.ledger, as('bob'), 'x', decision))).toBe('approvalNotFound');
    expect(await outcomeOf(cancelScheduleRequest(demo.ledger, as('grace'), 'x'))).toBe('requestNotFound');
  });
});
