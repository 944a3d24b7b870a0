import { expect, it } from 'vitest';
import { providerPath } from './provider-paths.ts';

const TENANT = 'd0000000-0000-4000-8000-000000000001';

it.each([
  [`/${TENANT}/v2.0/.well-known/openid-configuration`, '/.well-known/openid-configuration'],
  [`/${TENANT.toUpperCase()}/V2.0/.well-known/openid-configuration`, '/.well-known/openid-configuration'],
  [`/${TENANT}/oauth2/v2.0/token`, '/oauth2/v2.0/token'],
  [`/${TENANT}/discovery/v2.0/keys`, '/discovery/v2.0/keys'],
  ['/adfs/.well-known/openid-configuration', '/.well-known/openid-configuration'],
  ['/adfs/oauth2/token', '/oauth2/v2.0/token'],
  ['/ADFS/oauth2/devicecode', '/oauth2/v2.0/devicecode'],
  ['/adfs/discovery/keys', '/discovery/v2.0/keys'],
])('%s is the provider`s %s', (path, own) => {
  expect(providerPath(path, TENANT)).toBe(own);
});

it.each([
  '/',
  '/adfs',
  '/adfs/oauth2/other',
  `/${TENANT}`,
  '/other/oauth2/v2.0/token',
  `/${TENANT}x/oauth2/v2.0/token`,
])('%s is none of the provider`s', (path) => {
  expect(providerPath(path, TENANT)).toBeNull();
});
