import type { Assurance } from '../domain/assurance.ts';

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

/** How strongly the caller is proven, by the `amr` and `acrs` of the token; what is unknown or malformed counts as nothing. */
export function assuranceOf(claims: Claims): Assurance {
  const methods = strings(own(claims, 'amr'));
  const acrs = own(claims, 'acrs');
  const contexts = strings(typeof acrs === 'string' ? [acrs] : acrs);
  return {
    multiFactor: methods.includes('mfa') || factorsIn(methods) > 1,
    authenticationContexts: [...new Set(contexts.filter((value) => AUTHENTICATION_CONTEXT.test(value)))],
  };
}

/** How many different kinds of factor the methods prove; two of one kind are one. */
function factorsIn(methods: readonly string[]): number {
  return new Set(methods.map((method) => factorOf.get(method)).filter((factor) => factor !== undefined)).size;
}

/** A list of strings; anything else, also a list with one wrong element, is empty. */
function strings(value: unknown): readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : [];
}

function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}
