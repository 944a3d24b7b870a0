import { demoRoles } from '../../../src/demo/demo-organisation.ts';
import { parseScope, scopeKind } from '../../../src/domain/scope.ts';
import { administrationQuestions } from './administration-questions.ts';
import { APPROVALS, hierarchyUrl, type Method, PIM, RBAC, sample, urlOf, type World } from './open-world.ts';
import { tree } from './tree.ts';

export type Question = readonly [Method, string, object?];

const get = (url: string): Question => ['GET', url];
const pim = (path: string): Question => get(`${PIM}${path}`);
const encoded = (filter: string) => encodeURIComponent(filter);

/** Every list with every filter, and gets of things seen and unseen; about all of the full world. */
export function questions(world: World, person: string): readonly Question[] {
  return [
    ...armLists(world),
    ...armGets(world),
    ...hierarchy(),
    ...jsonLists(world, person),
    ...administrationQuestions(world, person),
    ...directory(world, person),
  ];
}

const scheduleLists = [
  'roleAssignmentSchedules',
  'roleEligibilitySchedules',
  'roleAssignmentScheduleInstances',
  'roleEligibilityScheduleInstances',
];
const requestLists = ['roleAssignmentScheduleRequests', 'roleEligibilityScheduleRequests'];

function armLists(world: World): readonly Question[] {
  const principals = sample(world, world.principals, 3);
  const roles = [demoRoles.owner, ...sample(world, world.customRoles, 2).map(({ id }) => id)];
  const roleId = (id: string) => `/providers/Microsoft.Authorization/roleDefinitions/${id}`;
  const scheduleFilters = [
    'atScope()',
    'asTarget()',
    "status eq 'Provisioned'",
    ...principals.flatMap((id) => [
      `principalId eq '${id}'`,
      `assignedTo('${id}')`,
      `atScope() and principalId eq '${id}'`,
    ]),
    ...roles.flatMap((id) => [
      `roleDefinitionId eq '${roleId(id)}'`,
      `asTarget() and roleDefinitionId eq '${roleId(id)}'`,
    ]),
  ];
  const requestFilters = [
    ...scheduleFilters,
    'asRequestor()',
    'asApprover()',
    "status eq 'PendingApproval'",
    ...principals.map((id) => `requestorId eq '${id}'`),
  ];
  const forms: readonly (readonly [string, readonly string[], string?])[] = [
    ...scheduleLists.map((list) => [list, scheduleFilters] as const),
    ...requestLists.map((list) => [list, requestFilters] as const),
    [
      'roleAssignments',
      ['atScope()', ...principals.flatMap((id) => [`principalId eq '${id}'`, `assignedTo('${id}')`])],
      RBAC,
    ],
    [
      'roleDefinitions',
      [
        "type eq 'CustomRole'",
        "type eq 'CustomRole' and atScopeAndBelow()",
        'atScopeAndBelow()',
        ...world.customRoles.slice(0, 3).map(({ name }) => `roleName eq '${name}'`),
      ],
      RBAC,
    ],
    [
      'denyAssignments',
      [
        'atScope()',
        ...principals.map((id) => `principalId eq '${id}'`),
        ...principals.map((id) => `gdprExportPrincipalId eq '${id}'`),
        ...world.denyAssignments.slice(0, 2).map(({ name }) => `denyAssignmentName eq '${name}'`),
      ],
      RBAC,
    ],
    ['permissions', [], RBAC],
    ['roleAssignmentApprovals', ['asApprover()', 'asCreatedBy()', 'asTarget()'], APPROVALS],
    ['eligibleChildResources', ["resourceType eq 'Subscription'", "resourceType eq 'resourcegroup'"]],
    ['roleManagementPolicies', roles.map((id) => `roleDefinitionId eq '${roleId(id)}'`)],
    ['roleManagementPolicyAssignments', roles.map((id) => `roleDefinitionId eq '${roleId(id)}'`)],
  ];
  return forms.flatMap(([list, filters, version]) =>
    ['', ...filters].flatMap((filter) =>
      sample(world, world.scopes, filter === '' ? 6 : 2).map((scope) =>
        get(urlOf(scope, filter === '' ? list : `${list}?$filter=${encoded(filter)}`, version)),
      ),
    ),
  );
}

function armGets(world: World): readonly Question[] {
  const [near = '/', far = '/'] = sample(world, world.scopes, 2);
  return [
    ...sample(world, world.schedules, 8).flatMap(({ id, kind, scope }) => {
      const word = kind === 'active' ? 'Assignment' : 'Eligibility';
      return [
        get(urlOf(scope, `role${word}Schedules/${id}`)),
        get(urlOf(near, `role${word}ScheduleInstances/${id}`)),
        get(urlOf(scope, `roleAssignments/${id}`, RBAC)),
        get(urlOf(far, `roleAssignments/${id}`, RBAC)),
      ];
    }),
    ...sample(world, world.requests, 8).flatMap(({ id, kind, scope }) => [
      get(urlOf(scope, `role${kind === 'active' ? 'Assignment' : 'Eligibility'}ScheduleRequests/${id}`)),
      get(urlOf('/', `roleAssignmentApprovals/${id}`, APPROVALS)),
      get(urlOf(scope, `roleAssignmentApprovals/${id}/stages`, APPROVALS)),
    ]),
    ...world.customRoles.flatMap(({ id }) =>
      [near, far, '/'].map((scope) => get(urlOf(scope, `roleDefinitions/${id}`, RBAC))),
    ),
    ...world.denyAssignments.flatMap(({ id }) =>
      [near, far].map((scope) => get(urlOf(scope, `denyAssignments/${id}`, RBAC))),
    ),
    ...world.policies.flatMap(({ roleDefinitionId, scope }) => [
      get(urlOf(scope, `roleManagementPolicies/${roleDefinitionId}`)),
      get(urlOf(near, `roleManagementPolicyAssignments/${roleDefinitionId}_${roleDefinitionId}`)),
    ]),
  ];
}

function hierarchy(): readonly Question[] {
  const paths = tree.slice(1).map(([path]) => path);
  return [
    ...['/subscriptions', '/providers/Microsoft.Management/managementGroups', '/tenants'].map((path) =>
      get(hierarchyUrl(path)),
    ),
    ...paths.flatMap((path) => {
      const kind = scopeKind(parseScope(path));
      return [
        get(hierarchyUrl(path)),
        ['HEAD', hierarchyUrl(path)] as const,
        get(`${hierarchyUrl(path)}&$expand=children&$recurse=true`),
        ...(kind === 'subscription'
          ? ['resourceGroups', 'resources', 'providers'].map((of) => get(hierarchyUrl(`${path}/${of}`)))
          : []),
        ...(kind === 'managementGroup' ? [get(hierarchyUrl(`${path}/subscriptions`))] : []),
        get(urlOf(path, 'eligibleChildResources?getAllChildren=true')),
      ];
    }),
  ];
}

function jsonLists(world: World, person: string): readonly Question[] {
  const [principal = '', other = ''] = sample(world, world.principals, 2);
  const [custom] = sample(world, world.customRoles, 1);
  const scopes = sample(world, world.scopes, 3);
  const own = world.schedules.filter(({ kind, principalId }) => kind === 'eligible' && principalId === person);
  const statuses = ['Pending', 'Approved', 'Denied', 'Expired', 'Canceled'];
  return [
    ...['1', '3', '100'].flatMap((limit) =>
      [
        '/requests/history',
        '/my-requests',
        '/pending-approvals',
        '/extension-requests',
        '/expired-assignments',
        '/spot-audits',
        '/my-roles/eligible',
        '/my-roles/active',
        '/me/bell',
        '/notifications',
        '/policy-templates',
        '/people',
        '/groups',
        '/policies?scope=/',
        '/deny-assignments?scope=/',
      ].map((path) => pim(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}`)),
    ),
    ...statuses.map((status) => pim(`/requests/history?status=${status}&limit=2`)),
    ...[principal, other, 'me'].map((id) => pim(`/requests/history?requestor=${id}&limit=2`)),
    ...[demoRoles.owner, custom?.id ?? ''].map((id) => pim(`/requests/history?roleDefinitionId=${id}&limit=2`)),
    ...scopes.flatMap((scope) => [
      pim(`/requests/history?scope=${scope}&limit=2`),
      pim(`/policies?scope=${scope}&limit=2`),
      pim(`/deny-assignments?scope=${scope}&limit=2`),
    ]),
    pim('/requests/history?decidedBy=me&limit=2'),
    pim('/requests/history?principal=me&limit=2'),
    ...['', '?principal=me', '?decidedBy=me'].map((whose) => pim(`/requests/history/export${whose}`)),
    ...[
      '/overview',
      '/me',
      '/me/notification-preferences',
      '/emergency-accounts',
      '/sessions',
      '/provisioning-sources',
    ].map(pim),
    ...own.map(({ id }) => pim(`/my-roles/eligible/${id}/scopes?limit=2`)),
    ...sample(world, world.requests, 12).flatMap(({ id }) => [
      pim(`/requests/${id}`),
      pim(`/approvals/${id}`),
      pim(`/approvals/${id}/scopes?limit=2`),
      pim(`/notifications?requestId=${id}&limit=2`),
    ]),
    ...world.extensionIds.flatMap((id) => [pim(`/requests/${id}`), pim(`/approvals/${id}`)]),
    ...world.denyAssignments.map(({ id }) => pim(`/deny-assignments/${id}`)),
    ...world.templateIds.flatMap((id) => [
      pim(`/policy-templates/${id}`),
      pim(`/policy-templates/${id}/targets?limit=1`),
    ]),
    ...world.policies.flatMap(({ roleDefinitionId, scope }) => [
      pim(`/policies/${roleDefinitionId}?scope=${scope}`),
      pim(`/policies/${roleDefinitionId}/history?scope=${scope}&limit=1`),
    ]),
    ...sample(world, world.schedules, 4).map(({ id }) => pim(`/my-roles/eligible/${id}/scopes?limit=2`)),
  ];
}

function directory(world: World, person: string): readonly Question[] {
  // a service principal may ask about anybody what they may do (ADR 0016)
  const isGateway = world.people.slice(-2).includes(person);
  return [
    ['POST', '/v1.0/directoryObjects/getByIds', { ids: world.principals }],
    ...['name', 'e', world.principals[0] ?? ''].flatMap((search) => [
      pim(`/people?search=${search}&limit=2`),
      pim(`/groups?search=${search}&limit=2`),
    ]),
    ...['enabled', 'disabled'].map((state) => pim(`/people?state=${state}&limit=2`)),
    pim(`/people?sourceId=${world.sourceId}&limit=2`),
    pim(`/provisioning-sources/${world.sourceId}`),
    ...world.principals.flatMap((id) => [
      pim(`/people/${id}`),
      pim(`/groups/${id}`),
      pim(`/groups/${id}/members?limit=2`),
      pim(`/sessions?principalId=${id}`),
      pim(`/service-principals/${id}/credentials`),
      get(`/v1.0/servicePrincipals?$filter=servicePrincipalNames/any(c:c eq '${id}')`),
    ]),
    ...searches(world, person, isGateway),
    ...[person, ...(isGateway ? [] : sample(world, world.principals, 3))].flatMap((id) =>
      sample(world, world.scopes, 2).map(
        (scope): Question => [
          'POST',
          '/access/v1/evaluation?explain=true',
          {
            subject: { type: 'principal', id },
            action: { name: 'Microsoft.Authorization/roleAssignments/read' },
            resource: { type: 'scope', id: scope },
          },
        ],
      ),
    ),
  ];
}

/** Who, where and what: of a gateway only where it may itself, as it may ask about everybody and by every name. */
function searches(world: World, person: string, isGateway: boolean): readonly Question[] {
  const action = { name: 'Microsoft.Authorization/roleAssignments/read' };
  const self = { type: 'principal', id: person };
  const search = (what: string, body: object): Question => ['POST', `/access/v1/search/${what}`, body];
  const where = search('resource', { subject: self, action, resource: { type: 'scope' } });
  if (isGateway) return [where];
  const [other = person] = sample(world, world.principals, 1);
  return [
    where,
    search('resource', { subject: self, action, resource: { type: 'virtualMachines' } }),
    search('resource', { subject: { type: 'principal', id: other }, action, resource: { type: 'scope' } }),
    search('resource', { subject: self, action: { name: 'use' }, resource: { type: 'directoryRole' } }),
    ...sample(world, world.scopes, 2).flatMap((id) => {
      const resource = { type: 'scope', id };
      return [
        search('subject', { subject: { type: 'principal' }, action, resource }),
        search('subject', { subject: { type: 'user' }, action, resource, page: { limit: 2 } }),
        search('action', { subject: self, resource }),
      ];
    }),
  ];
}
