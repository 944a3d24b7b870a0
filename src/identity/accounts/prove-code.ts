import { proveFactor, refuseSignIn, type SigningIn } from '../../commands/prove-factor.ts';
import { authenticatorAppOf } from '../../ledger/vault/authenticator-app.ts';
import type { AccountServices } from './account-services.ts';
import { stepOf } from './one-time-codes.ts';
import { recoveryDigest } from './recovery-codes.ts';
import { TooManyTries } from './sign-in-refused.ts';
import type { TryBy } from './sign-in-throttle.ts';

export interface TypedCode {
  /** Whose password was proven. */
  readonly principalId: string;
  readonly code: string;
  readonly address: string;
  readonly knownDevice: string | null;
}

/** Takes a sign-in forward by the code that the person's app shows. Throws `TooManyTries`, or `Refusal` (`signInFailed`). */
export async function proveCode(services: AccountServices, signingIn: SigningIn, typed: TypedCode): Promise<void> {
  const { ledger, clock, sealer } = services;
  const { principalId, code } = typed;
  const by = await takeTry(services, typed);
  const app = await ledger.read((reader) => authenticatorAppOf(reader, principalId));
  const step = app === null ? null : stepOf(sealer.open(app.sealedSeed, app.id), code, clock());
  if (app === null || step === null) return refuseSignIn(ledger, { ...signingIn, principalId });
  await proveFactor(ledger, { ...signingIn, principalId, proof: { method: 'totp', appId: app.id, step } });
  await services.throttle.succeeded(by);
}

/** The same by one of the recovery codes; each is good once. */
export async function proveRecoveryCode(
  services: AccountServices,
  signingIn: SigningIn,
  typed: TypedCode,
): Promise<void> {
  const { principalId, code } = typed;
  const by = await takeTry(services, typed);
  const proof = { method: 'recoveryCode', digest: recoveryDigest(principalId, code.slice(0, 100)) } as const;
  await proveFactor(services.ledger, { ...signingIn, principalId, proof });
  await services.throttle.succeeded(by);
}

async function takeTry({ throttle }: AccountServices, typed: TypedCode): Promise<TryBy> {
  const { principalId, address, knownDevice } = typed;
  const by: TryBy = { account: principalId, what: 'code', address, knownDevice };
  const pauseMs = await throttle.take(by);
  if (pauseMs > 0) throw new TooManyTries(pauseMs);
  return by;
}
