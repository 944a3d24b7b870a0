import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { ORGANISATION_ISSUER } from '../fixture/organisation.ts';

export interface GatewayToken {
  readonly issuer: string;
  readonly audience: string;
  readonly publicKey: JWK;
  readonly token: string;
}

/** A signed token for the gateway that asks, good for an hour, and the key to check it with. */
export async function gatewayToken(subject: string): Promise<GatewayToken> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const audience = 'https://brevet.example.invalid';
  const token = await new SignJWT({ amr: ['pwd'] })
    .setProtectedHeader({ alg: 'ES256', kid: 'benchmark', typ: 'at+jwt' })
    .setIssuer(ORGANISATION_ISSUER)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  const key = { ...(await exportJWK(publicKey)), kid: 'benchmark', alg: 'ES256', use: 'sig' };
  return { issuer: ORGANISATION_ISSUER, audience, publicKey: key, token };
}
