import { wellKnownRoles } from '../domain/role-definition.ts';

/** Who vouches for the demo people; their subject is their name. */
export const DEMO_ISSUER = 'https://demo.brevet.invalid';
export const DEMO_ORGANISATION = 'Nordwind Logistics';
export const DEMO_TENANT_ID = 'd0000000-0000-4000-8000-000000000001';

function personId(number: number): string {
  return `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function groupId(number: number): string {
  return `b0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly title: string;
}

/** The first one is the first administrator. */
export const demoPeople: readonly DemoPerson[] = [
  {
    id: personId(1),
    name: 'grace',
    displayName: 'Grace Hofmann',
    title: 'Head of identity; Global Administrator and Owner',
  },
  {
    id: personId(2),
    name: 'alice',
    displayName: 'Alice Meyer',
    title: 'Platform engineer; eligible for Owner on Production',
  },
  { id: personId(3), name: 'bob', displayName: 'Bob Okafor', title: 'Operations manager; approver' },
  { id: personId(4), name: 'carol', displayName: 'Carol Lindqvist', title: 'Security architect; approver' },
  { id: personId(5), name: 'dave', displayName: 'Dave Novak', title: 'Security lead; approver through a nested group' },
  {
    id: personId(6),
    name: 'erin',
    displayName: 'Erin Castellanos',
    title: 'Data engineer; eligible for blob data under a condition, and to join Platform engineers',
  },
  {
    id: personId(7),
    name: 'frank',
    displayName: 'Frank Dubois',
    title: 'On-call engineer; eligible through nested groups',
  },
  {
    id: personId(8),
    name: 'heidi',
    displayName: 'Heidi Tanaka',
    title: 'Deputy head of identity; Global Administrator',
  },
  {
    id: personId(9),
    name: 'ivan',
    displayName: 'Ivan Petrov',
    title: 'Security analyst; eligible for Security Operator',
  },
  { id: personId(10), name: 'judy', displayName: 'Judy Ansah', title: 'Head of the security desk; approver' },
  { id: personId(11), name: 'mallory', displayName: 'Mallory Reyes', title: 'Contractor; holds nothing' },
  { id: personId(12), name: 'oscar', displayName: 'Oscar Bianchi', title: 'Auditor; Reader everywhere' },
];

/** Name to id, for people and groups alike. */
export const demoIds = {
  ...(Object.fromEntries(demoPeople.map(({ name, id }) => [name, id])) as Record<
    'grace' | 'alice' | 'bob' | 'carol' | 'dave' | 'erin' | 'frank' | 'heidi' | 'ivan' | 'judy' | 'mallory' | 'oscar',
    string
  >),
  platformEngineers: groupId(1),
  onCall: groupId(2),
  accessApprovers: groupId(3),
  securityLeads: groupId(4),
  securityDesk: groupId(5),
  deskApprovers: groupId(6),
} as const;

export interface DemoGroup {
  readonly id: string;
  readonly displayName: string;
  /** People and groups; a group stands below the groups that it contains. */
  readonly memberIds: readonly string[];
}

export const demoGroups: readonly DemoGroup[] = [
  { id: demoIds.onCall, displayName: 'On-call', memberIds: [demoIds.frank] },
  { id: demoIds.platformEngineers, displayName: 'Platform engineers', memberIds: [demoIds.alice, demoIds.onCall] },
  { id: demoIds.securityLeads, displayName: 'Security leads', memberIds: [demoIds.dave] },
  {
    id: demoIds.accessApprovers,
    displayName: 'Access approvers',
    memberIds: [demoIds.bob, demoIds.carol, demoIds.securityLeads],
  },
  { id: demoIds.securityDesk, displayName: 'Security desk', memberIds: [demoIds.ivan] },
  { id: demoIds.deskApprovers, displayName: 'Desk approvers', memberIds: [demoIds.judy, demoIds.heidi] },
];

const managementGroup = '/providers/Microsoft.Management/managementGroups/nordwind';
const production = '/subscriptions/c0000000-0000-4000-8000-000000000001';
const development = '/subscriptions/c0000000-0000-4000-8000-000000000002';

export const demoScopes = {
  managementGroup,
  production,
  development,
  web: `${production}/resourceGroups/rg-web`,
  data: `${production}/resourceGroups/rg-data`,
  sandbox: `${development}/resourceGroups/rg-sandbox`,
  webServer: `${production}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-01`,
  storage: `${production}/resourceGroups/rg-data/providers/Microsoft.Storage/storageAccounts/stnordwinddata`,
  vault: `${production}/resourceGroups/rg-data/providers/Microsoft.KeyVault/vaults/kv-nordwind`,
} as const;

/** In the order in which they are registered: a parent before what is below it. */
export const demoScopeTree: ReadonlyArray<{
  readonly path: string;
  readonly displayName: string;
  readonly parent: string | null;
}> = [
  { path: demoScopes.managementGroup, displayName: 'Nordwind', parent: null },
  { path: demoScopes.production, displayName: 'Production', parent: managementGroup },
  { path: demoScopes.development, displayName: 'Development', parent: managementGroup },
  { path: demoScopes.web, displayName: 'rg-web', parent: null },
  { path: demoScopes.data, displayName: 'rg-data', parent: null },
  { path: demoScopes.sandbox, displayName: 'rg-sandbox', parent: null },
  { path: demoScopes.webServer, displayName: 'vm-web-01', parent: null },
  { path: demoScopes.storage, displayName: 'stnordwinddata', parent: null },
  { path: demoScopes.vault, displayName: 'kv-nordwind', parent: null },
];

export const demoRoles = {
  ...wellKnownRoles,
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  securityOperator: '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f',
} as const;

/** Erin may touch blobs in one container only. */
export const demoCondition =
  "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName] StringEqualsIgnoreCase 'foo_storage_container'";

export interface DemoAssignment {
  readonly id: string;
  readonly kind: 'eligible' | 'active';
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: string;
  readonly duration: string;
  readonly condition: string | null;
}

function assignmentId(number: number): string {
  return `e0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The id is that of the request and of the schedule that it makes. */
export const demoAssignments: readonly DemoAssignment[] = [
  {
    id: assignmentId(1),
    kind: 'eligible',
    principalId: demoIds.alice,
    roleDefinitionId: demoRoles.owner,
    scope: production,
    duration: 'P365D',
    condition: null,
  },
  {
    id: assignmentId(2),
    kind: 'eligible',
    principalId: demoIds.platformEngineers,
    roleDefinitionId: demoRoles.contributor,
    scope: production,
    duration: 'P365D',
    condition: null,
  },
  {
    id: assignmentId(3),
    kind: 'eligible',
    principalId: demoIds.platformEngineers,
    roleDefinitionId: demoRoles.reader,
    scope: managementGroup,
    duration: 'P365D',
    condition: null,
  },
  {
    id: assignmentId(4),
    kind: 'eligible',
    principalId: demoIds.erin,
    roleDefinitionId: demoRoles.storageBlobDataContributor,
    scope: production,
    duration: 'P180D',
    condition: demoCondition,
  },
  {
    id: assignmentId(5),
    kind: 'eligible',
    principalId: demoIds.ivan,
    roleDefinitionId: demoRoles.securityOperator,
    scope: '/',
    duration: 'P365D',
    condition: null,
  },
  {
    id: assignmentId(6),
    kind: 'active',
    principalId: demoIds.oscar,
    roleDefinitionId: demoRoles.reader,
    scope: managementGroup,
    duration: 'P180D',
    condition: null,
  },
  {
    id: assignmentId(7),
    kind: 'active',
    principalId: demoIds.heidi,
    roleDefinitionId: demoRoles.globalAdministrator,
    scope: '/',
    duration: 'P180D',
    condition: null,
  },
  {
    id: assignmentId(8),
    kind: 'eligible',
    principalId: demoIds.erin,
    roleDefinitionId: demoRoles.groupMember,
    // of a role in a group: the group itself
    scope: `/groups/${demoIds.platformEngineers}`,
    duration: 'P365D',
    condition: null,
  },
];
