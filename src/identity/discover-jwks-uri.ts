const TIMEOUT_MS = 5000;

/**
 * Asks an issuer where its keys are (OpenID Connect Discovery). Throws when it does not answer in 5 seconds, answers
 * for another issuer, or names an address that is not https (http on loopback, as for the issuer itself).
 */
export async function discoverJwksUri(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) throw new Error(`\`${address}\` answered ${response.status}; 200 is needed`);
  const document: unknown = await response.json();
  if (typeof document !== 'object' || document === null) throw new Error(`\`${address}\` is not a JSON object`);
  const { issuer: named, jwks_uri: jwksUri } = document as Readonly<Record<string, unknown>>;
  if (named !== issuer) throw new Error(`\`${address}\` speaks for another issuer than \`${issuer}\``);
  if (typeof jwksUri !== 'string' || !isTrustworthy(jwksUri, issuer)) {
    throw new Error(`\`${address}\` names no \`jwks_uri\` with https`);
  }
  return jwksUri;
}

/** An issuer on this machine may have its keys there too. */
function isTrustworthy(uri: string, issuer: string): boolean {
  const url = URL.parse(uri);
  if (url?.protocol === 'https:') return true;
  const home = URL.parse(issuer);
  return url?.protocol === 'http:' && home?.protocol === 'http:' && url.host === home.host;
}
