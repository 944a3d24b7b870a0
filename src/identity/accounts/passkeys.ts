import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { NewPasskey } from '../../commands/enrol-factor.ts';
import { proveFactor, refuseSignIn, type SigningIn } from '../../commands/prove-factor.ts';
import { Refusal } from '../../domain/errors.ts';
import { type Passkey, passkeyByCredential, passkeysOf } from '../../ledger/vault/passkey.ts';
import { keepPasskeyChallenge, takePasskeyChallenge } from '../../ledger/vault/passkey-challenge.ts';
import { secretDigest } from '../secret-digest.ts';
import type { AccountServices } from './account-services.ts';

const RP_NAME = 'Brevet';
const CHALLENGE_MS = 5 * 60_000;
/** ES256, EdDSA and RS256 (COSE). */
const ALGORITHMS = [-7, -8, -257];

type Named = Pick<Passkey, 'principalId'> & { readonly signInName: string; readonly displayName: string };

/** Passkeys are bound to a host name (WebAuthn §5.1.2); an address of numbers is none. */
export function canHavePasskeys(publicUrl: string): boolean {
  return isIP(new URL(publicUrl).hostname.replace(/^\[(.*)\]$/, '$1')) === 0;
}

/** What the browser needs to make a passkey for a person. */
export async function passkeyCreation(
  services: AccountServices,
  { principalId, signInName, displayName }: Named,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await services.ledger.read((reader) => passkeysOf(reader, principalId));
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: hostOf(services),
    userID: new TextEncoder().encode(principalId),
    userName: signInName,
    userDisplayName: displayName,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId: id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  await keepChallenge(services, `create ${principalId}`, options.challenge);
  return options;
}

/** The passkey that a browser made for the person. Refuses an answer to another question, from elsewhere, or unverified. */
export async function createdPasskey(
  services: AccountServices,
  principalId: string,
  response: RegistrationResponseJSON,
  displayName: string,
): Promise<NewPasskey> {
  const { verified, registrationInfo } = await orRefuse(
    verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(services, `create ${principalId}`, challenge),
      expectedOrigin: new URL(services.publicUrl()).origin,
      expectedRPID: hostOf(services),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!verified || registrationInfo === undefined) return failed();
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  return {
    id: services.newId(),
    credentialId: id,
    principalId,
    displayName: displayName.trim().slice(0, 100) || 'Passkey',
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports,
  };
}

/** What the browser needs to use a passkey; with null any that it has for this site, so that no name is typed. */
export async function passkeyRequest(
  services: AccountServices,
  attemptKey: string,
  principalId: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = principalId === null ? [] : await services.ledger.read((reader) => passkeysOf(reader, principalId));
  const options = await generateAuthenticationOptions({
    rpID: hostOf(services),
    userVerification: 'required',
    allowCredentials: known.map(({ credentialId: id, transports }) => ({
      id,
      transports: [...transports] as AuthenticatorTransport[],
    })),
  });
  await keepChallenge(services, `use ${attemptKey}`, options.challenge);
  return options;
}

/** Takes a sign-in forward by a passkey. Refuses (`signInFailed`) what does not hold in every part. */
export async function provePasskey(
  services: AccountServices,
  signingIn: SigningIn,
  response: AuthenticationResponseJSON,
): Promise<void> {
  const { ledger } = services;
  const passkey = await ledger.read((reader) => passkeyByCredential(reader, String(response.id)));
  const principalId = passkey?.principalId ?? null;
  try {
    if (passkey === null) return failed();
    const { userHandle } = response.response;
    const owner = userHandle === undefined ? null : Buffer.from(userHandle, 'base64url').toString();
    if (owner !== null && owner !== passkey.principalId) return failed();
    const { credentialId: id, publicKey, counter } = passkey;
    const { verified, authenticationInfo } = await orRefuse(
      verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => takeChallenge(services, `use ${signingIn.attemptKey}`, challenge),
        expectedOrigin: new URL(services.publicUrl()).origin,
        expectedRPID: hostOf(services),
        credential: { id, publicKey: Buffer.from(publicKey, 'base64url'), counter },
        requireUserVerification: true,
      }),
    );
    if (!verified) return failed();
    const proof = { method: 'passkey', credentialId: id, counter: authenticationInfo.newCounter } as const;
    await proveFactor(ledger, { ...signingIn, principalId: passkey.principalId, proof });
  } catch (error) {
    // what the transaction refused is on record already
    if (!(error instanceof PasskeyRefused)) throw error;
    await refuseSignIn(ledger, { ...signingIn, principalId });
  }
}

/** The answer of the browser does not hold; why is for nobody to know. */
class PasskeyRefused extends Refusal {}

function failed(): never {
  throw new PasskeyRefused({ code: 'signInFailed', message: 'the passkey was not accepted; try again' });
}

/** The library throws for every part that does not hold. */
async function orRefuse<Result>(verification: Promise<Result>): Promise<Result> {
  try {
    return await verification;
  } catch {
    return failed();
  }
}

function hostOf({ publicUrl }: AccountServices): string {
  return new URL(publicUrl()).hostname;
}

function keepChallenge({ ledger, clock }: AccountServices, purpose: string, challenge: string): Promise<void> {
  const now = clock().epochMilliseconds;
  const key = secretDigest(`${purpose} ${challenge}`);
  return ledger.writeFollower((tx) => keepPasskeyChallenge(tx, key, now + CHALLENGE_MS));
}

/** Whatever comes of it, a challenge is answered once. */
function takeChallenge({ ledger, clock }: AccountServices, purpose: string, challenge: string): Promise<boolean> {
  const key = secretDigest(`${purpose} ${challenge}`);
  return ledger.writeFollower((tx) => takePasskeyChallenge(tx, key, clock().epochMilliseconds));
}
