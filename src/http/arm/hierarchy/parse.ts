import type { Scope, ScopeKind } from '../../../domain/scope.ts';
import type { Organisation } from '../../../queries/organisation.ts';
import { parseArmScope } from '../arm-scope.ts';
import { membersOf, objectOf, textOf } from '../json-members.ts';
import { isRootGroup } from './address.ts';

/** What the body of a PUT or PATCH says of a scope; all other members mean nothing here. */
export interface ScopeBody {
  readonly displayName: string | null;
  /** A management group, or `/`. */
  readonly parent: string | null;
  readonly location: string | null;
}

const nothing: ScopeBody = { displayName: null, parent: null, location: null };

/**
 * Reads what clients send: `properties.displayName` and `properties.details.parent.id` of a management group, its
 * PATCH `displayName` and `parentGroupId`, and for a subscription `displayName` with `properties.managementGroupId`.
 * A resource group or resource says its `location`; its properties are its own affair.
 */
export function parseScopeBody(body: unknown, kind: ScopeKind, organisation: Organisation): ScopeBody {
  if (body === undefined || body === null) return nothing;
  const members = membersOf(body, '');
  if (kind === 'resourceGroup' || kind === 'resource') {
    return { ...nothing, location: textOf(members, 'location', { most: 100 }) };
  }
  const properties = objectOf(members, 'properties');
  const details = properties === null ? null : objectOf(properties, 'details');
  const parent = details === null ? null : objectOf(details, 'parent');
  const parentId =
    (parent === null ? null : textOf(parent, 'id')) ??
    textOf(members, 'parentGroupId') ??
    (properties === null ? null : textOf(properties, 'managementGroupId'));
  return {
    displayName: textOf(members, 'displayName') ?? (properties === null ? null : textOf(properties, 'displayName')),
    parent: parentId === null ? null : parseParent(parentId, organisation),
    location: null,
  };
}

/** A management group by its id or its name; the root by the organisation's id. */
function parseParent(id: string, organisation: Organisation): Scope | '/' {
  const path = id.includes('/') ? id : `/providers/Microsoft.Management/managementGroups/${id}`;
  const scope = parseArmScope(path, 'parent');
  return isRootGroup(scope, organisation) ? '/' : scope;
}
