import { proveFactor, refuseSignIn, type SigningIn } from '../../commands/prove-factor.ts';
import { signInNameOf } from '../../domain/account/sign-in-name.ts';
import { localAccountNamed } from '../../ledger/vault/local-account.ts';
import type { AccountServices } from './account-services.ts';
import { TooManyTries } from './sign-in-refused.ts';
import type { TryBy } from './sign-in-throttle.ts';

export interface TypedPassword {
  readonly name: string;
  readonly password: string;
  readonly address: string;
  /** The browser's name for itself where it has signed in with the principal before, else null. */
  readonly deviceFor: (principalId: string) => string | null;
}

const LONGEST_TYPED = 1024;

let dummy: Promise<string> | null = null;

/**
 * Takes a sign-in forward by name and password. Who is unknown and who typed a wrong password hear the same after the
 * same work: one hash is computed either way. Throws `TooManyTries`, or `Refusal` (`signInFailed`).
 */
export async function provePassword(
  { ledger, hasher, throttle }: AccountServices,
  signingIn: SigningIn,
  { name, password, address, deviceFor }: TypedPassword,
): Promise<void> {
  const signInName = signInNameOf(name);
  const account = signInName === null ? null : await ledger.read((reader) => localAccountNamed(reader, signInName));
  const principalId = account?.principalId ?? null;
  const by: TryBy = {
    account: signInName ?? name.slice(0, LONGEST_TYPED),
    what: 'password',
    address,
    knownDevice: principalId === null ? null : deviceFor(principalId),
  };
  const pauseMs = await throttle.take(by);
  if (pauseMs > 0) throw new TooManyTries(pauseMs);

  dummy ??= hasher.hash('nobody has this password');
  const hashed = account?.passwordHash ?? (await dummy);
  const isRight = (await hasher.verify(hashed, password.slice(0, LONGEST_TYPED))) && account !== null;
  if (!isRight || principalId === null) return refuseSignIn(ledger, { ...signingIn, principalId });
  const rehash = hasher.isOutdated(hashed) ? await hasher.hash(password) : null;
  await proveFactor(ledger, { ...signingIn, principalId, proof: { method: 'password', verifiedHash: hashed, rehash } });
  await throttle.succeeded(by);
}
