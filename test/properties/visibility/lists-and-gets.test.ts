import { expect, it } from 'vitest';
import { demoRoles } from '../../../src/demo/demo-organisation.ts';
import { READS_RESOURCE_ASSIGNMENTS } from '../../../src/domain/access/assignment-readers.ts';
import { parseScope, type Scope, scopeKind } from '../../../src/domain/scope.ts';
import {
  type Answer,
  type Call,
  callerOf,
  entries,
  hierarchyUrl,
  inWorld,
  itemsOf,
  listed,
  PIM,
  RBAC,
  sample,
  seeds,
  urlOf,
  type World,
} from './open-world.ts';
import { chainIn, tree, unregistered } from './tree.ts';

const readOperations = {
  root: 'Microsoft.Management/managementGroups/read',
  managementGroup: 'Microsoft.Management/managementGroups/read',
  subscription: 'Microsoft.Resources/subscriptions/read',
  resourceGroup: 'Microsoft.Resources/subscriptions/resourceGroups/read',
  resource: 'Microsoft.Resources/subscriptions/resources/read',
} as const;

const { globalAdministrator, securityOperator } = demoRoles;
const directoryRoles: readonly string[] = [globalAdministrator, securityOperator];
const ids = (values: readonly Answer['body'][] | null) => (values ?? []).map(({ id }) => id);
const isShown = async (call: Call, url: string) => (await call('GET', url)).status === 200;

function may({ index, now }: World, principalId: string, action: string, scope: Scope): boolean {
  return index.decide({ principalId, action, scope }, now).allowed;
}

async function ownScopes(call: Call, word: 'Assignment' | 'Eligibility'): Promise<readonly Scope[]> {
  // what one may activate later is chosen now
  const type = word === 'Assignment' ? 'roleAssignmentScheduleInstances' : 'roleEligibilitySchedules';
  const own = await entries(call, urlOf('/', `${type}?$filter=asTarget()`));
  // a directory role reaches no resource
  const isDirectory = (id: string) => directoryRoles.some((role) => id.endsWith(role));
  const ofResources = (own ?? []).filter(({ properties }) => !isDirectory(properties.roleDefinitionId));
  return ofResources.map(({ properties }) => parseScope(properties.scope));
}

/** The rule of ADR 0013, told from the access index: what a role allows and nothing denies, and what is one's own. */
async function checkHierarchy(world: World, call: Call, person: string): Promise<void> {
  const holdsAt = await ownScopes(call, 'Assignment');
  const eligibleAt = await ownScopes(call, 'Eligibility');
  const role = { principalId: person, roleDefinitionIds: [globalAdministrator], scope: '/' as Scope };
  const isAdministrator = world.index.decideRoleAtMs(role, world.now.epochMilliseconds).allowed;
  const seen = new Set<string>();
  for (const [path] of tree.slice(1)) {
    const scope = parseScope(path);
    const kind = scopeKind(scope) as keyof typeof readOperations;
    const isAround = [...holdsAt, ...eligibleAt].some((own) => own === scope || own.startsWith(`${scope}/`));
    const expected =
      isAdministrator ||
      may(world, person, readOperations[kind], scope) ||
      chainIn(scope).some((around) => eligibleAt.includes(around)) ||
      (kind === 'subscription' && isAround);
    const { status } = await call('GET', hierarchyUrl(path));
    expect([path, status], person).toEqual([path, expected ? 200 : 404]);
    expect((await call('HEAD', hierarchyUrl(path))).status).toBe(expected ? 204 : 404);
    if (expected) seen.add(path);
  }
  const of = (kind: string) => tree.slice(1).filter(([path]) => scopeKind(parseScope(path)) === kind);
  const seenOf = (kind: string) => of(kind).flatMap(([path]) => (seen.has(path) ? [path] : []));
  const list = async (url: string) => ids(await entries(call, hierarchyUrl(url))).sort();
  expect(await list('/subscriptions')).toEqual(seenOf('subscription').sort());
  expect(await list('/providers/Microsoft.Management/managementGroups')).toEqual(seenOf('managementGroup').sort());
  for (const [subscription] of of('subscription')) {
    for (const [type, kind] of [
      ['resourceGroups', 'resourceGroup'],
      ['resources', 'resource'],
    ] as const) {
      const below = seenOf(kind).filter((path) => path.startsWith(`${subscription}/`));
      expect(await list(`${subscription}/${type}`)).toEqual(seen.has(subscription) ? below.sort() : []);
    }
  }
  for (const group of seenOf('managementGroup')) {
    const { properties } = (await call('GET', `${hierarchyUrl(group)}&$expand=children`)).body;
    const children = tree.filter(([, parent]) => parent === group).map(([path]) => path);
    expect(ids(properties.children).sort()).toEqual(children.filter((path) => seen.has(path)).sort());
    const parent = tree.find(([path]) => path === group)?.[1] ?? null;
    if (parent !== null) expect(properties.details.parent?.id ?? null).toBe(seen.has(parent) ? parent : null);
    const grouped = await entries(call, hierarchyUrl(`${group}/subscriptions`));
    const subscriptions = children.filter((path) => scopeKind(parseScope(path)) === 'subscription');
    expect((grouped ?? []).map(({ name }) => `/subscriptions/${name}`).sort()).toEqual(
      subscriptions.filter((path) => seen.has(path)).sort(),
    );
  }
  const eligible = ids(await entries(call, urlOf('/', 'eligibleChildResources?getAllChildren=true')));
  for (const path of eligible) expect(seen.has(path), path).toBe(true);
}

async function checkRoles(world: World, call: Call, person: string): Promise<void> {
  for (const scope of sample(world, world.scopes, 4)) {
    const type = "roleDefinitions?$filter=type eq 'CustomRole'";
    const here = await listed(call, urlOf(scope, type, RBAC));
    const below = new Set(await listed(call, urlOf(scope, `${type} and atScopeAndBelow()`, RBAC)));
    for (const id of here) expect(below.has(id)).toBe(true);
    for (const { id, name } of world.customRoles) {
      const isThere = await isShown(call, urlOf(scope, `roleDefinitions/${id}`, RBAC));
      expect([id, isThere], `${person} ${scope}`).toEqual([id, below.has(id)]);
      expect(await listed(call, urlOf(scope, `roleDefinitions?$filter=roleName eq '${name}'`, RBAC))).toEqual(
        here.includes(id) ? [id] : [],
      );
    }
  }
}

async function checkPolicies(world: World, call: Call, person: string): Promise<void> {
  const written = (await itemsOf(call, '/policies?scope=/')) ?? [];
  const isWritten = new Set(written.map(({ role, scope }) => `${role.id} ${parseScope(scope.path)}`));
  for (const { roleDefinitionId: id, scope } of world.policies) {
    const isThere = await isShown(call, `${PIM}/policies/${id}?scope=${scope}`);
    expect([id, scope, isThere], person).toEqual([id, scope, isWritten.has(`${id} ${scope}`)]);
    for (const kind of ['roleManagementPolicies', 'roleManagementPolicyAssignments']) {
      const url = urlOf(scope, `${kind}?$filter=roleDefinitionId eq '${id}'`);
      const [found, ...others] = await listed(call, url);
      expect([kind, found !== undefined, others], person).toEqual([kind, isThere, []]);
      const all = await entries(call, urlOf(scope, kind));
      if (found !== undefined) {
        expect(await isShown(call, urlOf(scope, `${kind}/${found}`))).toBe(true);
      } else if (all !== null) expect(all.filter(({ name }) => name.includes(id))).toEqual([]);
    }
  }
  const isReader = await isShown(call, `${PIM}/policy-templates`);
  for (const id of world.templateIds) {
    expect(await isShown(call, `${PIM}/policy-templates/${id}`)).toBe(isReader);
    for (const { role, scope } of (await itemsOf(call, `/policy-templates/${id}/targets`)) ?? []) {
      // what somebody changed is for those who read by right
      expect(await isShown(call, `${PIM}/policies/${role.id}/history?scope=${scope.path}`)).toBe(true);
    }
  }
}

async function checkDenials(world: World, call: Call, person: string): Promise<void> {
  const anywhere = new Set<string>();
  for (const scope of world.scopes) {
    const list = await entries(call, urlOf(scope, 'denyAssignments', RBAC));
    const inList = new Set((list ?? []).map(({ name }) => name));
    for (const { id, name } of world.denyAssignments) {
      if (inList.has(id)) anywhere.add(id);
      const isThere = await isShown(call, urlOf(scope, `denyAssignments/${id}`, RBAC));
      expect([id, isThere], `${person} ${scope}`).toEqual([id, inList.has(id)]);
      const named = await listed(call, urlOf(scope, `denyAssignments?$filter=denyAssignmentName eq '${name}'`, RBAC));
      expect(named).toEqual(inList.has(id) ? [id] : []);
    }
    const items = await itemsOf(call, `/deny-assignments?scope=${scope}`);
    expect(ids(items).sort()).toEqual([...inList].sort());
  }
  for (const scope of unregistered) {
    for (const name of await listed(call, urlOf(scope, 'denyAssignments', RBAC))) anywhere.add(name);
  }
  for (const { id } of world.denyAssignments) {
    expect([id, await isShown(call, `${PIM}/deny-assignments/${id}`)], person).toEqual([id, anywhere.has(id)]);
  }
}

async function checkDirectory(world: World, call: Call, person: string): Promise<void> {
  const found = await call('POST', '/v1.0/directoryObjects/getByIds', { ids: world.principals });
  const known = new Set<string>(ids(found.body.value));
  expect(known.has(person)).toBe(true);
  for (const type of ['people', 'groups'] as const) {
    const inList = new Set(ids(await itemsOf(call, `/${type}`)));
    for (const id of world.principals) {
      const isThere = await isShown(call, `${PIM}/${type}/${id}`);
      expect([id, isThere], `${person} ${type}`).toEqual([id, inList.has(id)]);
      if (isThere) expect(known.has(id)).toBe(true);
      if (type === 'people') continue;
      for (const member of (await itemsOf(call, `/groups/${id}/members`)) ?? []) {
        expect(isThere, `${person} members of ${id}`).toBe(true);
        expect(known.has(member.id), `${person} ${member.id} in ${id}`).toBe(true);
      }
    }
  }
}

async function checkJsonLists(world: World, call: Call, person: string): Promise<void> {
  const history = (await itemsOf(call, '/requests/history')) ?? [];
  const known = new Set(ids(history));
  for (const { id } of sample(world, world.requests, 10)) {
    expect([id, await isShown(call, `${PIM}/requests/${id}`)], person).toEqual([id, known.has(id)]);
  }
  const mine = ids(await itemsOf(call, '/my-requests'));
  expect(mine).toEqual(ids(await itemsOf(call, '/requests/history?requestor=me')));
  for (const path of ['/pending-approvals', '/extension-requests', '/my-requests']) {
    for (const item of (await itemsOf(call, path)) ?? [])
      expect(known.has(item.id ?? item.request?.id), path).toBe(true);
  }

  const { body: counts } = await call('GET', `${PIM}/overview`);
  const sinceMs = Date.parse(counts.asOf) - 7 * 86_400_000;
  const decided = history.filter(({ decidedAt }) => decidedAt !== null && Date.parse(decidedAt) > sinceMs);
  const ranOut = history.filter(({ status, expiresAt }) => status === 'Expired' && Date.parse(expiresAt) > sinceMs);
  expect(counts, person).toMatchObject({
    pendingNow: history.filter(({ status }) => status === 'Pending').length,
    deniedIn7Days: decided.filter(({ status }) => status === 'Denied').length,
    approvedIn7Days: decided.filter(({ status }) => status !== 'Denied').length,
    expiredIn7Days: ranOut.length,
  });
  for (const status of ['Pending', 'Approved', 'Denied', 'Expired', 'Canceled']) {
    const expected = history.filter((item) => item.status === status).map(({ id }) => id);
    expect(ids(await itemsOf(call, `/requests/history?status=${status}`)), status).toEqual(expected);
  }

  const isRead = (scope: string) => may(world, person, READS_RESOURCE_ASSIGNMENTS, parseScope(scope));
  for (const { request } of (await itemsOf(call, '/spot-audits')) ?? []) {
    expect(known.has(request.id)).toBe(true);
    if (request.role.family === 'resource') expect(isRead(request.scope.path)).toBe(true);
  }
  const own = new Set<string>([person]);
  const memberships = await call('POST', '/v1.0/directoryObjects/getByIds', { ids: world.principals });
  const knownPeople = ids(memberships.body.value);
  if (knownPeople.length < world.principals.length) for (const id of knownPeople) own.add(id);
  for (const { principal, role, scope } of (await itemsOf(call, '/expired-assignments')) ?? []) {
    if (own.size > 1 && own.has(principal.id)) continue;
    const isGroupOrSelf = principal.id === person || principal.kind === 'group';
    if (!isGroupOrSelf && role.family === 'resource') expect(isRead(scope.path), `${person} ${scope.path}`).toBe(true);
  }
}

const checks = {
  'the hierarchy': checkHierarchy,
  'role definitions': checkRoles,
  'settings and templates': checkPolicies,
  'deny assignments': checkDenials,
  'people and groups': checkDirectory,
  'the lists of the JSON API': checkJsonLists,
} as const;

for (const [title, check] of Object.entries(checks)) {
  it.each(seeds)(`${title}: what a list shows, a get answers, and nothing else: world %i`, async (seed) => {
    await inWorld(seed, async (world) => {
      for (const person of sample(world, world.people, 4)) await check(world, callerOf(world, person), person);
    });
  });
}
