import { expect, it } from 'vitest';
import { rewriteArmUrl } from '../arm-url.ts';

const subscription = '/subscriptions/c0000000-0000-4000-8000-000000000001';
const group = '/providers/Microsoft.Management/managementGroups/nordwind';
const at = (scope: string, collection = '') => `/hierarchy/${encodeURIComponent(scope)}${collection}`;

it.each([
  ['/subscriptions?api-version=2019-11-01', at('/', '/subscriptions?api-version=2019-11-01')],
  ['//subscriptions', at('/', '/subscriptions')],
  ['/tenants', at('/', '/tenants')],
  ['/providers', at('/', '/providers')],
  [`${subscription}/providers/Microsoft.Storage`, at(subscription, '/providers/Microsoft.Storage')],
  [`${subscription}/providers/Microsoft.Storage/register`, at(subscription, '/providers/Microsoft.Storage/register')],
  [subscription, at(subscription)],
  [`${subscription}/resourcegroups`, at(subscription, '/resourcegroups')],
  [`${subscription}/resourceGroups/rg`, at(`${subscription}/resourceGroups/rg`)],
  [`${subscription}/resourceGroups/rg/resources`, at(`${subscription}/resourceGroups/rg`, '/resources')],
  [
    `${subscription}/resourceGroups/rg/providers/A.B//c/resources`,
    at(`${subscription}/resourceGroups/rg/providers/A.B/c/resources`),
  ],
  [`${subscription}/locations`, at(`${subscription}/locations`, '/-')],
  [`${group}s`, at(`${group}s`)],
  ['/providers/Microsoft.Management/managementGroups', at('/', '/managementGroups')],
  [`${group}/subscriptions`, at(group, '/subscriptions')],
  [`${group}/subscriptions/x?y=1`, at(group, '/subscriptions/x?y=1')],
])('makes the scope of %s one segment', (url, rewritten) => {
  expect(rewriteArmUrl(url)).toBe(rewritten);
});

it.each(['/subscriptionsx', '/livez', '/tenants/x', '/providers/Microsoft.Storage/storageAccounts/x', '/v1.0/users'])(
  'leaves %s as it is',
  (url) => {
    expect(rewriteArmUrl(url)).toBe(url);
  },
);
