import { importJWK, SignJWT } from 'jose';
import { demoIssuerKey } from '../../src/demo/demo-issuer-key.ts';
import { DEMO_ISSUER, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import type { SoakCalls } from './soak-calls.ts';

const AUDIENCE = 'https://brevet.local';
const LIFETIME_SECONDS = 3600;
/** A token is taken anew when it has less left than this. */
const LEAST_LEFT_SECONDS = 900;

/** Gives tokens for people of the demo issuer, by their subject, good at the moment by the clock of the server. */
export type TokenOf = (subject: string) => Promise<string>;

export interface SoakPerson {
  readonly id: string;
  readonly subject: string;
  /** Whether somebody has to approve what the person activates. */
  readonly needsApproval: boolean;
  readonly roleDefinitionId: string;
}

export async function tokensOf(dataDir: string, clock: () => Temporal.Instant): Promise<TokenOf> {
  const { kid, privateJwk } = await demoIssuerKey(dataDir);
  const key = await importJWK(privateJwk, 'ES256');
  const known = new Map<string, { readonly token: string; readonly expiresAt: number }>();
  return async (subject) => {
    const now = Math.floor(clock().epochMilliseconds / 1000);
    const had = known.get(subject);
    if (had !== undefined && had.expiresAt - now > LEAST_LEFT_SECONDS) return had.token;
    const expiresAt = now + LIFETIME_SECONDS;
    const token = await new SignJWT({ amr: ['pwd', 'mfa'] })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
      .setIssuer(DEMO_ISSUER)
      .setSubject(subject)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .sign(key);
    known.set(subject, { token, expiresAt });
    return token;
  };
}

/** Makes people who are eligible, as an administrator does: half of them for a role that is approved. */
export async function hirePeople(calls: SoakCalls, tokenOf: TokenOf, count: number): Promise<readonly SoakPerson[]> {
  const people: SoakPerson[] = [];
  for (let n = 0; n < count; n += 1) {
    const subject = `soak-${n}`;
    const needsApproval = n % 2 === 1;
    const roleDefinitionId = needsApproval ? demoRoles.owner : demoRoles.contributor;
    const token = await tokenOf('grace');
    const made = await calls.call({
      kind: 'person created',
      token,
      method: 'POST',
      path: '/api/security/pim/people',
      body: { displayName: `Soak ${n}`, identity: { issuer: DEMO_ISSUER, subject } },
      expected: 201,
    });
    const id = String(made?.id);
    await calls.call({
      kind: 'eligibility assigned',
      token,
      method: 'POST',
      path: '/api/security/pim/requests',
      body: {
        type: 'adminAssign',
        kind: 'eligible',
        principalId: id,
        roleDefinitionId,
        scope: demoScopes.production,
        duration: 'P90D',
        justification: 'new on the team',
      },
      expected: 201,
    });
    people.push({ id, subject, needsApproval, roleDefinitionId });
  }
  return people;
}
