import type { PrincipalKind } from '../../domain/principal.ts';
import type { RequestType } from '../../domain/request/request.ts';
import type { RequestStatus } from '../../domain/request/request-status.ts';
import type { RoleDefinition } from '../../domain/role-definition.ts';
import type { AssignmentType } from '../../domain/schedule.ts';
import { type Scope, scopeKind } from '../../domain/scope.ts';

/** Words of the wire for words of the domain (contracts/arm §4). */

export const requestTypeWords = {
  AdminAssign: 'adminAssign',
  AdminUpdate: 'adminUpdate',
  AdminRemove: 'adminRemove',
  AdminExtend: 'adminExtend',
  AdminRenew: 'adminRenew',
  SelfActivate: 'selfActivate',
  SelfDeactivate: 'selfDeactivate',
  SelfExtend: 'selfExtend',
  SelfRenew: 'selfRenew',
} as const satisfies Readonly<Record<string, RequestType>>;

export function presentRequestType(type: RequestType): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}

const statusWords: Readonly<Record<RequestStatus, string>> = {
  accepted: 'Accepted',
  pendingApproval: 'PendingApproval',
  pendingAdminDecision: 'PendingAdminDecision',
  denied: 'Denied',
  canceled: 'Canceled',
  timedOut: 'TimedOut',
  approved: 'PendingApprovalProvisioning',
  pendingScheduleCreation: 'Granted',
  provisioned: 'Provisioned',
  revoked: 'Revoked',
};

export function presentRequestStatus(status: RequestStatus): string {
  return statusWords[status];
}

/** Every status of the wire; those that Brevet never gives match nothing. */
const allStatusWords = [
  ...Object.values(statusWords),
  'PendingEvaluation',
  'PendingProvisioning',
  'PendingRevocation',
  'Failed',
  'FailedAsResourceIsLocked',
  'AdminApproved',
  'AdminDenied',
  'ProvisioningStarted',
  'Invalid',
  'PendingScheduleCreation',
  'ScheduleCreated',
  'PendingExternalProvisioning',
];

/** The domain's states behind a status of the wire, in any case; null where it is no such word. */
export function statusesOf(word: string): readonly RequestStatus[] | null {
  const lower = word.toLowerCase();
  if (!allStatusWords.some((known) => known.toLowerCase() === lower)) return null;
  const known = Object.entries(statusWords) as ReadonlyArray<readonly [RequestStatus, string]>;
  return known.filter(([, shown]) => shown.toLowerCase() === lower).map(([status]) => status);
}

const principalWords: Readonly<Record<PrincipalKind, string>> = {
  user: 'User',
  group: 'Group',
  servicePrincipal: 'ServicePrincipal',
};

/** In the way of `wordOf`: what a client may call a principal. */
export const principalTypeWords = Object.fromEntries(
  Object.entries(principalWords).map(([kind, word]) => [word, kind]),
) as Readonly<Record<string, PrincipalKind>>;

export function presentPrincipalType(kind: PrincipalKind): string {
  return principalWords[kind];
}

export function presentRoleType(kind: RoleDefinition['kind']): string {
  return kind === 'builtIn' ? 'BuiltInRole' : 'CustomRole';
}

export function presentAssignmentType(type: AssignmentType): string {
  return type === 'activated' ? 'Activated' : 'Assigned';
}

/** A resource is named by its type, such as `Microsoft.Storage/storageAccounts`, in the case of its path. */
export function presentScopeType(scope: Scope, path: string): string {
  const kind = scopeKind(scope);
  if (kind === 'root') return 'tenant';
  if (kind !== 'resource') return kind.toLowerCase();
  const [, provider = ''] = /\/providers\/(?!.*\/providers\/)(.*)$/i.exec(path) ?? [];
  const [namespace, ...pairs] = provider.split('/');
  return [namespace, ...pairs.filter((_, index) => index % 2 === 0)].join('/');
}
