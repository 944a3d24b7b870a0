import { expect, it } from 'vitest';
import { specificationProblems } from './arm-specification.ts';
import { publishedExample } from './published-examples.ts';

const scope = '/subscriptions/x/providers/Microsoft.Authorization';
const request = publishedExample('2020-10-01/PutRoleAssignmentScheduleRequest').responses['201']?.body;
const policy = publishedExample('2020-10-01/GetRoleManagementPolicyByName').responses['200']?.body;

function put(body: unknown, status = 201) {
  return specificationProblems('PUT', `${scope}/roleAssignmentScheduleRequests/n?api-version=x`, status, body);
}

function policyWith(rule: object) {
  const body = structuredClone(policy);
  // the example shows an administrator without an id
  body.properties.lastModifiedBy = null;
  Object.assign(body.properties.rules[0], rule);
  return specificationProblems('GET', `${scope}/roleManagementPolicies/n`, 200, body);
}

it('accepts the published examples', () => {
  expect(put(request)).toEqual([]);
  expect(policyWith({})).toEqual([]);
});

it('finds a member more, a wrong type, a wrong word, a null that is none, and a wrong date', () => {
  const changed = (properties: object) => put({ ...request, properties: { ...request.properties, ...properties } });
  expect(changed({ risk: 'high' })).not.toEqual([]);
  expect(changed({ justification: 7 })).not.toEqual([]);
  expect(changed({ status: 'Expired' })).not.toEqual([]);
  expect(changed({ scope: null })).not.toEqual([]);
  expect(changed({ createdOn: 'yesterday' })).not.toEqual([]);
  expect(put({ ...request, etag: 'x' })).not.toEqual([]);
});

it('finds a member of another rule, and a rule of no type', () => {
  expect(policyWith({ maximumDuration: 'PT1H' })).not.toEqual([]);
  expect(policyWith({ ruleType: 'RoleManagementPolicyExpirationRule' })).not.toEqual([]);
  expect(policyWith({ ruleType: 'SomethingElse' })).not.toEqual([]);
});

it('finds a status and an operation that there is not, and an error of another shape', () => {
  expect(put(request, 200)).not.toEqual([]);
  expect(specificationProblems('GET', `${scope}/roleAssignmentNothing`, 200, {})).not.toEqual([]);
  expect(put({ error: { code: 'X' } }, 400)).not.toEqual([]);
  expect(put({ error: { code: 'X', message: 'y', details: [] } }, 400)).not.toEqual([]);
  expect(put({ error: { code: 'X', message: 'y' } }, 400)).toEqual([]);
});
