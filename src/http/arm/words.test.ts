import { expect, it } from 'vitest';
import { requestTypes } from '../../domain/request/request.ts';
import { parseScope } from '../../domain/scope.ts';
import { presentRequestType, presentScopeType, requestTypeWords, statusesOf } from './words.ts';

const group = '/subscriptions/c0000000-0000-4000-8000-000000000001/resourceGroups/rg';

it.each([
  ['/', 'tenant'],
  ['/providers/Microsoft.Management/managementGroups/nordwind', 'managementgroup'],
  ['/subscriptions/c0000000-0000-4000-8000-000000000001', 'subscription'],
  [group, 'resourcegroup'],
  [`${group}/providers/Microsoft.Sql/servers/a/databases/b`, 'Microsoft.Sql/servers/databases'],
  [`${group}/providers/Microsoft.Sql/servers/a/providers/Microsoft.Web/sites/b`, 'Microsoft.Web/sites'],
])('calls the scope %s a %s', (path, type) => {
  expect(presentScopeType(parseScope(path), path)).toBe(type);
});

it('writes and reads all nine types of request', () => {
  const words = requestTypes.map(presentRequestType);
  expect(Object.keys(requestTypeWords).sort()).toEqual([...words].sort());
});

it('knows every status of the contract, and no other word', () => {
  expect(statusesOf('pendingAPPROVAL')).toEqual(['pendingApproval']);
  expect(statusesOf('Granted')).toEqual(['pendingScheduleCreation']);
  expect(statusesOf('PendingEvaluation')).toEqual([]);
  expect(statusesOf('Expired')).toBeNull();
});
