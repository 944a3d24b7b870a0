/** Where the embedded provider's endpoints are below the tenant, as Microsoft's clients know them (contracts/clients §4). */
export const providerRoutes = {
  authorization: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  device_authorization: '/oauth2/v2.0/devicecode',
  code_verification: '/oauth2/v2.0/deviceauth',
  end_session: '/oauth2/v2.0/logout',
  revocation: '/oauth2/v2.0/revoke',
  userinfo: '/oauth2/v2.0/userinfo',
  jwks: '/discovery/v2.0/keys',
} as const;

const DISCOVERY = '/.well-known/openid-configuration';

/** The paths of clients that take this server for the older kind, and what they are here. */
const adfsPaths: Readonly<Record<string, string>> = {
  '/adfs/.well-known/openid-configuration': DISCOVERY,
  '/adfs/oauth2/authorize': providerRoutes.authorization,
  '/adfs/oauth2/token': providerRoutes.token,
  '/adfs/oauth2/devicecode': providerRoutes.device_authorization,
  '/adfs/discovery/keys': providerRoutes.jwks,
};

/** The issuer in tokens of the embedded provider. */
export function providerIssuer(publicUrl: string, tenantId: string): string {
  return `${publicUrl}/${tenantId}/v2.0`;
}

/** Where a person proves who they are for a request of a client. */
export function interactionPath(tenantId: string, uid: string): string {
  return `/${tenantId}/interaction/${uid}`;
}

/** The provider's own path for one that a client called; null where it is none of the provider's. */
export function providerPath(path: string, tenantId: string): string | null {
  const lower = path.toLowerCase();
  const adfs = adfsPaths[lower];
  if (adfs !== undefined) return adfs;
  const prefix = `/${tenantId.toLowerCase()}`;
  if (!lower.startsWith(`${prefix}/`)) return null;
  const rest = path.slice(prefix.length);
  return rest.toLowerCase() === `/v2.0${DISCOVERY}` ? DISCOVERY : rest;
}
