import type { RegisteredScope } from '../../../domain/hierarchy/registered-scope.ts';
import type { Organisation } from '../../../queries/organisation.ts';
import { presentScopeType } from '../words.ts';

/** Where a client gave no region. */
const ANYWHERE = 'global';
const MANAGEMENT_GROUPS = 'Microsoft.Management/managementGroups';

export function presentTenant({ tenantId, name }: Organisation) {
  return { id: `/tenants/${tenantId}`, tenantId, displayName: name, tenantCategory: 'Home' };
}

export function presentSubscription({ path, displayName }: RegisteredScope, { tenantId }: Organisation) {
  return {
    id: path,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: lastSegment(path),
    tenantId,
    displayName,
    state: 'Enabled',
  };
}

export function presentResourceGroup({ path, location }: RegisteredScope) {
  return {
    id: path,
    name: lastSegment(path),
    type: 'Microsoft.Resources/resourceGroups',
    location: location ?? ANYWHERE,
    properties: { provisioningState: 'Succeeded' },
  };
}

export function presentResource({ scope, path, location }: RegisteredScope) {
  return { id: path, name: lastSegment(path), type: presentScopeType(scope, path), location: location ?? ANYWHERE };
}

/** A management group; the root is one too, by the organisation's id. */
export function presentManagementGroup(group: RegisteredScope, organisation: Organisation) {
  const { id, name } = managementGroupId(group, organisation);
  const { tenantId } = organisation;
  return { id, type: MANAGEMENT_GROUPS, name, properties: { tenantId, displayName: group.displayName } };
}

/** What is above it, where the caller sees that, and what is directly below it, where that is asked for. */
export interface Relatives {
  readonly parent: RegisteredScope | null;
  readonly children: readonly RegisteredScope[] | null;
}

export function presentManagementGroupDetails(
  group: RegisteredScope,
  { parent, children }: Relatives,
  organisation: Organisation,
) {
  const { properties, ...envelope } = presentManagementGroup(group, organisation);
  return {
    ...envelope,
    properties: {
      ...properties,
      details: { parent: parent === null ? null : presentReference(parent, organisation) },
      children:
        children?.map((child) => ({
          type: child.kind === 'subscription' ? '/subscriptions' : MANAGEMENT_GROUPS,
          ...presentReference(child, organisation),
        })) ?? null,
    },
  };
}

function presentReference(scope: RegisteredScope, organisation: Organisation) {
  return { ...managementGroupId(scope, organisation), displayName: scope.displayName };
}

/** A subscription as its management group lists it. */
export function presentGroupedSubscription(
  group: RegisteredScope,
  subscription: RegisteredScope,
  organisation: Organisation,
) {
  const { id } = managementGroupId(group, organisation);
  const name = lastSegment(subscription.path);
  return {
    id: `${id}/subscriptions/${name}`,
    type: `${MANAGEMENT_GROUPS}/subscriptions`,
    name,
    properties: {
      tenant: organisation.tenantId,
      displayName: subscription.displayName,
      parent: { id },
      state: 'Active',
    },
  };
}

function managementGroupId({ kind, path }: RegisteredScope, { tenantId }: Organisation) {
  const id = kind === 'root' ? `/providers/${MANAGEMENT_GROUPS}/${tenantId}` : path;
  return { id, name: lastSegment(id) };
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
