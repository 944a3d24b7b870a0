import type { NewAuthenticatorApp } from '../../commands/enrol-factor.ts';
import { refuse } from '../../domain/errors.ts';
import { recoveryCodesLeft } from '../../ledger/vault/recovery-code.ts';
import type { AccountServices } from './account-services.ts';
import { newSeed, seedAddress, stepOf } from './one-time-codes.ts';
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts';

const OFFER_MS = 30 * 60_000;

interface Offer {
  readonly principalId: string;
  readonly seed: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A new seed for a person's app, in the open and sealed: it is kept only once a code shows that the app has it. */
export function offerSeed(
  { sealer, clock }: AccountServices,
  { principalId, signInName }: { readonly principalId: string; readonly signInName: string },
) {
  const seed = newSeed();
  const offer: Offer = { principalId, seed, expiresAt: clock().epochMilliseconds + OFFER_MS };
  return {
    seed,
    address: seedAddress(seed, signInName, 'Brevet'),
    sealed: sealer.seal(JSON.stringify(offer), 'seed offer'),
  };
}

/** The app that an offer became, by a first code from it; that code is used up. Refuses with `signInFailed`. */
export function confirmedApp(
  { sealer, clock, newId }: AccountServices,
  principalId: string,
  { sealed, code }: { readonly sealed: string; readonly code: string },
): NewAuthenticatorApp {
  const offer = openOffer(sealed);
  const now = clock();
  const isOwn = offer !== null && offer.principalId === principalId && now.epochMilliseconds < offer.expiresAt;
  const step = isOwn ? stepOf(offer.seed, code, now) : null;
  if (offer === null || step === null) {
    refuse({
      code: 'signInFailed',
      message: 'the code is not right; scan the picture anew and enter the code that the app shows now',
    });
  }
  const id = newId();
  return { id, principalId, sealedSeed: sealer.seal(offer.seed, id), lastStep: step };

  function openOffer(text: string): Offer | null {
    try {
      return JSON.parse(sealer.open(text, 'seed offer')) as Offer;
    } catch {
      return null;
    }
  }
}

/** New recovery codes and their digests, for a person who has none. */
export async function firstRecoveryCodes(
  { ledger }: AccountServices,
  principalId: string,
): Promise<{ readonly codes: readonly string[]; readonly digests: readonly string[] } | null> {
  if ((await ledger.read((reader) => recoveryCodesLeft(reader, principalId))) > 0) return null;
  return recoveryCodesFor(principalId);
}

export function recoveryCodesFor(principalId: string) {
  const codes = newRecoveryCodes();
  return { codes, digests: codes.map((code) => recoveryDigest(principalId, code)) };
}
