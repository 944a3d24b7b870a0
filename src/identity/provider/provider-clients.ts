import type { ClientMetadata } from 'oidc-provider';
import { callbackUrl } from '../sign-in/relying-party.ts';

/** The embedded provider among the providers at which people sign in to the portal. */
export const EMBEDDED_PROVIDER_ID = 'brevet';
export const PORTAL_CLIENT_ID = 'brevet-portal';

/** Device authorization (RFC 8628), and what Microsoft's libraries for Node call it. */
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
export const SHORT_DEVICE_GRANT = 'device_code';

/**
 * Programs on people's own machines by the ids with which they call: those of Azure CLI (and `@azure/identity`), Azure
 * PowerShell and Microsoft Graph PowerShell (contracts/clients §2, §3), and one for whatever else speaks the protocol.
 */
export const programNames: Readonly<Record<string, string>> = {
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46': 'Azure CLI',
  '1950a258-227b-4e31-a9cf-717495945fc2': 'Azure PowerShell',
  '14d82eec-204b-4c2f-b7e8-296a70dab67e': 'Microsoft Graph PowerShell',
  'brevet-cli': 'Brevet command line',
};

/** How people call a client. */
export function clientName(clientId: string): string {
  return clientId === PORTAL_CLIENT_ID ? 'Brevet' : (programNames[clientId] ?? clientId);
}

/** The portal, which signs people in like at any other provider. */
export function portalClient(publicUrl: string, secret: string): ClientMetadata {
  return {
    client_id: PORTAL_CLIENT_ID,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [callbackUrl(publicUrl, EMBEDDED_PROVIDER_ID)],
    post_logout_redirect_uris: [`${publicUrl}/`],
  };
}

/** Programs: they keep no secret, are answered on this machine's loopback address alone, and use PKCE (RFC 8252). */
export function programClients(): readonly ClientMetadata[] {
  return Object.keys(programNames).map((clientId) => ({
    client_id: clientId,
    application_type: 'native' as const,
    token_endpoint_auth_method: 'none' as const,
    grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT, SHORT_DEVICE_GRANT],
    response_types: ['code' as const],
    redirect_uris: ['http://localhost', 'http://localhost/', 'http://127.0.0.1', 'http://127.0.0.1/', 'http://[::1]/'],
  }));
}
