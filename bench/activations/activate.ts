import { randomUUID } from 'node:crypto';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { weakestAssurance } from '../../src/domain/assurance.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { Held } from '../fixture/organisation.ts';

/** Activates what somebody is eligible for, as any surface would. Throws unless the role is theirs at once. */
export async function activate(ledger: Ledger, { principalId, role, scope }: Held): Promise<void> {
  const caller = { principalId, assurance: weakestAssurance, correlationId: randomUUID(), origin: 'benchmark' };
  const asked = {
    id: randomUUID(),
    kind: 'active',
    type: 'selfActivate',
    principalId,
    roleDefinitionId: role.id,
    scope,
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT4H' } },
    justification: 'Replace the failing disk of the database server',
    ticket: { number: 'CHG-4711', system: 'ServiceNow' },
    condition: null,
    linkedEligibilityId: null,
    targetScheduleId: null,
  } as const;
  const { status } = await submitScheduleRequest(ledger, caller, asked, randomUUID);
  if (status !== 'provisioned') throw new Error(`an activation ended as \`${status}\` instead of \`provisioned\``);
}
