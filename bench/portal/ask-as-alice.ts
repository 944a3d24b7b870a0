import { demoIssuer } from '../../src/demo/demo-issuer.ts';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';

const AUDIENCE = 'https://brevet.local';

/** Something that waits for approvers. */
export async function askAsAlice(dataDir: string, url: string): Promise<void> {
  const { sign } = await demoIssuer({ dataDir });
  const token = await sign('alice', { audience: AUDIENCE, clock: Temporal.Now.instant, amr: ['pwd', 'mfa'] });
  const answer = await fetch(`${url}/api/security/pim/requests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'selfActivate',
      roleDefinitionId: demoRoles.owner,
      scope: demoScopes.production,
      duration: 'PT8H',
      justification: 'Triage of IR-2026-0142',
      ticket: { number: 'IR-2026-0142' },
    }),
  });
  if (!answer.ok) throw new Error(`the request is refused: ${await answer.text()}`);
}
