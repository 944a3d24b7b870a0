import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { type ReceivedMail, type SmtpReceiver, smtpReceiver } from '../../test/support/smtp-receiver.ts';
import { clockwork } from '../clockwork/clockwork.ts';
import { cancelScheduleRequest } from '../commands/cancel-schedule-request.ts';
import { removeGroupMember } from '../commands/change-group-members.ts';
import { createPrincipal } from '../commands/create-principal.ts';
import { decideApprovalStage } from '../commands/decide-approval-stage.ts';
import { disablePrincipal } from '../commands/disable-principal.ts';
import { submitScheduleRequest } from '../commands/submit-schedule-request.ts';
import { updateRoleManagementPolicy } from '../commands/update-role-management-policy.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import type { NotificationRule, Rule, RuleId } from '../domain/policy/policy.ts';
import type { AskedRequest } from '../domain/request/request.ts';
import { parseScope, ROOT } from '../domain/scope.ts';
import { mailChannel } from './channels/mail.ts';
import { type Notifications, startNotifications } from './notifications.ts';

const publicUrl = 'https://brevet.nordwind.example';
const production = parseScope(demoScopes.production);

let demo: DemoLedger;
let mail: SmtpReceiver;
let notifications: Notifications;
let errors: unknown[];

function start(): Notifications {
  const channel = mailChannel({ url: mail.url, from: 'Brevet <brevet@nordwind.example>' });
  const onError = (error: unknown) => errors.push(error);
  return startNotifications({ ledger: demo.ledger, clock: demo.clock, channel, publicUrl, random: () => 0, onError });
}

beforeEach(async () => {
  errors = [];
  demo = await demoLedger();
  mail = await smtpReceiver();
  notifications = start();
  // what the demo organisation itself gave rise to
  await notifications.settle();
  mail.clear();
});
afterEach(async () => {
  await notifications.stop();
  await mail.close();
  await demo.ledger.close();
});

function asked(over: Partial<AskedRequest> = {}): AskedRequest {
  return {
    id: randomUUID(),
    kind: 'active',
    type: 'selfActivate',
    principalId: demoIds.alice,
    roleDefinitionId: demoRoles.owner,
    scope: production,
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT2H' } },
    justification: 'Triage of IR-2026-0142',
    ticket: { number: 'IR-2026-0142', system: 'Jira' },
    condition: null,
    linkedEligibilityId: null,
    targetScheduleId: null,
    ...over,
  };
}

function submit(request: AskedRequest, by: keyof typeof demoIds = 'alice') {
  return submitScheduleRequest(demo.ledger, as(by), request, randomUUID);
}

function decide(id: string, by: keyof typeof demoIds, result: 'approved' | 'denied', duration: string | null = null) {
  const decision = { result, justification: 'known incident', duration, scope: null };
  return decideApprovalStage(demo.ledger, as(by), id, decision);
}

function policy(changes: Partial<Record<RuleId, Rule>>, roleDefinitionId: string = demoRoles.owner) {
  const rules = new Map(Object.entries(changes)) as ReadonlyMap<RuleId, Rule>;
  return updateRoleManagementPolicy(demo.ledger, as('grace'), { scope: production, roleDefinitionId }, rules);
}

/** Settles, and takes what arrived since the last time: the subject for each name, in order of the names. */
async function arrived(): Promise<ReadonlyArray<readonly [name: string, subject: string]>> {
  await notifications.settle();
  const received = mail.messages().map(({ envelope, subject }): readonly [string, string] => {
    expect(envelope.to).toHaveLength(1);
    return [String(envelope.to[0]).replace('@nordwind.example', ''), subject];
  });
  mail.clear();
  return received.toSorted(([a, aSubject], [b, bSubject]) => (a + aSubject < b + bSubject ? -1 : 1));
}

async function mailTo(name: string): Promise<ReceivedMail> {
  await notifications.settle();
  const [first, ...others] = mail.messages().filter(({ envelope }) => envelope.to[0] === `${name}@nordwind.example`);
  if (first === undefined || others.length > 0) throw new Error(`${name} got ${others.length} more messages`);
  return first;
}

describe('who is told', () => {
  afterEach(() => expect(errors).toEqual([]));

  it('asks every approver, nested groups included, with a direct link, and confirms to the requestor', async () => {
    const request = await submit(asked());
    const subject = 'Alice Meyer asks for Owner on Production, 2 h';
    await notifications.settle();
    const { text } = await mailTo('dave');
    expect(text).toContain(`\n${publicUrl}/requests/${request.id}\n`);
    expect(text).toContain('Role: Owner (high risk)');
    expect(text).toContain(`Path: ${demoScopes.production}`);
    expect(text).toContain('Duration: 2 h');
    expect(text).toContain('Ticket: IR-2026-0142 (Jira)');
    expect(text).toContain('Justification:\n> Triage of IR-2026-0142\n');
    expect(text).toContain('Decide until: 2026-11-25 08:00 UTC');
    expect(await arrived()).toEqual([
      ['alice', 'Waiting for approval: Owner on Production, 2 h'],
      ['bob', subject],
      ['carol', subject],
      ['dave', subject],
    ]);
  });

  it('asks the default approvers where the policy names nobody, and never the requestor', async () => {
    const approval: Rule = {
      kind: 'approval',
      isRequired: true,
      isRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      stages: [{ window: 'PT24H', isApproverJustificationRequired: true, approvalsNeeded: 1, approvers: [] }],
    };
    await policy({ Approval_EndUser_Assignment: approval });
    // alice becomes an Owner herself, at the resource group
    await submit(
      asked({ type: 'adminAssign', scope: parseScope(demoScopes.web), principalId: demoIds.alice }),
      'grace',
    );
    await arrived();
    await submit(asked({ scope: parseScope(demoScopes.web) }));
    expect(await arrived()).toEqual([
      ['alice', 'Waiting for approval: Owner on rg-web, 2 h'],
      ['grace', 'Alice Meyer asks for Owner on rg-web, 2 h'],
    ]);
  });

  it('asks the approvers of each stage when it opens, and tells the end alone to everybody', async () => {
    const stage = (id: string, approvalsNeeded: number) => {
      const approvers = [{ kind: 'group', id, description: null } as const];
      return { window: 'PT24H', isApproverJustificationRequired: true, approvalsNeeded, approvers };
    };
    await policy({
      Approval_EndUser_Assignment: {
        kind: 'approval',
        isRequired: true,
        isRequiredForExtension: false,
        isRequestorJustificationRequired: true,
        stages: [stage(demoIds.accessApprovers, 2), stage(demoIds.deskApprovers, 1)],
      },
    });
    const { id } = await submit(asked());
    await notifications.settle();
    expect((await mailTo('dave')).text).toContain('2 people must approve; one denial is final.');
    await arrived();
    await decide(id, 'dave', 'approved');
    expect(await arrived()).toEqual([]);
    await decide(id, 'bob', 'approved');
    const subject = 'Alice Meyer asks for Owner on Production, 2 h';
    expect(await arrived()).toEqual([
      ['heidi', subject],
      ['judy', subject],
    ]);
    await decide(id, 'judy', 'approved');
    const told = (await arrived()).filter(([, line]) => line?.startsWith('Approved'));
    expect(told.map(([person]) => person)).toEqual(['alice', 'bob', 'carol', 'dave', 'heidi', 'judy']);
  });

  it('tells the requestor that stricter settings closed the request', async () => {
    await submit(asked());
    await arrived();
    const enabled = ['justification', 'ticketing', 'multiFactorAuthentication'] as const;
    await policy({ Enablement_EndUser_Assignment: { kind: 'enablement', enabled } });
    await notifications.settle();
    const toAlice = mail.messages().findLast(({ envelope }) => envelope.to[0] === 'alice@nordwind.example');
    expect(toAlice?.text.replaceAll('\n', ' ')).toContain('settings of the role became stricter (PolicyChanged)');
  });

  it('tells a decision to the requestor and to all approvers, and what is active to administrators too', async () => {
    const { id } = await submit(asked());
    await arrived();
    await decide(id, 'dave', 'approved', 'PT1H');
    await notifications.settle();
    const toAlice = mail.messages().find(({ subject }) => subject.startsWith('Approved'));
    expect(toAlice?.text).toContain('Decision by Dave Novak, 2026-11-24 08:00 UTC:\n> known incident');
    expect(toAlice?.text).toContain('Granted duration: 1 h');
    const subject = 'Approved by Dave Novak: Alice Meyer, Owner on Production, 1 h';
    expect(await arrived()).toEqual([
      ['alice', 'Active: Owner on Production, 1 h'],
      ['alice', 'Approved: Owner on Production, 1 h'],
      ['bob', subject],
      ['carol', subject],
      ['dave', subject],
      ['grace', 'Alice Meyer activated Owner on Production, 1 h'],
    ]);
  });

  it('tells a denial to the requestor and to all approvers', async () => {
    const { id } = await submit(asked());
    await arrived();
    await decide(id, 'bob', 'denied');
    const subject = 'Denied by Bob Okafor: Alice Meyer, Owner on Production';
    expect(await arrived()).toEqual([
      ['alice', 'Denied: Owner on Production'],
      ['bob', subject],
      ['carol', subject],
      ['dave', subject],
    ]);
  });

  it('tells who decided, also when they are no approver any more', async () => {
    const { id } = await submit(asked());
    await notifications.stop();
    await decide(id, 'bob', 'denied');
    await removeGroupMember(demo.ledger, as('grace'), demoIds.accessApprovers, demoIds.bob);
    mail.clear();
    notifications = start();
    expect((await arrived()).filter(([, subject]) => subject.startsWith('Denied')).map(([name]) => name)).toEqual([
      'alice',
      'bob',
      'carol',
      'dave',
    ]);
  });

  it('tells requestor and approvers when nobody decided in time', async () => {
    await submit(asked());
    await arrived();
    demo.clock.advance('PT24H');
    const { ledger, clock } = demo;
    await clockwork({ ledger, clock, onError: (error) => errors.push(error), everyMs: 1000 }).tick();
    const subject = 'Expired undecided: Alice Meyer, Owner on Production';
    expect(await arrived()).toEqual([
      ['alice', 'Expired undecided: Owner on Production'],
      ['bob', subject],
      ['carol', subject],
      ['dave', subject],
    ]);
  });

  it('tells requestor and approvers when a request is canceled', async () => {
    const { id } = await submit(asked());
    await arrived();
    await cancelScheduleRequest(demo.ledger, as('grace'), id);
    expect((await mailTo('alice')).text).toContain('Grace Hofmann canceled the request as an administrator.');
    const subject = 'Canceled: Alice Meyer, Owner on Production';
    expect(await arrived()).toEqual([
      ['alice', 'Canceled: Owner on Production'],
      ['bob', subject],
      ['carol', subject],
      ['dave', subject],
    ]);
  });

  it('tells administrators and holder of an activation when it begins, not when it is planned', async () => {
    const startAt = demo.clock().add({ hours: 3 });
    const schedule = { startAt, expiration: { type: 'afterDuration', duration: 'PT2H' } } as const;
    await submit(asked({ roleDefinitionId: demoRoles.contributor, schedule }));
    expect(await arrived()).toEqual([]);
    demo.clock.advance('PT3H');
    const { ledger, clock } = demo;
    await clockwork({ ledger, clock, onError: (error) => errors.push(error), everyMs: 1000 }).tick();
    expect(await arrived()).toEqual([
      ['alice', 'Active: Contributor on Production, 2 h'],
      ['grace', 'Alice Meyer activated Contributor on Production, 2 h'],
    ]);
  });

  it('tells directory administrators of directory roles', async () => {
    const request = asked({ roleDefinitionId: demoRoles.securityOperator, principalId: demoIds.ivan, scope: ROOT });
    const { id } = await submit(request, 'ivan');
    await decide(id, 'judy', 'approved');
    const told = (await arrived()).filter(([, subject]) => subject.includes('activated'));
    expect(told).toEqual([
      ['grace', 'Ivan Petrov activated Security Operator on Nordwind Logistics, 2 h'],
      ['heidi', 'Ivan Petrov activated Security Operator on Nordwind Logistics, 2 h'],
    ]);
  });

  it('tells administrators and everybody in an assigned group of an assignment', async () => {
    const schedule = { startAt: null, expiration: { type: 'afterDuration', duration: 'P30D' } } as const;
    const toGroup = { type: 'adminAssign', principalId: demoIds.platformEngineers, schedule } as const;
    await submit(asked({ ...toGroup, kind: 'eligible' }), 'grace');
    expect(await arrived()).toEqual([
      ['alice', 'Your group Platform engineers is eligible for Owner on Production'],
      ['frank', 'Your group Platform engineers is eligible for Owner on Production'],
      ['grace', 'Platform engineers is eligible for Owner on Production'],
    ]);
    await submit(asked({ ...toGroup, principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader }), 'grace');
    expect(await arrived()).toEqual([
      ['grace', 'Mallory Reyes is assigned Reader on Production'],
      ['mallory', 'You are assigned Reader on Production'],
    ]);
  });

  it('leaves out who is disabled and who has no address', async () => {
    await disablePrincipal(demo.ledger, as('grace'), demoIds.carol);
    const nobody = { id: randomUUID(), kind: 'user', displayName: 'No Address', userName: null, email: null } as const;
    await createPrincipal(demo.ledger, as('grace'), { ...nobody, issuer: 'https://x.example', subject: 'nobody' });
    const schedule = { startAt: null, expiration: { type: 'afterDuration', duration: 'P30D' } } as const;
    await submit(asked({ type: 'adminAssign', kind: 'eligible', principalId: nobody.id, schedule }), 'grace');
    await submit(asked());
    expect((await arrived()).map(([name]) => name)).toEqual(['alice', 'bob', 'dave', 'grace']);
  });
});

describe('the notification settings of a role', () => {
  const rule: NotificationRule = {
    kind: 'notification',
    level: 'all',
    isDefaultRecipientsEnabled: true,
    recipients: [],
  };

  it('tell nobody through a cell that is off, and the others as before', async () => {
    await policy({ Notification_Approver_EndUser_Assignment: { ...rule, level: 'none' } });
    await submit(asked());
    expect((await arrived()).map(([name]) => name)).toEqual(['alice']);
  });

  it('keep at level critical what needs somebody, and drop the rest', async () => {
    const critical: NotificationRule = { ...rule, level: 'critical' };
    await policy({
      Notification_Approver_EndUser_Assignment: critical,
      Notification_Requestor_EndUser_Assignment: critical,
      Notification_Admin_EndUser_Assignment: critical,
    });
    const { id } = await submit(asked());
    expect((await arrived()).map(([name]) => name)).toEqual(['bob', 'carol', 'dave']);
    await decide(id, 'bob', 'approved');
    const subject = 'Approved by Bob Okafor: Alice Meyer, Owner on Production, 2 h';
    expect(await arrived()).toEqual([
      ['alice', 'Approved: Owner on Production, 2 h'],
      ['bob', subject],
      ['carol', subject],
      ['dave', subject],
    ]);
  });

  it('add their extra addresses, also where the default recipients are off', async () => {
    await policy({
      Notification_Approver_EndUser_Assignment: {
        ...rule,
        isDefaultRecipientsEnabled: false,
        recipients: ['soc@nordwind.example'],
      },
    });
    await submit(asked());
    expect(await arrived()).toEqual([
      ['alice', 'Waiting for approval: Owner on Production, 2 h'],
      ['soc', 'Alice Meyer asks for Owner on Production, 2 h'],
    ]);
  });
});

describe('when something fails', () => {
  const rows = () =>
    demo.ledger.read((reader) =>
      reader.query((db) =>
        db
          .selectFrom('notification')
          .select(['message_id', 'recipient', 'delivered_at', 'attempts', 'next_attempt_at', 'last_error'])
          .where('event', '=', 'approval.requested')
          .orderBy('recipient'),
      ),
    );

  it('sends what a mail server that was down did not take, later and with the same Message-ID', async () => {
    const port = Number(new URL(mail.url).port);
    await mail.close();
    await submit(asked());
    await notifications.settle();
    const waiting = await rows();
    expect(waiting.map(({ delivered_at }) => delivered_at)).toEqual([null, null, null, null]);
    expect(errors.length).toBeGreaterThan(0);

    mail = await smtpReceiver({ port });
    await notifications.settle();
    expect(mail.messages()).toEqual([]);
    await notifications.stop();
    notifications = start();
    demo.clock.advance('PT30S');
    await notifications.settle();
    const ids = mail.messages().map(({ messageId }) => messageId);
    expect(ids.toSorted()).toEqual(waiting.map(({ message_id }) => message_id).toSorted());
  });

  it('waits twice as long after each failure, up to an hour, while the others get theirs', async () => {
    mail.defer('carol@nordwind.example');
    await submit(asked());
    expect((await arrived()).map(([name]) => name)).toEqual(['alice', 'bob', 'dave']);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      const carol = (await rows()).find(({ recipient }) => recipient.startsWith('carol'));
      expect(carol).toMatchObject({ attempts: attempt, last_error: expect.stringContaining('450') });
      const waitMs = Number(carol?.next_attempt_at) - demo.clock().epochMilliseconds;
      waits.push(waitMs / 1000);
      demo.clock.advance(`PT${waitMs / 1000}S`);
      await notifications.settle();
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    mail.defer();
    demo.clock.advance('PT1H');
    expect((await arrived()).map(([name]) => name)).toEqual(['carol']);
    expect((await rows()).map(({ last_error }) => last_error)).toEqual([null, null, null, null]);
  });

  it('delivers after a restart what was written and not sent, and repeats nothing that was', async () => {
    await notifications.stop();
    await submit(asked());
    notifications = start();
    expect((await arrived()).map(([name]) => name)).toEqual(['alice', 'bob', 'carol', 'dave']);
    await notifications.stop();
    notifications = start();
    expect(await arrived()).toEqual([]);
    const [cursor] = await demo.ledger.read((reader) =>
      reader.query((db) => db.selectFrom('follower_cursor').selectAll().where('name', '=', 'notifications')),
    );
    expect(cursor?.sequence).toBe(demo.ledger.lastSequence());
  });

  it('asks who has decided by the time that it comes to tell, as it asks the others', async () => {
    await notifications.stop();
    const { id } = await submit(asked());
    await decide(id, 'bob', 'approved');
    notifications = start();
    await notifications.settle();
    const subject = 'Alice Meyer asks for Owner on Production, 2 h';
    const of = (await arrived()).filter(([, each]) => each === subject).map(([name]) => name);
    expect(of).toEqual(['bob', 'carol', 'dave']);
  });

  it('sends the same messages under the same Message-IDs when everything that was noted is lost', async () => {
    await submit(asked());
    await notifications.settle();
    const before = mail.messages().map(({ messageId }) => messageId);
    await notifications.stop();
    mail.clear();
    await demo.ledger.writeFollower(async (tx) => {
      await tx.query((db) => db.deleteFrom('notification'));
      await tx.query((db) => db.deleteFrom('follower_cursor'));
    });
    notifications = start();
    await notifications.settle();
    const after = mail.messages().map(({ messageId }) => messageId);
    expect(before.filter((id) => !after.includes(id))).toEqual([]);
    expect(new Set(after).size).toBe(after.length);
  });

  it('sends nothing for a request that was refused', async () => {
    await expect(submit(asked({ justification: null }))).rejects.toThrow();
    expect(await arrived()).toEqual([]);
  });
});

describe('what people typed', () => {
  const injected = 'x\r\nBcc: eve@evil.example\r\n\r\nSign in to decide:\nhttps://evil.example/\u202e';

  it('gives one header each, whatever is in the name, the ticket and the justification', async () => {
    const id = randomUUID();
    await createPrincipal(demo.ledger, as('grace'), {
      id,
      kind: 'user',
      displayName: 'Eve Bcc: eve@evil.example Subject: hi',
      userName: null,
      email: 'eve@nordwind.example',
      issuer: 'https://x.example',
      subject: 'eve',
    });
    const schedule = { startAt: null, expiration: { type: 'afterDuration', duration: 'P30D' } } as const;
    await submit(asked({ type: 'adminAssign', kind: 'eligible', principalId: id, schedule }), 'grace');
    await arrived();
    const ticket = { number: injected, system: injected };
    const request = asked({ principalId: id, justification: injected, ticket });
    const eve = { ...as('alice'), principalId: id };
    await submitScheduleRequest(demo.ledger, eve, request, randomUUID);
    const { headers, subject, text, envelope } = await mailTo('bob');
    expect(envelope.to).toEqual(['bob@nordwind.example']);
    expect(headers.map(([name]) => name).toSorted()).toEqual(
      ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'].toSorted(),
    );
    expect(subject).toBe('Eve Bcc: eve@evil.example Subject: hi asks for Owner on Production, 2 h');
    const links = text.split('\n').filter((line) => line.startsWith('http'));
    expect(links).toEqual([`${publicUrl}/requests/${request.id}`]);
    expect(text).toContain('\n> Bcc: eve@evil.example\n');
    expect(text).not.toContain('\u202e');
    expect(mail.messages().flatMap(({ envelope: { to } }) => to)).not.toContain('eve@evil.example');
  });
});
