import { invalidField, refuse } from './errors.ts';

declare const canonical: unique symbol;

/**
 * A scope in its one stored form: lower case, `/` before each segment, no trailing slash, `/` for the root.
 * Two scopes are the same exactly when the texts are (BEHAVIOUR §1). What people see is the registered path.
 */
export type Scope = string & { readonly [canonical]: true };

export type ScopeKind =
  | 'root'
  | 'managementGroup'
  | 'subscription'
  | 'resourceGroup'
  | 'resource'
  | 'administrativeUnit'
  | 'group';

export const ROOT = '/' as Scope;

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const NAME = '[^/]{1,260}';
const FORMS: ReadonlyArray<readonly [ScopeKind, RegExp]> = [
  ['managementGroup', new RegExp(`^/providers/microsoft\\.management/managementgroups/${NAME}$`)],
  ['subscription', new RegExp(`^/subscriptions/${GUID}$`)],
  ['resourceGroup', new RegExp(`^/subscriptions/${GUID}/resourcegroups/${NAME}$`)],
  ['resource', new RegExp(`^/subscriptions/${GUID}(/resourcegroups/${NAME})?/providers/${NAME}(/${NAME}/${NAME})+$`)],
  ['administrativeUnit', new RegExp(`^/administrativeunits/${GUID}$`)],
  ['group', new RegExp(`^/groups/${GUID}$`)],
];
const ALLOWED =
  '`/`, a management group, a subscription, a resource group, a resource, an administrative unit or a group, as a plain path without `..`, `//`, `\\`, `%` or control characters';

function kindOf(path: string): ScopeKind | undefined {
  if (path === '/') return 'root';
  return FORMS.find(([, form]) => form.test(path))?.[0];
}

/** Control and unassigned characters, what nobody sees, and what means something else to another reader of the path. */
const FORBIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\\%?#<>*|"]/u;

function hasForbiddenText(path: string): boolean {
  if (FORBIDDEN.test(path)) return true;
  return path.split('/').some((segment) => segment === '.' || segment === '..' || segment !== segment.trim());
}

/** Whether the path, or what it looks like in compatible characters (a full-width slash), would be another path. */
function isAmbiguous(path: string): boolean {
  // also a sign whose lower case is another letter: the Kelvin sign would become the letter k
  if (path !== path.normalize('NFC')) return true;
  const compatible = path.normalize('NFKC');
  return hasForbiddenText(compatible) || compatible.split('/').length !== path.split('/').length;
}

/** Reads a scope path of any case. Refused, never bent into another scope: `..`, `//`, `%2f`, NUL, `\` (BEHAVIOUR §1). */
export function parseScope(text: string, field = 'scope'): Scope {
  if (text.length === 0 || text.length > 2048 || hasForbiddenText(text) || isAmbiguous(text)) {
    refuse(invalidField(field, text, ALLOWED, 'scopeInvalid'));
  }
  const path = text.toLowerCase();
  if (kindOf(path) === undefined) refuse(invalidField(field, text, ALLOWED, 'scopeInvalid'));
  return path as Scope;
}

/** Of scopes that were asked about before, which are asked about again and again. */
const kinds = new Map<Scope, ScopeKind>();
const MOST_KINDS = 20_000;

export function scopeKind(scope: Scope): ScopeKind {
  let kind = kinds.get(scope);
  if (kind === undefined) {
    kind = kindOf(scope) ?? 'resource';
    if (kinds.size >= MOST_KINDS) kinds.clear();
    kinds.set(scope, kind);
  }
  return kind;
}

/**
 * The scope that contains this one by its path alone; null where only registration knows the parent (subscription,
 * management group, administrative unit, group) and for the root.
 */
export function parentByPath(scope: Scope): Scope | null {
  const kind = scopeKind(scope);
  if (kind === 'resourceGroup') return scope.slice(0, scope.indexOf('/resourcegroups/')) as Scope;
  if (kind !== 'resource') return null;
  const segments = scope.split('/');
  const shorter = segments.slice(0, -2);
  const isTopLevel = shorter.at(-2) === 'providers';
  return (isTopLevel ? shorter.slice(0, -2) : shorter).join('/') as Scope;
}

/** The nearest scope of a kind that the path itself names around this one; null where it is in none. */
export function enclosing(scope: Scope, kind: 'subscription' | 'resourceGroup'): Scope | null {
  for (let around = parentByPath(scope); around !== null; around = parentByPath(around)) {
    if (scopeKind(around) === kind) return around;
  }
  return null;
}

/** The type of a resource, such as `microsoft.storage/storageaccounts/blobservices`: the last provider in its path. */
export function resourceTypeOf(scope: Scope): string {
  const [namespace = '', ...pairs] = scope.slice(scope.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  return [namespace, ...pairs.filter((_, index) => index % 2 === 0)].join('/');
}

/**
 * From the scope up to the root: by path where the path tells, by registration where it does not.
 * An unregistered subscription or group stands directly below the root.
 */
export function scopeChain(scope: Scope, registeredParent: (scope: Scope) => Scope | null): readonly Scope[] {
  const chain: Scope[] = [];
  let current: Scope = scope;
  while (current !== ROOT && !chain.includes(current)) {
    chain.push(current);
    current = parentByPath(current) ?? registeredParent(current) ?? ROOT;
  }
  chain.push(ROOT);
  return chain;
}
