import { randomUUID } from 'node:crypto';
import { demoCondition, demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';

export type DemoName = 'alice' | 'bob' | 'carol' | 'erin' | 'grace' | 'ivan' | 'judy' | 'mallory';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the walk-through reads answers as a script would
  readonly body: any;
}

/** One request of the story, and what must come back. */
export interface Step {
  readonly says: string;
  readonly by: DemoName;
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly expects: string;
  readonly holds: (answer: Answer) => boolean;
}

const VERSION = 'api-version=2020-10-01';
const requests = 'providers/Microsoft.Authorization/roleAssignmentScheduleRequests';

function request(scope: string, name: string, action = ''): string {
  return `${scope === '/' ? '' : scope}/${requests}/${name}${action}?${VERSION}`;
}

function body(scope: string, principalId: string, role: string, requestType: string, rest: object = {}) {
  const roleDefinitionId = `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  return { properties: { principalId, roleDefinitionId, requestType, ...rest } };
}

function lasting(duration: string) {
  return { expiration: { type: 'AfterDuration', duration } };
}

const restart = {
  subject: { type: 'user', id: demoIds.alice },
  action: { name: 'Microsoft.Compute/virtualMachines/restart/action' },
  resource: { type: 'scope', id: demoScopes.webServer },
};

function mayAlice(says: string, decision: boolean): Step {
  return {
    says,
    by: 'grace',
    method: 'POST',
    path: '/access/v1/evaluation?explain=true',
    body: restart,
    expects: `200, decision ${decision}`,
    holds: ({ status, body: answer }) => status === 200 && answer.decision === decision,
  };
}

/** Takes away what an earlier walk-through left, so that it can be repeated. Any answer will do. */
export function tidyUp(): readonly Omit<Step, 'expects' | 'holds' | 'says'>[] {
  const leftovers: ReadonlyArray<readonly [string, string, string]> = [
    [demoScopes.production, demoIds.alice, demoRoles.owner],
    [demoScopes.production, demoIds.erin, demoRoles.storageBlobDataContributor],
  ];
  return leftovers.map(([scope, principalId, role]) => ({
    by: 'grace',
    method: 'PUT',
    path: request(scope, randomUUID()),
    body: body(scope, principalId, role, 'AdminRemove'),
  }));
}

/** The main job as a story: asked, refused, asked again, decided, used, taken away. */
export function walkthroughSteps(): readonly Step[] {
  const owner = randomUUID();
  const blobs = randomUUID();
  const desk = randomUUID();
  const ask = body(demoScopes.production, demoIds.alice, demoRoles.owner, 'SelfActivate', {
    scheduleInfo: lasting('PT2H'),
    justification: 'Restart vm-web-01 after the failed rollout, IR-2026-0142',
    ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
  });
  return [
    mayAlice('May Alice restart a production machine? Not now: she is only eligible.', false),
    {
      says: 'Alice asks for Owner and forgets the reason and the ticket. One answer names both.',
      by: 'alice',
      method: 'PUT',
      path: request(demoScopes.production, randomUUID()),
      body: body(demoScopes.production, demoIds.alice, demoRoles.owner, 'SelfActivate', {
        scheduleInfo: lasting('PT2H'),
      }),
      expects: '400 with JustificationRule and TicketingRule',
      holds: (answer) =>
        answer.status === 400 &&
        answer.body.error.message.includes('"JustificationRule"') &&
        answer.body.error.message.includes('"TicketingRule"'),
    },
    {
      says: 'With both, a dry run says what would happen.',
      by: 'alice',
      method: 'POST',
      path: request(demoScopes.production, owner, '/validate'),
      body: ask,
      expects: '200',
      holds: ({ status }) => status === 200,
    },
    {
      says: 'She asks for real. It waits for an approver.',
      by: 'alice',
      method: 'PUT',
      path: request(demoScopes.production, owner),
      body: ask,
      expects: '201, PendingApproval',
      holds: ({ status, body: answer }) => status === 201 && answer.properties.status === 'PendingApproval',
    },
    {
      says: 'She cannot approve herself.',
      by: 'alice',
      method: 'POST',
      path: `/api/security/pim/approvals/${owner}/approve`,
      body: { justification: 'I trust myself' },
      expects: '403, ownRequest',
      holds: ({ status, body: answer }) => status === 403 && answer.code === 'ownRequest',
    },
    {
      says: 'Bob, an approver, sees what waits for him.',
      by: 'bob',
      method: 'GET',
      path: '/api/security/pim/pending-approvals',
      expects: '200, with her request',
      holds: ({ status, body: answer }) =>
        status === 200 && JSON.stringify(answer).includes(owner) && JSON.stringify(answer).includes('IR-2026-0142'),
    },
    {
      says: 'He grants less than she asked: one hour.',
      by: 'bob',
      method: 'POST',
      path: `/api/security/pim/approvals/${owner}/approve`,
      body: { justification: 'Rollout is mine, one hour is enough', duration: 'PT1H' },
      expects: '200',
      holds: ({ status }) => status === 200,
    },
    {
      says: 'Carol is a moment too late, and is told who decided.',
      by: 'carol',
      method: 'POST',
      path: `/api/security/pim/approvals/${owner}/deny`,
      body: { reason: 'not during the freeze' },
      expects: '409, alreadyDecided',
      holds: ({ status, body: answer }) => status === 409 && answer.code === 'alreadyDecided',
    },
    mayAlice('The role works at once.', true),
    {
      says: 'Alice sees what she holds and until when.',
      by: 'alice',
      method: 'GET',
      path: `/providers/Microsoft.Authorization/roleAssignmentScheduleInstances?$filter=asTarget()&${VERSION}`,
      expects: '200, an Activated instance of an hour',
      holds: ({ status, body: answer }) =>
        status === 200 &&
        answer.value.some(
          ({ properties: { assignmentType, startDateTime, endDateTime, roleAssignmentScheduleId } }: Answer['body']) =>
            roleAssignmentScheduleId.endsWith(owner) &&
            assignmentType === 'Activated' &&
            Date.parse(endDateTime) - Date.parse(startDateTime) === 3_600_000,
        ),
    },
    {
      says: 'She cannot give it back within five minutes; the refusal says when she can.',
      by: 'alice',
      method: 'PUT',
      path: request(demoScopes.production, randomUUID()),
      body: body(demoScopes.production, demoIds.alice, demoRoles.owner, 'SelfDeactivate'),
      expects: '400, ActiveDurationTooShort',
      holds: ({ status, body: answer }) => status === 400 && answer.error.code === 'ActiveDurationTooShort',
    },
    {
      says: 'Grace, an administrator, can end it at any time.',
      by: 'grace',
      method: 'PUT',
      path: request(demoScopes.production, randomUUID()),
      body: body(demoScopes.production, demoIds.alice, demoRoles.owner, 'AdminRemove'),
      expects: '201, Revoked',
      holds: ({ status, body: answer }) => status === 201 && answer.properties.status === 'Revoked',
    },
    mayAlice('And it is gone.', false),
    {
      says: 'Erin needs no approval for her blobs; the condition of her eligibility goes with the activation.',
      by: 'erin',
      method: 'PUT',
      path: request(demoScopes.production, blobs),
      body: body(demoScopes.production, demoIds.erin, demoRoles.storageBlobDataContributor, 'SelfActivate', {
        scheduleInfo: lasting('PT8H'),
      }),
      expects: '201, Provisioned, with the condition',
      holds: ({ status, body: answer }) =>
        status === 201 && answer.properties.status === 'Provisioned' && answer.properties.condition === demoCondition,
    },
    {
      says: 'Ivan asks for a directory role.',
      by: 'ivan',
      method: 'PUT',
      path: request('/', desk),
      body: body('/', demoIds.ivan, demoRoles.securityOperator, 'SelfActivate', {
        scheduleInfo: lasting('PT1H'),
        justification: 'Isolate a laptop, IR-2026-0150',
      }),
      expects: '201, PendingApproval',
      holds: ({ status, body: answer }) => status === 201 && answer.properties.status === 'PendingApproval',
    },
    {
      says: 'Judy denies it, with a reason.',
      by: 'judy',
      method: 'POST',
      path: `/api/security/pim/approvals/${desk}/deny`,
      body: { reason: 'The night shift has it already' },
      expects: '200',
      holds: ({ status }) => status === 200,
    },
    {
      says: 'Ivan finds who decided, and why.',
      by: 'ivan',
      method: 'GET',
      path: '/api/security/pim/my-requests?limit=1',
      expects: '200, Denied',
      holds: ({ status, body: answer }) => status === 200 && JSON.stringify(answer).includes('"Denied"'),
    },
    {
      says: 'Mallory, who holds nothing, sees nothing of it.',
      by: 'mallory',
      method: 'GET',
      path: '/api/security/pim/requests/history',
      expects: '200, an empty list',
      holds: ({ status, body: answer }) => status === 200 && !JSON.stringify(answer).includes(owner),
    },
  ];
}
