import { PEOPLE_ADMINISTRATORS } from '../domain/access/people-administrators.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';

/** What a caller needs: an operation at the scope for resource roles, one of these roles for directory roles. */
export interface Requirement {
  readonly resource: string;
  readonly directory: readonly string[];
}

/**
 * Who may call without any role: the person whose request it is, who approves it, Brevet's own clock, an OpenID
 * provider that vouches for somebody, or a directory with a provisioning token.
 */
export type Rule = Requirement | 'holder' | 'approver' | 'clockwork' | 'firstStart' | 'provider' | 'provisioning';

const roleAdministrators = [wellKnownRoles.globalAdministrator, wellKnownRoles.privilegedRoleAdministrator];
const directoryAdministrators = [wellKnownRoles.globalAdministrator];

function requires(resource: string, directory: readonly string[] = roleAdministrators): Requirement {
  return { resource, directory };
}

/** Who may call each command; checked inside its transaction. A command that is not in this table does not compile. */
export const accessControl = {
  assignEligible: requires('Microsoft.Authorization/roleAssignments/write'),
  assignActive: requires('Microsoft.Authorization/roleAssignments/write'),
  removeAssignment: requires('Microsoft.Authorization/roleAssignments/delete'),
  activateRole: 'holder',
  deactivateRole: 'holder',
  decideExtension: requires('Microsoft.Authorization/roleAssignments/write'),
  askForExtension: 'holder',
  cancelOwnRequest: 'holder',
  cancelRequest: requires('Microsoft.Authorization/roleAssignments/write'),
  decideApprovalStage: 'approver',
  reviewSpotAudit: requires('Microsoft.Authorization/roleAssignments/write'),
  updateRoleManagementPolicy: requires('Microsoft.Authorization/roleManagementPolicies/write'),
  removeRoleManagementPolicy: requires('Microsoft.Authorization/roleManagementPolicies/write'),
  createPolicyTemplate: requires('Microsoft.Authorization/roleManagementPolicies/write'),
  updatePolicyTemplate: requires('Microsoft.Authorization/roleManagementPolicies/write'),
  deletePolicyTemplate: requires('Microsoft.Authorization/roleManagementPolicies/write'),
  applyPolicyTemplate: requires('Microsoft.Authorization/roleManagementPolicies/write'),
  detachPolicyTemplate: requires('Microsoft.Authorization/roleManagementPolicies/write'),
  createDenyAssignment: requires('Microsoft.Authorization/denyAssignments/write', directoryAdministrators),
  deleteDenyAssignment: requires('Microsoft.Authorization/denyAssignments/delete', directoryAdministrators),
  defineCustomRole: requires('Microsoft.Authorization/roleDefinitions/write'),
  deleteCustomRole: requires('Microsoft.Authorization/roleDefinitions/delete'),
  createPerson: requires('Microsoft.Directory/users/create', PEOPLE_ADMINISTRATORS),
  createGroup: requires('Microsoft.Directory/groups/create', PEOPLE_ADMINISTRATORS),
  createRoleAssignableGroup: requires('Microsoft.Directory/groups/createRoleAssignable', roleAdministrators),
  createServicePrincipal: requires('Microsoft.Directory/servicePrincipals/create', directoryAdministrators),
  administerServicePrincipal: requires('Microsoft.Directory/servicePrincipals/update', directoryAdministrators),
  renamePrincipal: requires('Microsoft.Directory/principals/update', PEOPLE_ADMINISTRATORS),
  disablePrincipal: requires('Microsoft.Directory/principals/disable', PEOPLE_ADMINISTRATORS),
  enablePrincipal: requires('Microsoft.Directory/principals/enable', PEOPLE_ADMINISTRATORS),
  changeIdentities: requires('Microsoft.Directory/principals/identities/update', PEOPLE_ADMINISTRATORS),
  deleteGroup: requires('Microsoft.Directory/groups/delete', PEOPLE_ADMINISTRATORS),
  changeGroupOwners: requires('Microsoft.Directory/groups/owners/update', PEOPLE_ADMINISTRATORS),
  administerProvisioning: requires('Microsoft.Directory/provisioning/update', directoryAdministrators),
  changeGroupMembers: requires('Microsoft.Directory/groups/members/update', PEOPLE_ADMINISTRATORS),
  resetCredentials: requires('Microsoft.Directory/users/password/update', PEOPLE_ADMINISTRATORS),
  /** With each of these, where the principal has a role, decides about one, or is in a group that does. */
  changeProtectedPrincipal: requires('Microsoft.Directory/protectedPrincipals/update', roleAdministrators),
  provisionPerson: 'provisioning',
  provisionGroup: 'provisioning',
  startSession: 'provider',
  /** A sign-in at the embedded provider: whoever it is proves it step by step. */
  signIn: 'provider',
  enrolFactor: 'holder',
  changeOwnCredentials: 'holder',
  /** Whoever has the one-time link. */
  redeemEnrolmentLink: 'holder',
  markEmergencyAccount: requires('Microsoft.Directory/users/emergencyAccounts/update', directoryAdministrators),
  strengthenSession: 'provider',
  askForProof: 'holder',
  giveProof: 'provider',
  signOut: 'holder',
  changeNotificationPreferences: 'holder',
  signOutAtProvider: 'provider',
  endSession: requires('Microsoft.Directory/users/sessions/end', directoryAdministrators),
  changeClientCredentials: requires(
    'Microsoft.Directory/servicePrincipals/credentials/update',
    directoryAdministrators,
  ),
  addServicePrincipalOwner: requires('Microsoft.Directory/servicePrincipals/owners/update', directoryAdministrators),
  renameOrganisation: requires('Microsoft.Management/managementGroups/write', directoryAdministrators),
  registerManagementGroup: requires('Microsoft.Management/managementGroups/write', directoryAdministrators),
  registerSubscription: requires('Microsoft.Resources/subscriptions/write', directoryAdministrators),
  registerResourceGroup: requires('Microsoft.Resources/subscriptions/resourceGroups/write', directoryAdministrators),
  registerResource: requires('Microsoft.Resources/subscriptions/resources/write', directoryAdministrators),
  registerAdministrativeUnit: requires('Microsoft.Directory/administrativeUnits/write', directoryAdministrators),
  deleteManagementGroup: requires('Microsoft.Management/managementGroups/delete', directoryAdministrators),
  deleteSubscription: requires('Microsoft.Resources/subscriptions/delete', directoryAdministrators),
  deleteResourceGroup: requires('Microsoft.Resources/subscriptions/resourceGroups/delete', directoryAdministrators),
  deleteResource: requires('Microsoft.Resources/subscriptions/resources/delete', directoryAdministrators),
  moveScope: requires('Microsoft.Management/managementGroups/subscriptions/write', directoryAdministrators),
  /** With `moveScope`: a move changes who has which role in what is moved. */
  moveAssignments: requires('Microsoft.Authorization/roleAssignments/write', directoryAdministrators),
  elevateAccess: requires('Microsoft.Authorization/elevateAccess/action', directoryAdministrators),
  /** Messages, whether they arrive, and where they go. */
  administerNotifications: requires('Microsoft.Directory/notifications/update'),
  /** Where messages go outside; whoever may do this hands on what happens in the whole organisation. */
  administerNotificationEndpoints: requires('Microsoft.Directory/notificationEndpoints/update'),
  disableFailingEndpoint: 'clockwork',
  markBellRead: 'holder',
  seedLocalAccounts: 'firstStart',
  setUpOrganisation: 'firstStart',
  establishOrganisation: 'firstStart',
  defineBuiltInRoles: 'firstStart',
  startSchedule: 'clockwork',
  endSchedule: 'clockwork',
  timeOutApproval: 'clockwork',
  timeOutExtension: 'clockwork',
  remindOfEnd: 'clockwork',
  remindApprovers: 'clockwork',
} as const satisfies Record<string, Rule>;

export type CommandName = keyof typeof accessControl;

/** The commands that need a role. */
export type RoleBoundCommand = {
  [Name in CommandName]: (typeof accessControl)[Name] extends Requirement ? Name : never;
}[CommandName];
