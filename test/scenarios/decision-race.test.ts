import { afterEach, beforeEach, expect, it } from 'vitest';
import { addGroupMember } from '../../src/commands/change-group-members.ts';
import { registerScope } from '../../src/commands/register-scope.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { EventOf } from '../../src/domain/events.ts';
import { parseScope, type Scope } from '../../src/domain/scope.ts';
import { rowsOf } from '../../src/ledger/contract/rows-of.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { mailChannel } from '../../src/notifications/channels/mail.ts';
import { startNotifications } from '../../src/notifications/notifications.ts';
import { as, type DemoLedger, demoLedger } from '../support/demo-ledger.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { smtpReceiver } from '../support/smtp-receiver.ts';
import { activate, approve, assign, caller, deny, introduce, production } from './story.ts';

const PEOPLE = 20;
const GROUPS_OF_RESOURCES = 50;

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

/** 20 people, eligible through a group, each ask for Owner on 50 resource groups. */
async function submitRequests(): Promise<readonly string[]> {
  const { ledger } = demo;
  const team = await introduce(ledger, 'group', 'Team');
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, i) => introduce(ledger, 'user', `Person ${i}`)));
  await Promise.all(people.map((id) => addGroupMember(ledger, as('grace'), team, id)));
  await assign(ledger, { kind: 'eligible', principalId: team, roleDefinitionId: demoRoles.owner, scope: production });
  const scopes: Scope[] = [];
  for (let number = 0; number < GROUPS_OF_RESOURCES; number += 1) {
    const path = `${demoScopes.production}/resourceGroups/rg-${number}`;
    await registerScope(ledger, as('grace'), { path, displayName: `rg-${number}`, parent: null });
    scopes.push(parseScope(path));
  }
  const asked = people.flatMap((principalId) => scopes.map((scope) => ({ principalId, scope })));
  const requests = await Promise.all(
    asked.map((over) => activate(ledger, { ...over, roleDefinitionId: demoRoles.owner })),
  );
  expect(requests.every(({ status }) => status === 'pendingApproval')).toBe(true);
  return requests.map(({ id }) => id);
}

interface Attempt {
  readonly requestId: string;
  readonly by: string;
  readonly result: 'approved' | 'denied';
}

async function decide({ requestId, by, result }: Attempt): Promise<Refusal | null> {
  try {
    await (result === 'approved' ? approve : deny)(demo.ledger, caller(by), requestId);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

it('of 1,000 pairs who approve and deny at once, one wins each, and the other is told who did', async () => {
  const random = seededRandom(20261124);
  const requestIds = await submitRequests();
  expect(requestIds).toHaveLength(1000);
  const last = demo.ledger.lastSequence();
  const attempts = requestIds
    .flatMap((requestId): Attempt[] => [
      { requestId, by: demoIds.bob, result: 'approved' },
      { requestId, by: demoIds.dave, result: 'denied' },
    ])
    .map((attempt) => ({ attempt, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ attempt }) => attempt);

  const outcomes = await Promise.all(attempts.map(async (attempt) => ({ attempt, refusal: await decide(attempt) })));

  const rows = await rowsOf(demo.engine);
  const statuses = new Map(rows.get('schedule_request')?.map((row) => [row['id'], row['status']]));
  const stages = new Map(rows.get('approval_stage')?.map((row) => [row['request_id'], row]));
  const schedules = new Set(rows.get('schedule')?.map(({ id }) => id));
  const entries = (await demo.ledger.entriesAfter(last, 10_000)).map(({ event }) => event);
  const decided = entries.filter((event): event is EventOf<'approval.decided'> => event.type === 'approval.decided');
  const refused = entries.filter((event): event is EventOf<'command.refused'> => event.type === 'command.refused');
  expect([decided.length, refused.length]).toEqual([1000, 1000]);

  const winners = new Map(
    outcomes.filter(({ refusal }) => refusal === null).map(({ attempt }) => [attempt.requestId, attempt]),
  );
  expect(winners.size, 'exactly one winner each').toBe(1000);
  expect(new Set([...winners.values()].map(({ result }) => result)).size, 'both kinds win').toBe(2);
  for (const { attempt, refusal } of outcomes) {
    const winner = winners.get(attempt.requestId) as Attempt;
    if (refusal === null) continue;
    expect(attempt).not.toEqual(winner);
    expect(refusal.violation).toMatchObject({ code: 'alreadyDecided', conflictsWith: winner.by });
    expect(refusal.violation.message).toContain(`already ${winner.result} by \`${winner.by}\``);
  }
  for (const [requestId, { by, result }] of winners) {
    const isApproved = result === 'approved';
    expect(statuses.get(requestId)).toBe(isApproved ? 'provisioned' : 'denied');
    expect(stages.get(requestId)).toMatchObject({ result, decided_by_id: by });
    expect(schedules.has(requestId)).toBe(isApproved);
    expect(decided.filter((event) => event.requestId === requestId)).toMatchObject([{ result, decidedById: by }]);
  }
  expect(new Set(refused.map(({ target }) => target))).toEqual(new Set(requestIds));
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await everyApproverIsMailed(winners);
});

/** Each approver, who acted or not, has exactly one mail with each decision: what it was, who took it, and the link. */
async function everyApproverIsMailed(winners: ReadonlyMap<string, Attempt>): Promise<void> {
  const { ledger, clock } = demo;
  const names = new Map<string, string>([
    [demoIds.bob, 'Bob Okafor'],
    [demoIds.dave, 'Dave Novak'],
  ]);
  const receiver = await smtpReceiver();
  const failures: unknown[] = [];
  const notifications = startNotifications({
    ledger,
    clock,
    publicUrl: 'http://127.0.0.1:8400',
    // each message is counted for itself
    floodLimit: 100_000,
    channel: mailChannel({ url: receiver.url, from: 'brevet@nordwind.example' }),
    onError: (error) => failures.push(error),
  });
  await notifications.settle();
  await notifications.stop();
  expect(failures).toEqual([]);
  const decisions = receiver.messages().filter(({ subject }) => /^(Approved|Denied) by /.test(subject));
  await receiver.close();
  for (const approver of ['bob', 'carol', 'dave']) {
    const own = decisions.filter(({ envelope }) => envelope.to[0] === `${approver}@nordwind.example`);
    expect(own, approver).toHaveLength(1000);
    for (const { subject, text } of own) {
      const winner = winners.get(/\/requests\/([0-9a-f-]{36})/.exec(text)?.[1] ?? '');
      if (winner === undefined) return expect.unreachable('a mail about no decision');
      const word = winner.result === 'approved' ? 'Approved' : 'Denied';
      expect(subject).toContain(`${word} by ${names.get(winner.by)}`);
    }
    expect(new Set(own.map(({ text }) => /\/requests\/([0-9a-f-]{36})/.exec(text)?.[1])).size).toBe(1000);
  }
}
