import { expect } from 'vitest';
import { type HttpBrowser, httpBrowser } from '../support/http-browser.ts';
import type { AbuseServer } from './abuse-server.ts';

export const SESSION = '__Host-brevet';
export const TRANSACTION = '__Host-brevet-sign-in';
export const API = '/api/security/pim';

export const sessionOf = ({ url }: AbuseServer, browser: HttpBrowser) => browser.cookie(url, SESSION) ?? '';

/** The headers by which a page of this server acts with a session. */
export function withSession(cookie: string, ...others: readonly (readonly [string, string])[]) {
  return [['Cookie', `${SESSION}=${cookie}`] as const, ...others];
}

export const SAME_ORIGIN = ['Sec-Fetch-Site', 'same-origin'] as const;

/** A browser in which a person of provider `one` is signed in. */
export async function signedIn(server: AbuseServer, subject: string, browser = httpBrowser()): Promise<HttpBrowser> {
  server.one.nextAccount({ subject, amr: ['pwd', 'otp'] });
  await browser.visit(`${server.url}/sign-in/start/one`);
  expect(sessionOf(server, browser)).not.toBe('');
  return browser;
}

/** Goes from the start of a sign-in to the address at which the provider sends the browser back. */
export async function callbackOf(
  server: AbuseServer,
  browser: HttpBrowser,
  { provider = 'one' as 'one' | 'two', subject = 'zoe', query = '' } = {},
): Promise<URL> {
  server[provider].nextAccount({ subject });
  const start = `${server.url}/sign-in/start/${provider}${query}`;
  let next = (await browser.visit(start, { isManual: true })).headers.get('location');
  while (next !== null && !next.startsWith(`${server.url}/sign-in/callback/`)) {
    const here = new URL(next, server[provider].issuer).href;
    next = (await browser.visit(here, { isManual: true })).headers.get('location');
  }
  return new URL(next ?? '');
}
