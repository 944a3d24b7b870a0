import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { armBody, type BadInput, guid, requestPath } from './bad-input.ts';

const api = '/api/security/pim';
/** A request of Alice that waits; the test makes it. */
export const PENDING_ID = 'f0000000-0000-4000-8000-000000000001';

function get(title: string, path: string, status: number, code: string, more: Partial<BadInput> = {}): BadInput {
  return { title, by: 'alice', method: 'GET', path: api + path, status, code, ...more };
}

function decide(
  title: string,
  path: string,
  body: unknown,
  status: number,
  code: string,
  more: Partial<BadInput> = {},
): BadInput {
  return { title, by: 'bob', method: 'POST', path: `${api}/approvals/${path}`, body, status, code, ...more };
}

const question = {
  subject: { type: 'user', id: demoIds.alice },
  action: { name: 'Microsoft.Compute/virtualMachines/read' },
  resource: { type: 'scope', id: demoScopes.webServer },
};

const many = '/access/v1/evaluations';
const find = '/access/v1/search/subject';

function ask(title: string, body: unknown, status: number, code: string, more: Partial<BadInput> = {}): BadInput {
  return { title, by: 'alice', method: 'POST', path: '/access/v1/evaluation', body, status, code, ...more };
}

const owner = demoRoles.owner;
const settings = `/policies/${owner}?scope=${encodeURIComponent(demoScopes.production)}`;
const templates = '/policy-templates';

function send(
  title: string,
  method: string,
  path: string,
  body: unknown,
  status: number,
  code: string,
  more: Partial<BadInput> = {},
): BadInput {
  return { title, by: 'grace', method, path: api + path, body, status, code, ...more };
}

/** What can be wrong about the settings of roles and their templates. */
const badSettings: readonly BadInput[] = [
  get('settings without a scope', `/policies/${owner}`, 400, 'valueInvalid', { names: 'scope' }),
  get('settings at a scope with ..', `/policies/${owner}?scope=/subscriptions/..`, 400, 'scopeInvalid'),
  get('settings of a role that is no id', '/policies/owner?scope=/', 400, 'valueInvalid', {
    names: 'roleDefinitionId',
  }),
  get('settings of an unknown role', `/policies/${guid()}?scope=/`, 404, 'policyNotFound'),
  get('a history with a forged cursor', `/policies/${owner}/history?scope=/&cursor=AAAA`, 404, 'policyNotFound'),
  get('a list of settings with a forged cursor', '/policies?scope=/&cursor=AAAA', 400, 'pageTokenInvalid'),
  get('templates without the right to read settings', templates, 403, 'notPermitted', { by: 'mallory' }),
  get('a template that is not there', `${templates}/${guid()}`, 404, 'templateNotFound', { by: 'grace' }),
  get('an unknown state of targets', `${templates}/${guid()}/targets?state=lost`, 400, 'valueInvalid', {
    names: 'state',
  }),
  send('settings without rules', 'PATCH', settings, {}, 400, 'valueInvalid', { names: 'rules' }),
  send('settings as a list', 'PATCH', settings, [], 400, 'valueInvalid'),
  send('rules that are a text', 'PATCH', settings, { rules: '__proto__' }, 400, 'valueInvalid', { names: 'rules' }),
  send('a rule called __proto__', 'PATCH', settings, '{"rules":{"__proto__":{"oneIn":1}}}', 400, 'bodyInvalid'),
  send('a rule called constructor', 'PATCH', settings, { rules: { constructor: {} } }, 400, 'valueInvalid'),
  send('an address with a line break', 'PATCH', settings, { rules: told('a@b\nBcc: c@d') }, 422, 'policyInvalid'),
  send('a window of a month', 'PATCH', settings, { rules: approval('P1M') }, 422, 'policyInvalid', { names: 'P1M' }),
  send('a template without a name', 'POST', templates, { rules: told() }, 400, 'valueInvalid', { names: 'name' }),
  send('a template of two lines', 'POST', templates, { name: 'a\nb', rules: told() }, 400, 'valueInvalid'),
  send('a template for nothing', 'POST', `${templates}/${guid()}/apply`, { targets: [] }, 400, 'valueInvalid'),
];

function told(...recipients: readonly string[]) {
  return { Notification_Admin_EndUser_Assignment: { level: 'all', isDefaultRecipientsEnabled: true, recipients } };
}

function approval(window: string) {
  const stage = { window, isApproverJustificationRequired: true, approvalsNeeded: 1, approvers: [] };
  const asked = { isRequired: true, isRequiredForExtension: false, isRequestorJustificationRequired: true };
  return { Approval_EndUser_Assignment: { ...asked, stages: [stage] } };
}

const endpoints = '/notification-endpoints';
const endpoint = { kind: 'webhook', displayName: 'SIEM', url: 'https://siem.example.org/' };

/** What can be wrong about places outside. */
const badEndpoints: readonly BadInput[] = [
  get('endpoints without the right to administer them', endpoints, 403, 'notPermitted'),
  get('an endpoint that is not there', `${endpoints}/${guid()}`, 404, 'endpointNotFound', { by: 'grace' }),
  get('an endpoint that is no id', `${endpoints}/siem`, 400, 'valueInvalid', { by: 'grace', names: 'id' }),
  get('an unknown state of messages', `${endpoints}/${guid()}/messages?state=lost`, 400, 'valueInvalid', {
    by: 'grace',
    names: 'state',
  }),
  send(
    'an endpoint of this machine',
    'POST',
    endpoints,
    { ...endpoint, url: 'https://[::1]/' },
    400,
    'endpointUrlRefused',
  ),
  send('an endpoint by file', 'POST', endpoints, { ...endpoint, url: 'file:///etc/passwd' }, 400, 'endpointUrlRefused'),
  send(
    'an endpoint without TLS',
    'POST',
    endpoints,
    { ...endpoint, url: 'http://a.example/' },
    400,
    'endpointUrlRefused',
  ),
  send('an endpoint as a list', 'POST', endpoints, [], 400, 'valueInvalid'),
  send('an endpoint of no kind', 'POST', endpoints, { ...endpoint, kind: '__proto__' }, 400, 'valueInvalid', {
    names: 'kind',
  }),
  send('a replay of nothing', 'POST', `${endpoints}/${guid()}/replay`, {}, 400, 'valueInvalid'),
  send('a replay since yesterday', 'POST', `${endpoints}/${guid()}/replay`, { fromTime: 'x' }, 400, 'valueInvalid'),
];

/** Everything that can be wrong on the JSON API and at the decision point. */
export const badApiInputs: readonly BadInput[] = [
  ...badSettings,
  ...badEndpoints,
  get('an unknown status', '/requests/history?status=Maybe', 400, 'valueInvalid', { names: 'status' }),
  get('an unknown query parameter', '/requests/history?colour=red', 400, 'valueInvalid', { names: 'colour' }),
  get('decided by somebody else than me', `/requests/history?decidedBy=${demoIds.bob}`, 400, 'valueInvalid', {
    names: 'decidedBy',
  }),
  get('a limit of zero', '/my-requests?limit=0', 400, 'valueInvalid', { names: 'limit' }),
  get('a limit of 101', '/my-requests?limit=101', 400, 'valueInvalid', { names: 'limit' }),
  get('a limit in words', '/my-requests?limit=many', 400, 'valueInvalid', { names: 'limit' }),
  get('a made-up cursor', '/my-requests?cursor=zzzz', 400, 'pageTokenInvalid', { names: 'cursor' }),
  get('a from that is no instant', '/requests/history?from=yesterday', 400, 'scheduleInvalid', { names: 'from' }),
  get('a scope with ..', '/requests/history?scope=/subscriptions/..', 400, 'scopeInvalid', { names: 'scope' }),
  get('an address that is not there', '/everything', 404, 'notFound'),
  get('no token', '/my-requests', 401, 'unauthenticated', { by: null }),
  decide('an approval that is no GUID', 'first/approve', { justification: 'yes' }, 400, 'valueInvalid', {
    names: 'id',
  }),
  decide('an approval of nothing', `${guid()}/approve`, { justification: 'yes' }, 404, 'approvalNotFound'),
  decide('a denial without a reason', `${PENDING_ID}/deny`, {}, 400, 'valueInvalid', { names: 'reason' }),
  decide('a reason as a number', `${guid()}/deny`, { reason: 7 }, 400, 'valueInvalid', { names: 'reason' }),
  decide('a reason of 2,001 characters', `${guid()}/deny`, { reason: 'x'.repeat(2001) }, 400, 'valueInvalid', {
    names: 'reason',
  }),
  decide('an unknown member', `${guid()}/approve`, { justification: 'yes', forEver: true }, 400, 'valueInvalid', {
    names: 'forEver',
  }),
  decide(
    'a comment and another justification',
    `${PENDING_ID}/approve`,
    { justification: 'a', comment: 'b' },
    400,
    'valueInvalid',
    { names: 'comment' },
  ),
  decide(
    'a granted duration in words',
    `${PENDING_ID}/approve`,
    { justification: 'yes', duration: 'long' },
    400,
    'scheduleInvalid',
    { names: 'duration' },
  ),
  decide(
    'a granted scope with ..',
    `${PENDING_ID}/approve`,
    { justification: 'yes', scope: '/subscriptions/..' },
    400,
    'scopeInvalid',
    { names: 'scope' },
  ),
  decide('an approval in XML', `${guid()}/approve`, '<yes/>', 415, 'mediaTypeNotSupported', {
    headers: { 'content-type': 'application/xml' },
  }),
  decide(
    'an approval of 2 MiB',
    `${guid()}/approve`,
    JSON.stringify({ justification: 'x'.repeat(2 * 1024 * 1024) }),
    413,
    'bodyTooLarge',
  ),
  decide('an approval in broken JSON', `${guid()}/approve`, '{"justification":', 400, 'bodyInvalid'),
  decide(
    'a prototype key in an approval',
    `${guid()}/approve`,
    '{"__proto__":{"justification":"yes"}}',
    400,
    'bodyInvalid',
  ),
  decide(
    'an approval by somebody who may not even see the request',
    `${PENDING_ID}/approve`,
    { justification: 'yes' },
    404,
    'approvalNotFound',
    { by: 'mallory' },
  ),
  decide(
    'an approval by somebody who is no approver',
    `${PENDING_ID}/approve`,
    { justification: 'yes' },
    403,
    'notAnApprover',
    { by: 'oscar' },
  ),
  decide('an approval by the requestor', `${PENDING_ID}/approve`, { justification: 'yes' }, 403, 'ownRequest', {
    by: 'alice',
  }),
  decide(
    'an approval without the justification that the policy asks for',
    `${PENDING_ID}/approve`,
    {},
    422,
    'justificationMissing',
  ),
  decide(
    'a longer time than was asked for',
    `${PENDING_ID}/approve`,
    { justification: 'yes', duration: 'PT3H' },
    422,
    'moreThanAsked',
    { names: 'duration' },
  ),
  decide(
    'a wider scope than was asked for',
    `${PENDING_ID}/approve`,
    { justification: 'yes', scope: demoScopes.production },
    422,
    'moreThanAsked',
    { names: 'scope' },
  ),
  decide(
    'a granted time below five minutes',
    `${PENDING_ID}/approve`,
    { justification: 'yes', duration: 'PT1M' },
    400,
    'scheduleInvalid',
  ),
  ask('evaluations that are no list', { ...question, evaluations: {} }, 400, '400', {
    path: many,
    names: 'evaluations',
  }),
  ask('more evaluations than a call takes', { evaluations: Array(1001).fill({}) }, 400, '400', { path: many }),
  ask('another semantic', { evaluations: [{}], options: { evaluations_semantic: 'any' } }, 400, '400', {
    path: many,
    names: 'options.evaluations_semantic',
  }),
  ask('an instant to come', question, 400, '400', {
    path: '/access/v1/evaluation?at=2099-01-01T00:00:00Z',
    names: 'at',
  }),
  ask('a page of nothing', { ...question, page: { limit: 0 } }, 400, '400', { path: find, names: 'page.limit' }),
  ask('a page by a forged token', { ...question, page: { token: 'AAAA' } }, 400, '400', {
    path: find,
    names: 'page.token',
  }),
  ask('a search of the past', { ...question, context: { at: 'then' } }, 400, '400', {
    path: find,
    names: 'context.at',
  }),
  ask('a question about nobody', { ...question, subject: { type: 'user' } }, 400, '400', { names: 'subject' }),
  ask('a question about an animal', { ...question, subject: { type: 'cat', id: demoIds.alice } }, 400, '400', {
    names: 'subject',
  }),
  ask('a question without an action', { subject: question.subject, resource: question.resource }, 400, '400', {
    names: 'action',
  }),
  ask(
    'a question about a scope with ..',
    { ...question, resource: { type: 'scope', id: '/subscriptions/..' } },
    400,
    '400',
    { names: 'resource' },
  ),
  ask('a question about an unknown kind of thing', { ...question, resource: { type: 'planet', id: 'x' } }, 400, '400', {
    names: 'resource',
  }),
  ask('a question about somebody else without the right', question, 403, '403', { by: 'mallory' }),
  ask('a question without a token', question, 401, '401', { by: null }),
  {
    title: 'an ARM call without a token',
    by: null,
    method: 'PUT',
    path: requestPath(demoScopes.production),
    body: armBody(),
    status: 401,
    code: 'AuthenticationFailed',
  },
];
