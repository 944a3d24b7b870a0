import { demoRoles } from '../../../src/demo/demo-organisation.ts';
import { wellKnownRoles } from '../../../src/domain/role-definition.ts';
import { auditGroups } from '../../../src/queries/audit.ts';
import { PIM, sample, type World } from './open-world.ts';
import type { Question } from './questions.ts';

const pim = (path: string): Question => ['GET', `${PIM}${path}`];

/** What the pages of administrators and auditors ask: everybody's assignments, roles, resources and the record. */
export function administrationQuestions(world: World, person: string): readonly Question[] {
  const [principal = '', other = ''] = sample(world, world.principals, 2);
  const scopes = sample(world, world.scopes, 3);
  const [custom = ''] = sample(world, world.customRoles, 1).map(({ id }) => id);
  const roles = [demoRoles.owner, custom];
  return [
    ...assignments([
      ...[principal, other, person].map((id) => `principalId=${id}`),
      ...roles.map((id) => `roleDefinitionId=${id}`),
      ...scopes.map((scope) => `scope=${scope}`),
      'family=directory',
      'type=activated',
      'ends=soon',
      'ends=never',
      `search=${custom.slice(0, 8)}`,
    ]),
    ...['', 'inUse=true&', 'family=directory&', 'search=role&', `assignableAt=${scopes[0]}&`].map((narrowed) =>
      pim(`/roles?${narrowed}limit=50`),
    ),
    pim('/resources?limit=2'),
    pim('/resources?search=e&limit=2'),
    ...world.scopes.flatMap((scope) => [
      pim(`/resources?below=${scope}&limit=2`),
      pim(`/resources?below=${scope}&search=sub&limit=2`),
      pim(`/resources/my-access?scope=${scope}`),
    ]),
    ...['mine', 'administered'].map((whose) => pim(`/expired-assignments?whose=${whose}&limit=2`)),
    ...record(world, [principal, person]),
    ...past(world, [principal, person], roles),
    ...groupRoles(world, principal),
    ...sample(world, world.memberships.requests, 3).flatMap(({ id }) => [
      pim(`/requests/${id}`),
      pim(`/approvals/${id}`),
      pim(`/audit?aboutId=${id}&limit=5`),
    ]),
    pim('/overview/charts'),
    pim('/sessions/everybody?limit=2'),
    pim('/notification-endpoints'),
    pim(`/notification-endpoints/${principal}`),
    pim(`/notification-endpoints/${principal}/messages`),
    pim(`/proofs/${principal}`),
  ];
}

function assignments(narrowings: readonly string[]): readonly Question[] {
  return ['eligible', 'active', 'expired'].flatMap((state) => [
    pim(`/assignments/export?state=${state}`),
    pim(`/assignments?state=${state}&limit=3`),
    ...narrowings.map((narrowed) => pim(`/assignments?state=${state}&${narrowed}&limit=2`)),
  ]);
}

function record(world: World, principals: readonly string[]): readonly Question[] {
  const about = [
    ...principals,
    ...sample(world, world.requests, 4).map(({ id }) => id),
    ...sample(world, world.schedules, 4).map(({ id }) => id),
    ...sample(world, world.customRoles, 2).map(({ id }) => id),
    ...world.denyAssignments.map(({ id }) => id),
    ...world.templateIds,
  ];
  return [
    ...auditGroups.map((group) => pim(`/audit?group=${group}&limit=5`)),
    ...about.map((id) => pim(`/audit?aboutId=${id}&limit=5`)),
    ...principals.map((id) => pim(`/audit?actorId=${id}&limit=5`)),
    pim('/audit?correlationId=test&limit=20'),
    pim('/audit/export'),
    pim('/audit/export?format=jsonl&group=requests'),
  ];
}

/** Who had access when; all of a made-up world happened just now. */
function past(world: World, principals: readonly string[], roles: readonly string[]): readonly Question[] {
  const asked = [
    ...roles.map((id) => `&roleDefinitionId=${id}`),
    '&action=Microsoft.Authorization/roleAssignments/write',
    '',
  ];
  return sample(world, world.scopes, 4).flatMap((scope) => {
    const where = `at=${world.now}&scope=${scope}`;
    return [
      pim(`/past-access/export?${where}`),
      ...asked.flatMap((what) =>
        ['', ...principals.map((id) => `&principalId=${id}`)].map((who) => pim(`/past-access?${where}${what}${who}`)),
      ),
    ];
  });
}

/** Who is or may be in groups for a time. */
function groupRoles(world: World, principalId: string): readonly Question[] {
  return world.groupScopes.flatMap((scope) => {
    const [, id] = scope.split('/groups/');
    return [
      ...['eligible', 'active'].flatMap((state) => [
        pim(`/assignments?state=${state}&scope=${scope}&limit=2`),
        pim(`/assignments?state=${state}&family=group&principalId=${principalId}&limit=2`),
      ]),
      pim(`/requests/history?scope=${scope}&limit=2`),
      pim(`/groups/${id}/members?limit=1`),
      pim(`/past-access?at=${world.now}&scope=${scope}`),
      pim(`/past-access?at=${world.now}&scope=${scope}&principalId=${principalId}`),
      pim(`/resources/my-access?scope=${scope}`),
      ...[wellKnownRoles.groupMember, wellKnownRoles.groupOwner].flatMap((role) => [
        pim(`/policies/${role}?scope=${scope}`),
        pim(`/policies/${role}/history?scope=${scope}&limit=1`),
        pim(`/roles?search=group&assignableAt=${scope}&limit=5`),
      ]),
    ];
  });
}
