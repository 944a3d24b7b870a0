import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { clockwork } from '../../src/clockwork/clockwork.ts';
import { cancelScheduleRequest } from '../../src/commands/cancel-schedule-request.ts';
import { changeNotificationPreferences } from '../../src/commands/change-notification-preferences.ts';
import { createRoleAssignment } from '../../src/commands/create-role-assignment.ts';
import { decideApprovalStage } from '../../src/commands/decide-approval-stage.ts';
import { decideExtensionRequest } from '../../src/commands/decide-extension-request.ts';
import { elevateAccess } from '../../src/commands/elevate-access.ts';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { updateRoleManagementPolicy } from '../../src/commands/update-role-management-policy.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import type { CredentialKind, DomainEvent } from '../../src/domain/events.ts';
import type { Rule, RuleId } from '../../src/domain/policy/policy.ts';
import { defaultPreferences } from '../../src/domain/preferences/notification-preferences.ts';
import type { AskedRequest } from '../../src/domain/request/request.ts';
import { parseScope } from '../../src/domain/scope.ts';
import type { Audience, NotificationTrigger } from '../../src/notifications/announcements/announcement.ts';
import { as, type DemoLedger } from './demo-ledger.ts';

export const publicUrl = 'https://brevet.nordwind.example';
const production = parseScope(demoScopes.production);

type Name = keyof typeof demoIds;

/** What one event tells one audience: must somebody act on it or wait for it (`!`), and the subject for whom. */
export interface Row {
  readonly event: DomainEvent['type'];
  readonly audience: Audience;
  readonly isCritical: boolean;
  readonly people: readonly Name[];
  readonly subject: string;
}

export interface Story {
  /** null: no role's settings apply. */
  readonly trigger: NotificationTrigger | null;
  readonly roleDefinitionId: string;
  /** What happened before. */
  readonly given?: () => Promise<unknown>;
  /** Returns the request that the messages link to; null: they link to nothing. */
  readonly when: () => Promise<string | null>;
  /** Where it is about no request; absent: to requests alone. */
  readonly links?: readonly string[];
  readonly rows: readonly Row[];
}

function row(event: Row['event'], who: `${Audience}${'!' | ''}`, people: readonly Name[], subject: string): Row {
  const isCritical = who.endsWith('!');
  return { event, audience: (isCritical ? who.slice(0, -1) : who) as Audience, isCritical, people, subject };
}

/** Who is told of what (BEHAVIOUR §6), as stories that `demo` plays; each on an organisation of its own. */
export function notificationStories(demo: Pick<DemoLedger, 'ledger' | 'clock'>): Readonly<Record<string, Story>> {
  let last = '';
  async function submit(over: Partial<AskedRequest>, by: Name): Promise<string> {
    const asked: AskedRequest = {
      id: randomUUID(),
      kind: 'active',
      type: 'selfActivate',
      principalId: demoIds[by],
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
    last = (await submitScheduleRequest(demo.ledger, as(by), asked, randomUUID)).id;
    return last;
  }
  const activate = () => submit({}, 'alice');
  async function decide(result: 'approved' | 'denied', by: Name): Promise<string> {
    const decision = { result, justification: 'known incident', duration: null, scope: null };
    await decideApprovalStage(demo.ledger, as(by), last, decision);
    return last;
  }
  async function cancel(by: Name): Promise<string> {
    await cancelScheduleRequest(demo.ledger, as(by), last);
    return last;
  }
  function assign(kind: 'eligible' | 'active', principal: Name, duration = 'P30D'): Promise<string> {
    const schedule = { startAt: null, expiration: { type: 'afterDuration', duration } } as const;
    const principalId = demoIds[principal];
    return submit({ type: 'adminAssign', kind, roleDefinitionId: demoRoles.reader, principalId, schedule }, 'grace');
  }
  const askForMore = () => {
    const schedule = { startAt: null, expiration: { type: 'afterDuration', duration: 'P20D' } } as const;
    return submit({ type: 'selfExtend', roleDefinitionId: demoRoles.reader, schedule }, 'mallory');
  };
  async function decideExtension(result: 'approved' | 'denied'): Promise<string> {
    await decideExtensionRequest(demo.ledger, as('grace'), last, {
      result,
      justification: 'the audit goes on',
      kind: null,
      startAt: null,
      expiration: null,
    });
    return last;
  }
  async function pass(duration: string): Promise<string> {
    demo.clock.advance(duration);
    const { ledger, clock } = demo;
    await clockwork({ ledger, clock, onError: (error) => expect.unreachable(String(error)), everyMs: 1000 }).tick();
    return last;
  }
  async function happen(event: DomainEvent, actorId: string | null = null): Promise<null> {
    const context = { actorId, command: 'test', correlationId: randomUUID(), origin: null, target: null };
    await demo.ledger.execute(context, ({ append }) => append([event]));
    return null;
  }
  /** Of Alice, by the actor. */
  function changeOfCredential(
    type: 'credential.added' | 'credential.removed' | 'credential.changed',
    kind: CredentialKind,
    actorId: string | null,
  ): Promise<null> {
    const of = { principalId: demoIds.alice, kind };
    if (type === 'credential.changed') return happen({ type, ...of }, actorId);
    const credentialId = randomUUID();
    if (type === 'credential.removed') return happen({ type, ...of, credentialId }, actorId);
    return happen({ type, ...of, credentialId, expiresAt: null }, actorId);
  }

  const owner = { trigger: 'EndUser_Assignment', roleDefinitionId: demoRoles.owner } as const;
  const activeReader = { trigger: 'Admin_Assignment', roleDefinitionId: demoRoles.reader } as const;
  const nobodysRole = { trigger: null, roleDefinitionId: demoRoles.reader } as const;
  const approvers: readonly Name[] = ['bob', 'carol', 'dave'];
  const extension = 'extension of Reader on Production';

  const outside = 'Assigned outside of requests';
  const elevated = 'User Access Administrator on Nordwind Logistics';
  const sameName = randomUUID();
  async function allowPermanentReaders(): Promise<void> {
    const rule: Rule = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' };
    const role = { scope: production, roleDefinitionId: demoRoles.reader };
    await updateRoleManagementPolicy(demo.ledger, as('grace'), role, new Map([['Expiration_Admin_Assignment', rule]]));
  }
  const roleAssignment = (name: string) => ({
    name,
    scope: production,
    principalId: demoIds.mallory,
    principalKind: null,
    roleDefinitionId: demoRoles.reader,
    description: 'on call',
    condition: null,
  });

  /** Who is told of what (BEHAVIOUR §6), with subjects. */
  const stories: Readonly<Record<string, Story>> = {
    'a role is assigned as eligible': {
      trigger: 'Admin_Eligibility',
      roleDefinitionId: demoRoles.reader,
      when: () => assign('eligible', 'mallory'),
      rows: [
        row('schedule.created', 'requestor', ['mallory'], 'You are eligible for Reader on Production'),
        row('schedule.created', 'admin', ['grace'], 'Mallory Reyes is eligible for Reader on Production'),
      ],
    },
    'a role is assigned to a group as active': {
      ...activeReader,
      when: () => assign('active', 'platformEngineers'),
      rows: [
        row(
          'schedule.created',
          'requestor',
          ['alice', 'frank'],
          'Your group Platform engineers is assigned Reader on Production',
        ),
        row('schedule.created', 'admin', ['grace'], 'Platform engineers is assigned Reader on Production'),
      ],
    },
    'an activation needs approval': {
      ...owner,
      when: activate,
      rows: [
        row('approval.requested', 'approver!', approvers, 'Alice Meyer asks for Owner on Production, 2 h'),
        row('approval.requested', 'requestor', ['alice'], 'Waiting for approval: Owner on Production, 2 h'),
      ],
    },
    'an activation is approved, and begins': {
      ...owner,
      given: activate,
      when: () => decide('approved', 'dave'),
      rows: [
        row('approval.decided', 'requestor!', ['alice'], 'Approved: Owner on Production, 2 h'),
        row(
          'approval.decided',
          'approver!',
          approvers,
          'Approved by Dave Novak: Alice Meyer, Owner on Production, 2 h',
        ),
        row('schedule.created', 'requestor', ['alice'], 'Active: Owner on Production, 2 h'),
        row('schedule.created', 'admin', ['grace'], 'Alice Meyer activated Owner on Production, 2 h'),
      ],
    },
    'an activation is denied': {
      ...owner,
      given: activate,
      when: () => decide('denied', 'bob'),
      rows: [
        row('approval.decided', 'requestor!', ['alice'], 'Denied: Owner on Production'),
        row('approval.decided', 'approver!', approvers, 'Denied by Bob Okafor: Alice Meyer, Owner on Production'),
      ],
    },
    'nobody decides in time': {
      ...owner,
      given: async () => {
        await activate();
        await pass('PT12H');
      },
      when: () => pass('PT12H'),
      rows: [
        row('approval.timedOut', 'requestor!', ['alice'], 'Expired undecided: Owner on Production'),
        row('approval.timedOut', 'approver', approvers, 'Expired undecided: Alice Meyer, Owner on Production'),
      ],
    },
    'the requestor cancels': {
      ...owner,
      given: activate,
      when: () => cancel('alice'),
      rows: [
        row('scheduleRequest.canceled', 'requestor', ['alice'], 'Canceled: Owner on Production'),
        row('scheduleRequest.canceled', 'approver', approvers, 'Canceled: Alice Meyer, Owner on Production'),
      ],
    },
    'an administrator cancels': {
      ...owner,
      given: activate,
      when: () => cancel('grace'),
      rows: [
        row('scheduleRequest.canceled', 'requestor!', ['alice'], 'Canceled: Owner on Production'),
        row('scheduleRequest.canceled', 'approver', approvers, 'Canceled: Alice Meyer, Owner on Production'),
      ],
    },
    'a planned activation begins': {
      trigger: 'EndUser_Assignment',
      roleDefinitionId: demoRoles.contributor,
      given: () => {
        const startAt = demo.clock().add({ hours: 3 });
        const schedule = { startAt, expiration: { type: 'afterDuration', duration: 'PT2H' } } as const;
        return submit({ roleDefinitionId: demoRoles.contributor, schedule }, 'alice');
      },
      when: () => pass('PT3H'),
      rows: [
        row('schedule.started', 'requestor', ['alice'], 'Active: Contributor on Production, 2 h'),
        row('schedule.started', 'admin', ['grace'], 'Alice Meyer activated Contributor on Production, 2 h'),
      ],
    },
    'more time is asked for': {
      ...activeReader,
      given: () => assign('active', 'mallory', 'P10D'),
      when: askForMore,
      rows: [
        row('extension.requested', 'requestor', ['mallory'], `Asked for: ${extension}`),
        row('extension.requested', 'admin!', ['grace'], `To decide: Mallory Reyes, ${extension}`),
      ],
    },
    'more time is denied': {
      ...activeReader,
      given: async () => {
        await assign('active', 'mallory', 'P10D');
        await askForMore();
      },
      when: () => decideExtension('denied'),
      rows: [
        row('extension.decided', 'requestor!', ['mallory'], `Denied: ${extension}`),
        row('extension.decided', 'admin', ['grace'], `Denied: Mallory Reyes, ${extension}`),
      ],
    },
    'more time is approved': {
      ...activeReader,
      given: async () => {
        await assign('active', 'mallory', 'P10D');
        await askForMore();
      },
      when: () => decideExtension('approved'),
      rows: [
        row('extension.decided', 'requestor!', ['mallory'], `Approved: ${extension}`),
        row('extension.decided', 'admin', ['grace'], `Approved: Mallory Reyes, ${extension}`),
      ],
    },
    'a renewal is asked for': {
      ...activeReader,
      given: async () => {
        await assign('active', 'mallory', 'P10D');
        await pass('PT240H');
      },
      when: () => {
        const schedule = { startAt: null, expiration: { type: 'afterDuration', duration: 'P20D' } } as const;
        return submit({ type: 'selfRenew', roleDefinitionId: demoRoles.reader, schedule }, 'mallory');
      },
      rows: [
        row('extension.requested', 'requestor', ['mallory'], 'Asked for: renewal of Reader on Production'),
        row('extension.requested', 'admin!', ['grace'], 'To decide: Mallory Reyes, renewal of Reader on Production'),
      ],
    },
    'the settings become stricter while a request waits': {
      ...owner,
      given: activate,
      when: async () => {
        const rule: Rule = { kind: 'expiration', isExpirationRequired: true, maximumDuration: 'PT30M' };
        const role = { scope: production, roleDefinitionId: demoRoles.owner };
        const stricter = new Map<RuleId, Rule>([['Expiration_EndUser_Assignment', rule]]);
        await updateRoleManagementPolicy(demo.ledger, as('grace'), role, stricter);
        return last;
      },
      rows: [
        row('scheduleRequest.canceled', 'requestor!', ['alice'], 'Canceled: Owner on Production'),
        row('scheduleRequest.canceled', 'approver', approvers, 'Canceled: Alice Meyer, Owner on Production'),
      ],
    },
    'nobody decides on more time before the assignment ends': {
      ...activeReader,
      given: async () => {
        await assign('active', 'mallory', 'P10D');
        await askForMore();
      },
      when: async () => {
        await pass('PT240H');
        return null;
      },
      rows: [
        row('extension.timedOut', 'requestor!', ['mallory'], `Expired undecided: ${extension}`),
        row('extension.timedOut', 'admin', ['grace'], `Expired undecided: Mallory Reyes, ${extension}`),
        row('schedule.ended', 'requestor', ['mallory'], 'Ended: Reader on Production'),
        row('schedule.ended', 'admin', ['grace'], 'Ended: Mallory Reyes, Reader on Production'),
      ],
    },
    'half of the time to decide is over': {
      ...owner,
      given: activate,
      when: () => pass('PT12H'),
      rows: [
        row('approval.reminded', 'approver!', approvers, 'Still waiting: Alice Meyer asks for Owner on Production'),
      ],
    },
    'an assignment ends in 14 days': {
      ...activeReader,
      given: () => assign('active', 'mallory', 'P30D'),
      when: () => pass('PT384H'),
      rows: [
        row('schedule.endingSoon', 'requestor', ['mallory'], 'Ends in 14 days: Reader on Production'),
        row('schedule.endingSoon', 'admin', ['grace'], 'Ends in 14 days: Mallory Reyes, Reader on Production'),
      ],
    },
    'an assignment ends in a day, and Brevet was down for long': {
      ...activeReader,
      given: () => assign('active', 'mallory', 'P30D'),
      when: () => pass('PT696H'),
      rows: [
        row('schedule.endingSoon', 'requestor!', ['mallory'], 'Ends in 1 day: Reader on Production'),
        row('schedule.endingSoon', 'admin', ['grace'], 'Ends in 1 day: Mallory Reyes, Reader on Production'),
      ],
    },
    'a running activation ends in 15 minutes (the bell alone)': {
      trigger: null,
      roleDefinitionId: demoRoles.contributor,
      given: () => submit({ roleDefinitionId: demoRoles.contributor }, 'alice'),
      when: () => pass('PT1H45M'),
      rows: [],
    },
    'a role assignment is written directly': {
      ...nobodysRole,
      given: allowPermanentReaders,
      when: async () => {
        const name = randomUUID();
        await createRoleAssignment(demo.ledger, as('grace'), roleAssignment(name), randomUUID);
        return name;
      },
      rows: [
        row('schedule.created', 'requestor', ['mallory'], 'You are assigned Reader on Production'),
        row('schedule.created', 'admin', ['grace'], 'Mallory Reyes is assigned Reader on Production'),
        row(
          'roleAssignment.described',
          'admin!',
          ['grace', 'heidi'],
          `${outside}: Mallory Reyes, Reader on Production`,
        ),
      ],
    },
    'a role assignment is described anew': {
      ...nobodysRole,
      given: async () => {
        await allowPermanentReaders();
        await createRoleAssignment(demo.ledger, as('grace'), roleAssignment(sameName), randomUUID);
      },
      when: async () => {
        const asked = { ...roleAssignment(sameName), description: 'on call this week' };
        await createRoleAssignment(demo.ledger, as('grace'), asked, randomUUID);
        return null;
      },
      rows: [],
    },
    'a Global Administrator takes access to all resources': {
      ...nobodysRole,
      roleDefinitionId: demoRoles.userAccessAdministrator,
      when: async () => {
        const id = randomUUID();
        await elevateAccess(demo.ledger, as('heidi'), () => id);
        return id;
      },
      rows: [
        row('schedule.created', 'requestor', ['heidi'], `You are assigned ${elevated}`),
        row('schedule.created', 'admin', ['grace'], `Heidi Tanaka is assigned ${elevated}`),
        row('access.elevated', 'admin!', ['grace', 'heidi'], `${outside}: Heidi Tanaka, ${elevated}`),
      ],
    },
    'a week is over': {
      ...nobodysRole,
      given: async () => {
        await activate();
        await decide('denied', 'bob');
        await changeNotificationPreferences(demo.ledger, as('grace'), { ...defaultPreferences, digest: 'weekly' });
      },
      when: async () => {
        await pass('PT144H');
        return null;
      },
      links: [`${publicUrl}/me/notifications`, `${publicUrl}/overview`],
      rows: [row('digest.recorded', 'admin', ['grace'], 'Your weekly digest: 0 pending, 0 activated, 0 ending soon')],
    },
    'an emergency account is used': {
      ...nobodysRole,
      when: () =>
        happen({ type: 'emergencyAccount.used', principalId: demoIds.heidi, clientId: 'portal', methods: ['passkey'] }),
      rows: [row('emergencyAccount.used', 'admin!', ['grace', 'heidi'], 'Emergency account Heidi Tanaka was used')],
    },
    'nothing arrives at a place outside': {
      ...nobodysRole,
      given: async () => {
        const terms = { displayName: 'SIEM', origin: 'https://siem.example.org', topics: null } as const;
        const created = { endpointId: 'e1', kind: 'webhook', ...terms, createdById: demoIds.grace } as const;
        await happen({ type: 'notificationEndpoint.created', ...created });
      },
      when: () =>
        happen({ type: 'notificationEndpoint.disabled', endpointId: 'e1', reason: 'failing', disabledById: null }),
      rows: [
        row('notificationEndpoint.disabled', 'admin!', ['grace', 'heidi'], 'Notification endpoint SIEM was disabled'),
      ],
    },
    'credentials are reset': {
      ...nobodysRole,
      when: () => happen({ type: 'enrolmentLink.used', purpose: 'reset', principalId: demoIds.alice }),
      rows: [row('enrolmentLink.used', 'requestor!', ['alice'], 'Your credentials were reset')],
    },
    ...Object.fromEntries(
      (
        [
          ['credential.added', 'passkey', 'A passkey was added to your account'],
          ['credential.added', 'authenticatorApp', 'An authenticator app was added to your account'],
          ['credential.removed', 'passkey', 'A passkey was removed from your account'],
          ['credential.removed', 'authenticatorApp', 'The authenticator app was removed from your account'],
          ['credential.changed', 'password', 'Your password was changed'],
          ['credential.changed', 'recoveryCodes', 'Your recovery codes were replaced'],
        ] as const
      ).map(([event, kind, subject]): [string, Story] => [
        `somebody's own sign-in does ${event} of their ${kind}`,
        {
          ...nobodysRole,
          when: () => changeOfCredential(event, kind, demoIds.alice),
          rows: [row(event, 'requestor!', ['alice'], subject)],
        },
      ]),
    ),
    'a link or the demo sets credentials, which is told by itself or not at all': {
      ...nobodysRole,
      when: async () => {
        await changeOfCredential('credential.removed', 'passkey', null);
        await changeOfCredential('credential.added', 'authenticatorApp', null);
        return changeOfCredential('credential.changed', 'password', null);
      },
      rows: [],
    },
    'another app takes the place of one, and codes come with it: that is told once': {
      ...nobodysRole,
      when: async () => {
        const of = { principalId: demoIds.alice, credentialId: 'before', kind: 'authenticatorApp' } as const;
        await happen({ type: 'credential.removed', ...of, replacedById: 'app' }, demoIds.alice);
        await changeOfCredential('credential.added', 'authenticatorApp', demoIds.alice);
        const { principalId } = of;
        const codes = {
          type: 'credential.changed',
          principalId,
          kind: 'recoveryCodes',
          withCredentialId: 'app',
        } as const;
        return happen(codes, demoIds.alice);
      },
      rows: [row('credential.added', 'requestor!', ['alice'], 'An authenticator app was added to your account')],
    },
    'an administrator gives a service principal a secret': {
      ...nobodysRole,
      when: () => changeOfCredential('credential.added', 'secret', demoIds.grace),
      rows: [],
    },
  };
  return stories;
}
