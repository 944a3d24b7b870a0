import { demoRoles } from '../../../src/demo/demo-organisation.ts';
import { ROOT } from '../../../src/domain/scope.ts';
import type { Seen } from './lesser-world.ts';
import { APPROVALS, hierarchyUrl, type Method, PIM, RBAC, sample, urlOf, type World } from './open-world.ts';
import type { Question } from './questions.ts';
import { tree } from './tree.ts';

const ARM_ROLE = '/providers/Microsoft.Authorization/roleDefinitions/';
const name = (at: number) => `0a000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const done = (method: Method, path: string, payload: object = {}): Question => [method, `${PIM}${path}`, payload];

/** Everything that changes something where it is allowed, about all of the full world; what comes later stands on that. */
export function changes(world: World, person: string, seen: Seen): readonly Question[] {
  return [
    ...dryRuns(world, seen),
    ...settings(world),
    ...directory(world),
    ...scopes(world),
    ...roles(world, person),
    ...decisions(world),
    ...submissions(world, person, seen),
  ];
}

const types = [
  'selfActivate',
  'selfDeactivate',
  'selfExtend',
  'selfRenew',
  'adminAssign',
  'adminUpdate',
  'adminRemove',
  'adminExtend',
  'adminRenew',
] as const;

/** What somebody may ask for: of what there is, and of what could be. */
function asks(world: World, { changesUnreadAt }: Seen, type: (typeof types)[number], most: number) {
  const terms = { type, duration: 'PT1H', justification: 'why' };
  const [scope = ROOT] = sample(world, world.scopes, 1);
  const [role] = sample(world, world.customRoles, 1);
  const known = [...sample(world, world.schedules, most), ...sample(world, world.memberships.schedules, 1)];
  const places = [
    ...known,
    ...[demoRoles.reader, role?.id ?? ''].map((roleDefinitionId) => {
      const [principalId = ''] = sample(world, world.principals, 1);
      return { id: name(1), kind: 'active', roleDefinitionId, scope, principalId };
    }),
  ];
  const told = places.filter((place) => !changesUnreadAt.has(place.scope));
  return told.map(({ id, kind, roleDefinitionId, scope: at, principalId }) => {
    const whose = type.startsWith('self') ? {} : { principalId };
    return { about: { ...terms, kind, roleDefinitionId, scope: at, ...whose }, targetScheduleId: id };
  });
}

function dryRuns(world: World, seen: Seen): readonly Question[] {
  return types.flatMap((type) =>
    asks(world, seen, type, 5).flatMap(({ about, targetScheduleId }) => [
      done('POST', '/requests/validate', about),
      done('POST', '/requests/validate', { ...about, targetScheduleId }),
      ...(type.startsWith('self') ? [done('POST', '/proofs', about)] : []),
    ]),
  );
}

function submissions(world: World, person: string, seen: Seen): readonly Question[] {
  return types.flatMap((type, at) =>
    asks(world, seen, type, 2).flatMap(({ about, targetScheduleId }, index) => {
      const { scope, roleDefinitionId } = about;
      const isOwn = type.startsWith('self');
      const properties = {
        requestType: `${type[0]?.toUpperCase()}${type.slice(1)}`,
        roleDefinitionId: `${ARM_ROLE}${roleDefinitionId}`,
        principalId: isOwn ? person : 'principalId' in about ? about.principalId : person,
        scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
        justification: 'why',
      };
      return [
        [
          'PUT',
          urlOf(scope, `roleAssignmentScheduleRequests/${name(1000 + 10 * at + index)}`),
          { properties },
        ] as const,
        [
          'PUT',
          urlOf(scope, `roleEligibilityScheduleRequests/${name(2000 + 10 * at + index)}`),
          { properties },
        ] as const,
        done('POST', '/requests', { ...about, ...(index === 0 ? { targetScheduleId } : {}) }),
      ];
    }),
  );
}

function decisions(world: World): readonly Question[] {
  const requests = sample(world, [...world.requests, ...world.memberships.requests], 8).map(({ id }) => id);
  const approved = { justification: 'yes' };
  return [
    ...requests
      .slice(0, 4)
      .flatMap((id): readonly Question[] => [
        done('POST', `/approvals/${id}/approve`, approved),
        ['PATCH', urlOf('/', `roleAssignmentApprovals/${id}/stages/${id}`, APPROVALS), { reviewResult: 'Approve' }],
        ['POST', urlOf('/', `roleAssignmentScheduleRequests/${id}/cancel`)],
      ]),
    ...requests
      .slice(4)
      .flatMap((id) => [
        done('POST', `/approvals/${id}/deny`, { reason: 'no' }),
        done('POST', `/requests/${id}/cancel`),
        done('POST', `/spot-audits/${id}/review`, { outcome: 'confirmed' }),
      ]),
    done('POST', '/approvals/approve', { ids: requests, ...approved }),
    done('POST', '/approvals/deny', { ids: requests, justification: 'no' }),
    ...sample(world, world.extensionIds, 4).flatMap((id) => [
      done('POST', `/extension-requests/${id}/approve`, approved),
      done('POST', `/extension-requests/${id}/deny`, { reason: 'no' }),
    ]),
  ];
}

function settings(world: World): readonly Question[] {
  const [templateId = '', otherId = ''] = world.templateIds;
  return [
    ...sample(world, world.policies, 5).flatMap(({ roleDefinitionId, scope }): readonly Question[] => {
      const path = `/policies/${roleDefinitionId}`;
      const targets = [{ roleDefinitionId, scope }];
      return [
        done('POST', `${path}/preview?scope=${scope}`, { remove: true }),
        done('POST', `/policy-templates/${templateId}/apply`, { targets }),
        done('POST', `/policy-templates/${templateId}/detach`, { targets }),
        ['PATCH', urlOf(scope, `roleManagementPolicies/${roleDefinitionId}`), { properties: { rules: [] } }],
        ['DELETE', urlOf(scope, `roleManagementPolicies/${roleDefinitionId}`)],
        ['DELETE', `${PIM}${path}?scope=${scope}`],
      ];
    }),
    done('POST', `/policy-templates/${otherId}/apply`, { members: true }),
    ['DELETE', `${PIM}/policy-templates/${otherId}`],
    ...sample(world, world.denyAssignments, 3).map(({ id }): Question => ['DELETE', `${PIM}/deny-assignments/${id}`]),
  ];
}

function directory(world: World): readonly Question[] {
  const [member = '', other = '', third = ''] = sample(world, world.principals, 3);
  const expiresAt = world.now.add({ hours: 24 }).toString();
  const identity = { issuer: 'https://world.example', subject: member };
  return [
    done('POST', '/people', { displayName: 'New', identity }),
    done('POST', '/groups', { displayName: 'New' }),
    done('POST', '/service-principals', { displayName: 'New' }),
    ...sample(world, world.principals, 10).flatMap((id): readonly Question[] => [
      done('PATCH', `/people/${id}`, { displayName: 'Other' }),
      done('PATCH', `/groups/${id}`, { displayName: 'Other' }),
      done('PUT', `/groups/${id}/members/${member}`),
      ['DELETE', `${PIM}/groups/${id}/members/${other}`],
      done('PUT', `/groups/${id}/owners/${third}`),
      ['DELETE', `${PIM}/groups/${id}/owners/${other}`],
      done('POST', `/people/${id}/identities`, { issuer: 'https://other.example', subject: 'x' }),
      done('POST', `/people/${id}/enrolment-link`),
      done('PUT', `/emergency-accounts/${id}`),
      ['DELETE', `${PIM}/emergency-accounts/${id}`],
      done('PUT', `/service-principals/${id}/owners/${other}`),
      done('POST', `/service-principals/${id}/credentials`, { displayName: 'New', expiresAt }),
      ['DELETE', `${PIM}/service-principals/${id}/credentials/${name(3)}`],
      done('PUT', `/provisioning-sources/${world.sourceId}/principals/${id}`),
      ['DELETE', `${PIM}/provisioning-sources/${world.sourceId}/principals/${id}`],
      done('POST', `/people/${id}/enable`),
    ]),
    done('POST', `/people/${member}/disable`),
    ['DELETE', `${PIM}/groups/${other}`],
    done('PATCH', `/provisioning-sources/${world.sourceId}`, { mayChangeProtected: true }),
    done('POST', `/provisioning-sources/${world.sourceId}/tokens`, { expiresAt }),
    done('POST', '/provisioning-sources', { displayName: 'New', issuer: 'https://directory.example' }),
    ['DELETE', `${PIM}/sessions/${name(4)}`],
    done('POST', '/notifications/resend', { all: true }),
    done('POST', '/me/bell/read', { upTo: 1000 }),
  ];
}

function roles(world: World, person: string): readonly Question[] {
  const [assignable = '/', at = '/'] = sample(world, world.scopes, 2);
  const permissions = [{ actions: ['Microsoft.Authorization/roleDefinitions/read'] }];
  const properties = { roleName: 'New', permissions, assignableScopes: [assignable] };
  return [
    ['PUT', urlOf(at, `roleDefinitions/${name(5)}`, RBAC), { properties }],
    ...sample(world, world.customRoles, 3).flatMap(({ id }): readonly Question[] => [
      [
        'PUT',
        urlOf(at, `roleAssignments/${name(6)}`, RBAC),
        { properties: { roleDefinitionId: `${ARM_ROLE}${id}`, principalId: person } },
      ],
      ['PUT', urlOf(at, `roleDefinitions/${id}`, RBAC), { properties: { ...properties, roleName: 'Other' } }],
      ['DELETE', urlOf(at, `roleDefinitions/${id}`, RBAC)],
    ]),
    ...sample(world, world.schedules, 4).map(
      ({ id, scope }): Question => ['DELETE', urlOf(scope, `roleAssignments/${id}`, RBAC)],
    ),
    ['POST', `/providers/Microsoft.Authorization/elevateAccess?api-version=2015-07-01`],
  ];
}

function scopes(world: World): readonly Question[] {
  const some = sample(world, tree.slice(1), 5);
  return [
    ...some.flatMap(([path, parent]): readonly Question[] => [
      ['PATCH', hierarchyUrl(path), { properties: { displayName: 'Other' } }],
      ['PUT', hierarchyUrl(path), { location: 'westeurope', properties: { displayName: 'Other' } }],
      ...(parent?.includes('managementGroups') && path.startsWith('/subscriptions/')
        ? [['PUT', hierarchyUrl(`${parent}${path}`)] as const]
        : []),
    ]),
    ...some.map(([path]): Question => ['DELETE', hierarchyUrl(path)]),
  ];
}
