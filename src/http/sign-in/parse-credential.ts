import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { refuse } from '../../domain/errors.ts';

/** What a browser's authenticator answered, as it was sent; every part of it is checked afterwards. */
export function parseCredential(text: string): AuthenticationResponseJSON & RegistrationResponseJSON {
  try {
    const credential: unknown = JSON.parse(text);
    const isObject = typeof credential === 'object' && credential !== null && 'response' in credential;
    if (isObject && typeof credential.response === 'object' && credential.response !== null) {
      return credential as AuthenticationResponseJSON & RegistrationResponseJSON;
    }
  } catch {
    // not JSON: refused below
  }
  return refuse({ code: 'signInFailed', message: 'the passkey was not accepted; try again' });
}
