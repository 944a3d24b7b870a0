import { expect, it } from 'vitest';
import { aRoleDefinition } from '../../test/support/builders.ts';
import { builtInRoles } from '../built-in-roles/built-in-roles.ts';
import type { Permission } from './role-definition.ts';
import { roleRisk } from './role-risk.ts';
import { parseScope } from './scope.ts';

const at = {
  root: parseScope('/'),
  managementGroup: parseScope('/providers/Microsoft.Management/managementGroups/nordwind'),
  subscription: parseScope('/subscriptions/c0000000-0000-4000-8000-000000000001'),
  resourceGroup: parseScope('/subscriptions/c0000000-0000-4000-8000-000000000001/resourceGroups/rg'),
};

function builtIn(name: string) {
  const role = builtInRoles.find((candidate) => candidate.name === name);
  if (role === undefined) throw new Error(`no built-in role ${name}`);
  return role;
}

it.each([
  ['Global Administrator', 'root', 'critical'],
  ['Privileged Role Administrator', 'root', 'critical'],
  ['Privileged Authentication Administrator', 'root', 'critical'],
  ['Exchange Administrator', 'root', 'high'],
  ['SharePoint Administrator', 'root', 'high'],
  ['User Administrator', 'root', 'high'],
  ['Message Center Reader', 'root', 'low'],
  ['Owner', 'root', 'critical'],
  ['Owner', 'managementGroup', 'critical'],
  ['Owner', 'subscription', 'high'],
  ['Owner', 'resourceGroup', 'high'],
  ['User Access Administrator', 'managementGroup', 'critical'],
  ['User Access Administrator', 'subscription', 'high'],
  ['Contributor', 'root', 'medium'],
  ['Contributor', 'subscription', 'medium'],
  ['Reader', 'root', 'low'],
  ['Storage Blob Data Contributor', 'subscription', 'medium'],
] as const)('%s at the %s is %s', (name, scope, risk) => {
  expect(roleRisk(builtIn(name), at[scope])).toBe(risk);
});

const nothing: Permission = {
  actions: [],
  notActions: [],
  dataActions: [],
  notDataActions: [],
  condition: null,
  conditionVersion: null,
};

it.each([
  ['grants roles', [{ actions: ['Microsoft.Authorization/*'] }], 'high'],
  ['grants roles but for an exception', [{ actions: ['*'], notActions: ['*/write'] }], 'medium'],
  ['grants roles through its second part', [{}, { actions: ['*/roleAssignments/write'] }], 'high'],
  ['only reads', [{ actions: ['*/read'], dataActions: ['Microsoft.Storage/x/READ'] }], 'low'],
  ['reads and acts', [{ actions: ['*/read', 'Microsoft.Compute/x/action'] }], 'medium'],
  ['reads and writes data', [{ actions: ['*/read'], dataActions: ['Microsoft.Storage/x/write'] }], 'medium'],
  ['says nothing', [], 'medium'],
] as const)('a custom role that %s is %s', (_, permissions, risk) => {
  const role = aRoleDefinition({ kind: 'custom', permissions: permissions.map((some) => ({ ...nothing, ...some })) });
  expect(roleRisk(role, at.subscription)).toBe(risk);
});
