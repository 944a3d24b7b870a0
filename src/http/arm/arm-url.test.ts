import { describe, expect, it } from 'vitest';
import { rewriteArmUrl } from './arm-url.ts';

const PROVIDER = 'providers/Microsoft.Authorization';
const subscription = '/subscriptions/c0000000-0000-4000-8000-000000000001';

function inArm(scope: string, rest: string): string {
  return `/arm/${encodeURIComponent(scope)}/${rest}`;
}

describe('makes the scope one segment', () => {
  it.each([
    ['of a subscription', `${subscription}/${PROVIDER}/a/b?x=1`, inArm(subscription, 'a/b?x=1')],
    ['without a scope, as the root', `/${PROVIDER}/a`, inArm('/', 'a')],
    ['with the slashes that an SDK adds', `//${subscription}//${PROVIDER}//a`, inArm(subscription, 'a')],
    ['with a slash before the query', `/${PROVIDER}/a/stages/b/?x=1`, inArm('/', 'a/stages/b?x=1')],
    ['in any case', `${subscription}/PROVIDERS/microsoft.authorization/a`, inArm(subscription, 'a')],
    [
      'at the last provider of the path',
      `${subscription}/${PROVIDER}/locks/l/${PROVIDER}/a`,
      inArm(`${subscription}/${PROVIDER}/locks/l`, 'a'),
    ],
    ['with a query that names the provider', `/${PROVIDER}/a?x=/${PROVIDER}/b`, inArm('/', `a?x=/${PROVIDER}/b`)],
    ['without decoding what is escaped', `/x%2fy/../z/${PROVIDER}/a`, inArm('/x%2fy/../z', 'a')],
    ['with nothing behind the provider', `/${PROVIDER}`, inArm('/', '')],
    ['with a malformed escape behind it', `/${PROVIDER}/a%zz`, inArm('/', 'a%25zz')],
  ])('%s', (_condition, url, rewritten) => {
    expect(rewriteArmUrl(url)).toBe(rewritten);
  });
});

describe('returns every other address unchanged', () => {
  it.each([
    '/',
    '/api/security/pim/requests/history?x=1',
    '//livez/',
    `/x?y=/${PROVIDER}/a`,
    '/providers/Microsoft.AuthorizationX/a',
    '/arm/%2F/roleAssignmentSchedules',
  ])('%s', (url) => {
    expect(rewriteArmUrl(url)).toBe(url);
  });
});
