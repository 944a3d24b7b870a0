import type { Assurance, SatisfiedContext, SignInProof } from '../domain/assurance.ts';
import type { AuthenticationContexts } from './authentication-contexts.ts';

/** The claims of a checked token. */
export type Claims = Readonly<Record<string, unknown>>;

type Factor = 'knowledge' | 'possession' | 'inherence';

/**
 * Which kind of factor a method proves (RFC 8176, and `fido` as some providers write it). What is not here proves
 * none: `kba` can be guessed, `geo` and `rba` are circumstances, `user` is a touch, `mca` and `wia` leave open what was used.
 */
const factorOf: ReadonlyMap<string, Factor> = new Map([
  ['pwd', 'knowledge'],
  ['pin', 'knowledge'],
  ['otp', 'possession'],
  ['hwk', 'possession'],
  ['swk', 'possession'],
  ['sc', 'possession'],
  ['sms', 'possession'],
  ['tel', 'possession'],
  ['fido', 'possession'],
  ['face', 'inherence'],
  ['fpt', 'inherence'],
  ['iris', 'inherence'],
  ['retina', 'inherence'],
  ['vbm', 'inherence'],
]);

/** Microsoft's authentication contexts. */
const AUTHENTICATION_CONTEXT = /^c[1-9]\d?$/;
/** The largest number of seconds that an instant can be. */
const LATEST_SECONDS = 8_640_000_000_000;

/** How strongly the caller of a token is proven. */
export function assuranceOf(claims: Claims, contexts: AuthenticationContexts): Assurance {
  return { signIns: [signInProofOf(claims, contexts)] };
}

/**
 * What a sign-in proved, by `amr`, `acr`, `acrs` and `auth_time`; what is unknown or malformed counts as nothing. A
 * context that is mapped is satisfied by its mapping alone; one that is not, or whose mapping names neither `acr` nor
 * `amr`, by `acrs`.
 */
export function signInProofOf(claims: Claims, contexts: AuthenticationContexts): SignInProof {
  const methods = strings(own(claims, 'amr'));
  const acr = own(claims, 'acr');
  const acrs = own(claims, 'acrs');
  const named = strings(typeof acrs === 'string' ? [acrs] : acrs).filter((name) => AUTHENTICATION_CONTEXT.test(name));

  function isMapped(name: string): boolean {
    const mapping = contexts.get(name);
    if (mapping === undefined || (mapping.acr.length === 0 && mapping.amr.length === 0)) return false;
    const isAcr = mapping.acr.length === 0 || (typeof acr === 'string' && mapping.acr.includes(acr));
    return isAcr && mapping.amr.every((method) => methods.includes(method));
  }

  const satisfied: SatisfiedContext[] = [];
  for (const name of new Set([...named, ...contexts.keys()])) {
    const mapping = contexts.get(name);
    const isNamed = (mapping === undefined || mapping.acr.length + mapping.amr.length === 0) && named.includes(name);
    if (name !== 'mfa' && (isNamed || isMapped(name))) {
      satisfied.push({ name, maximumAge: mapping?.maximumAge ?? null });
    }
  }
  return {
    multiFactor: methods.includes('mfa') || factorsIn(methods) > 1 || isMapped('mfa'),
    authenticationContexts: satisfied,
    authenticatedAt: instantOf(own(claims, 'auth_time')),
  };
}

/** How many different kinds of factor the methods prove; two of one kind are one. */
function factorsIn(methods: readonly string[]): number {
  return new Set(methods.map((method) => factorOf.get(method)).filter((factor) => factor !== undefined)).size;
}

/** Seconds since the epoch (OpenID Connect Core §2); null for anything else. */
function instantOf(seconds: unknown): Temporal.Instant | null {
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= LATEST_SECONDS)) return null;
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(seconds * 1000));
}

/** A list of strings; anything else, also a list with one wrong element, is empty. */
function strings(value: unknown): readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : [];
}

function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}
