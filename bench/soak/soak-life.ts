import { demoScopes } from '../../src/demo/demo-organisation.ts';
import type { SoakCalls } from './soak-calls.ts';
import type { SoakPerson, TokenOf } from './soak-people.ts';

const PIM = '/api/security/pim';
const ARM = '/providers/Microsoft.Authorization';
const RESTART = 'Microsoft.Compute/virtualMachines/restart/action';

export interface SoakLife {
  readonly calls: SoakCalls;
  readonly tokenOf: TokenOf;
  readonly clock: () => Temporal.Instant;
  readonly isOver: () => boolean;
}

/**
 * One person's days until it is over: looks, activates, has it approved, is let in, and at the end is not let in any more,
 * whatever else is done at the same time.
 */
export async function live(person: SoakPerson, { calls, tokenOf, clock, isOver }: SoakLife): Promise<void> {
  const as = async (subject: string) => ({ token: await tokenOf(subject) });
  const own = () => as(person.subject);

  async function look(): Promise<void> {
    const me = await own();
    await calls.call({ kind: 'own roles listed', ...me, path: `${PIM}/my-roles/eligible`, expected: 200 });
    await calls.call({ kind: 'own requests listed', ...me, path: `${PIM}/my-requests?limit=20`, expected: 200 });
    const instances = `${demoScopes.production}${ARM}/roleAssignmentScheduleInstances`;
    await calls.call({
      kind: 'instances listed (ARM)',
      ...me,
      path: `${instances}?api-version=2020-10-01&$filter=asTarget()`,
      expected: 200,
    });
    await calls.call({
      kind: 'assignments listed by an auditor',
      ...(await as('oscar')),
      path: `${PIM}/assignments?state=active&limit=50`,
      expected: 200,
    });
  }

  /** Until when it is held, in milliseconds since the epoch; null where it was not given. */
  async function activate(): Promise<number | null> {
    const asked = await calls.call({
      kind: person.needsApproval ? 'activation asked for' : 'activation',
      ...(await own()),
      method: 'POST',
      path: `${PIM}/requests`,
      body: {
        type: 'selfActivate',
        roleDefinitionId: person.roleDefinitionId,
        scope: demoScopes.production,
        duration: 'PT5M',
        justification: 'a day like any other',
        ticket: { number: 'CHG-1' },
      },
      expected: 201,
    });
    if (asked === undefined) return null;
    if (!person.needsApproval) return Date.parse(asked.end);
    const bob = await as('bob');
    await calls.call({ kind: 'approvals listed', ...bob, path: `${PIM}/pending-approvals`, expected: 200 });
    const approved = await calls.call({
      kind: 'approval',
      ...bob,
      method: 'POST',
      path: `${PIM}/approvals/${asked.id}/approve`,
      body: { justification: 'as agreed' },
      expected: 200,
    });
    if (approved === undefined) return null;
    const roles = await calls.call({
      kind: 'active roles listed',
      ...(await own()),
      path: `${PIM}/my-roles/active`,
      expected: 200,
    });
    const end = roles?.items?.[0]?.end;
    if (typeof end !== 'string') {
      calls.wrong(`active roles listed: nothing is active after the approval: ${JSON.stringify(roles)}`);
      return null;
    }
    return Date.parse(end);
  }

  /** Asks whether the person is let in, and holds the answer against the time at which it was given. */
  async function ask(endMs: number): Promise<void> {
    const askedMs = clock().epochMilliseconds;
    const answer = await calls.call({
      kind: 'access question',
      ...(await own()),
      method: 'POST',
      path: '/access/v1/evaluation',
      body: {
        subject: { type: 'user', id: person.id },
        action: { name: RESTART },
        resource: { type: 'scope', id: demoScopes.webServer },
      },
      expected: 200,
    });
    if (answer === undefined) return;
    const answeredMs = clock().epochMilliseconds;
    const isRight = answer.decision ? askedMs < endMs : answeredMs >= endMs;
    if (!isRight) calls.wrong(`access question: ${answer.decision} ${(endMs - askedMs) / 1000} s before the end`);
  }

  while (!isOver()) {
    await look();
    const endMs = await activate();
    if (endMs === null) continue;
    while (!isOver() && clock().epochMilliseconds < endMs) await ask(endMs);
    await ask(endMs);
  }
}
