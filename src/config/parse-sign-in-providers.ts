import { isPlainUrl } from './is-plain-url.ts';
import { Secret } from './secret.ts';

/** An OpenID provider at which people sign in. */
export interface SignInProviderSetting {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
}

const ID = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
const MEMBERS = ['client_id', 'client_secret', 'id', 'issuer', 'name'];

/** Reads the list; undefined where any of it is wrong. */
export function parseSignInProviders(text: string): readonly SignInProviderSetting[] | undefined {
  let listed: unknown;
  try {
    listed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(listed) || listed.length === 0) return undefined;
  const providers = listed.map(parseProvider).filter((provider) => provider !== undefined);
  return new Set(providers.map(({ id }) => id)).size === listed.length ? providers : undefined;
}

function parseProvider(given: unknown): SignInProviderSetting | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const members = given as Readonly<Record<string, unknown>>;
  if (Object.keys(members).sort().join() !== MEMBERS.join()) return undefined;
  const { id, name, issuer, client_id: clientId, client_secret: clientSecret } = members;
  if (typeof id !== 'string' || !ID.test(id)) return undefined;
  if (!isText(name) || !isText(clientId) || !isText(clientSecret) || typeof issuer !== 'string') return undefined;
  if (!isPlainUrl(issuer, ['https:']) && !isLoopbackUrl(issuer)) return undefined;
  return { id, name, issuer, clientId, clientSecret: new Secret(clientSecret) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 500;
}

function isLoopbackUrl(text: string): boolean {
  return isPlainUrl(text, ['http:']) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname);
}
