import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { ARM_VERSION, armBody, type BadInput, guid, lasting, put, requestPath } from './bad-input.ts';

const { production, web } = demoScopes;
const malformed = 'InvalidRequestContent';
const schedule = 'InvalidRoleAssignmentRequestSchedule';
const rules = 'RoleAssignmentRequestPolicyValidationFailed';

function duration(text: unknown): unknown {
  return lasting({ type: 'AfterDuration', duration: text });
}

function eligibility(
  title: string,
  over: Readonly<Record<string, unknown>>,
  status: number,
  code: string,
  more: Partial<BadInput> = {},
): BadInput {
  const body = armBody({ requestType: 'AdminAssign', principalId: demoIds.mallory, ...over });
  return put(title, body, status, code, { by: 'grace', path: requestPath(production, guid(), 'Eligibility'), ...more });
}

const times: readonly BadInput[] = [
  put('months in an activation', duration('P1M'), 400, schedule, { names: 'duration' }),
  put('years in an activation', duration('P1Y'), 400, schedule, { names: 'duration' }),
  put('a negative duration', duration('-PT1H'), 400, schedule, { names: 'duration' }),
  put('a duration with a negative part', duration('PT-1H'), 400, schedule, { names: 'duration' }),
  put('a duration of zero', duration('PT0S'), 400, schedule, { names: 'duration' }),
  put('an empty duration', duration('P'), 400, schedule, { names: 'duration' }),
  put('a duration that is only T', duration('PT'), 400, schedule, { names: 'duration' }),
  put('a duration in words', duration('two hours'), 400, schedule, { names: 'duration' }),
  put('a duration as a number', duration(7200), 400, malformed, { names: 'duration' }),
  put('a duration that overflows', duration('PT99999999999999999999H'), 400, schedule, { names: 'duration' }),
  put('a duration of 200 years', duration('P73000D'), 400, schedule, { names: 'duration' }),
  put('a duration finer than milliseconds', duration('PT1H0.0001S'), 400, schedule, { names: 'duration' }),
  put('a duration below five minutes', duration('PT4M59S'), 400, schedule, { names: '5 minutes' }),
  put('no duration with AfterDuration', lasting({ type: 'AfterDuration', duration: null }), 400, schedule, {
    names: 'duration',
  }),
  put('no end with AfterDateTime', lasting({ type: 'AfterDateTime' }), 400, schedule, { names: 'endDateTime' }),
  put('an end in the past', lasting({ type: 'AfterDateTime', endDateTime: '2026-11-24T07:00:00Z' }), 400, schedule, {
    names: 'endDateTime',
  }),
  put('an end without a zone', lasting({ type: 'AfterDateTime', endDateTime: '2026-11-24T10:00:00' }), 400, schedule, {
    names: 'endDateTime',
  }),
  put(
    'a start before the year 2000',
    lasting({ type: 'AfterDuration', duration: 'PT1H' }, '1999-12-31T23:59:59Z'),
    400,
    schedule,
    { names: 'startDateTime' },
  ),
  put(
    'a start after the year 2100',
    lasting({ type: 'AfterDuration', duration: 'PT1H' }, '2101-01-01T00:00:00Z'),
    400,
    schedule,
    { names: 'startDateTime' },
  ),
  put(
    'a start more than 90 days ahead',
    lasting({ type: 'AfterDuration', duration: 'PT1H' }, '2027-02-23T08:00:00Z'),
    400,
    schedule,
    { names: 'startDateTime' },
  ),
  put('30 February', lasting({ type: 'AfterDuration', duration: 'PT1H' }, '2027-02-30T08:00:00Z'), 400, schedule, {
    names: 'startDateTime',
  }),
  put(
    'eight fractional digits',
    lasting({ type: 'AfterDuration', duration: 'PT1H' }, '2026-11-24T08:00:00.12345678Z'),
    400,
    schedule,
    { names: 'startDateTime' },
  ),
  put('a start as a number', lasting({ type: 'AfterDuration', duration: 'PT1H' }, 1_800_000_000), 400, malformed, {
    names: 'startDateTime',
  }),
  put('an unknown kind of expiration', lasting({ type: 'Someday', duration: 'PT1H' }), 400, malformed, {
    names: 'type',
  }),
  put('an expiration that is a list', lasting(['PT1H']), 400, malformed, { names: 'expiration' }),
];

const fields: readonly BadInput[] = [
  put('an unknown request type', armBody({ requestType: 'SelfDestruct' }), 400, malformed, { names: 'requestType' }),
  put('no request type', armBody({ requestType: undefined }), 400, malformed, { names: 'requestType' }),
  put('a request type as a number', armBody({ requestType: 5 }), 400, malformed, { names: 'requestType' }),
  put('a request type of the prototype', armBody({ requestType: 'constructor' }), 400, malformed, {
    names: 'requestType',
  }),
  put('no principal', armBody({ principalId: undefined }), 400, malformed, { names: 'principalId' }),
  put('a principal that is no GUID', armBody({ principalId: 'alice' }), 400, malformed, { names: 'principalId' }),
  put('a principal that is an object', armBody({ principalId: { $ne: null } }), 400, malformed, {
    names: 'principalId',
  }),
  put('a principal with SQL in it', armBody({ principalId: "x' or '1'='1" }), 400, malformed, { names: 'principalId' }),
  put('no role', armBody({ roleDefinitionId: undefined }), 400, malformed, { names: 'roleDefinitionId' }),
  put(
    'a role that is no GUID',
    armBody({ roleDefinitionId: `${production}/providers/Microsoft.Authorization/roleDefinitions/Owner` }),
    400,
    malformed,
    { names: 'roleDefinitionId' },
  ),
  put(
    'an unknown role',
    armBody({ roleDefinitionId: `${production}/providers/Microsoft.Authorization/roleDefinitions/${guid()}` }),
    400,
    'RoleNotFound',
  ),
  put(
    'a role of another subscription',
    armBody({
      roleDefinitionId: `${demoScopes.development}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.owner}`,
    }),
    400,
    'ScopeDoesNotMatchRoleDefinition',
  ),
  put(
    'a directory role at a subscription',
    armBody({
      roleDefinitionId: `${production}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.securityOperator}`,
    }),
    400,
    'ScopeDoesNotMatchRoleDefinition',
  ),
  put('a justification of 2,001 characters', armBody({ justification: 'x'.repeat(2001) }), 400, malformed, {
    names: 'justification',
  }),
  put('a justification with NUL', armBody({ justification: 'a\u0000b' }), 400, malformed, { names: 'justification' }),
  put('a justification as a list', armBody({ justification: ['because'] }), 400, malformed, { names: 'justification' }),
  put('a ticket as text', armBody({ ticketInfo: 'IR-1' }), 400, malformed, { names: 'ticketInfo' }),
  put('a ticket number of 300 characters', armBody({ ticketInfo: { ticketNumber: '9'.repeat(300) } }), 400, malformed, {
    names: 'ticketNumber',
  }),
  put('a linked eligibility that is no id', armBody({ linkedRoleEligibilityScheduleId: 'mine' }), 400, malformed, {
    names: 'linkedRoleEligibilityScheduleId',
  }),
  put(
    'a condition that cannot be read',
    armBody({ condition: '@Resource[x', conditionVersion: '2.0' }),
    400,
    'InvalidCondition',
    { names: 'condition' },
  ),
  put(
    'a condition of version 3.0',
    armBody({ condition: "@Resource[a:b] StringEquals 'c'", conditionVersion: '3.0' }),
    400,
    'InvalidCondition',
    { names: 'conditionVersion' },
  ),
  put('properties as text', { properties: 'none' }, 400, malformed, { names: 'properties' }),
  put('properties as a list', { properties: [] }, 400, malformed, { names: 'properties' }),
  put('no properties', {}, 400, malformed, { names: 'properties' }),
  put('a body that is a list', [], 400, malformed),
  put('a body that is null', 'null', 400, malformed),
  put('an empty body', '', 400, malformed),
];

const bodies: readonly BadInput[] = [
  put('broken JSON', '{"properties":', 400, malformed),
  put('a prototype key', '{"properties":{"__proto__":{"principalId":"x"}}}', 400, malformed),
  put('a constructor key', '{"constructor":{"prototype":{"isAdmin":true}},"properties":{}}', 400, malformed),
  put(
    'a body of 2 MiB',
    JSON.stringify(armBody({ justification: 'x'.repeat(2 * 1024 * 1024) })),
    413,
    'RequestEntityTooLarge',
  ),
  put('XML', '<properties/>', 415, 'UnsupportedMediaType', { headers: { 'content-type': 'application/xml' } }),
  put('a form', 'properties=1', 415, 'UnsupportedMediaType', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  put('JSON called text', JSON.stringify(armBody()), 415, 'UnsupportedMediaType', {
    headers: { 'content-type': 'text/plain' },
  }),
];

const addresses: readonly BadInput[] = [
  put('a name that is no GUID', armBody(), 400, malformed, {
    path: requestPath(production, 'my-request'),
    names: 'RequestName',
  }),
  put('a scope with ..', armBody(), 400, 'InvalidScope', {
    path: requestPath(`${production}/resourceGroups/rg-web/%2e%2e`),
  }),
  put('a scope with an encoded slash', armBody(), 400, 'InvalidScope', {
    path: requestPath(`${production}/resourceGroups/a%2fb`),
  }),
  put('a scope with a doubly encoded slash', armBody(), 400, 'InvalidScope', {
    path: requestPath(`${production}/resourceGroups/a%252fb`),
  }),
  put('a scope with NUL', armBody(), 400, 'InvalidScope', { path: requestPath(`${production}/resourceGroups/a%00b`) }),
  put('a scope with a backslash', armBody(), 400, 'InvalidScope', {
    path: requestPath(`${production}/resourceGroups/a%5cb`),
  }),
  put('a subscription that is no GUID', armBody(), 400, 'InvalidScope', {
    path: requestPath('/subscriptions/production'),
  }),
  put('half a resource group', armBody(), 400, 'InvalidScope', { path: requestPath(`${production}/resourceGroups`) }),
  put('a scope that nobody registered', armBody(), 404, 'ResourceNotFound', {
    path: requestPath(`${production}/resourceGroups/rg-none`),
  }),
  put('a scope of 3,000 characters', armBody(), 400, 'InvalidScope', {
    path: requestPath(`${production}/resourceGroups/${'x'.repeat(3000)}`),
  }),
  put('no api-version', armBody(), 400, 'MissingApiVersionParameter', {
    path: requestPath(production).replace(`?${ARM_VERSION}`, ''),
  }),
  put('an unknown api-version', armBody(), 400, 'InvalidApiVersionParameter', {
    path: requestPath(production).replace(ARM_VERSION, 'api-version=1999-01-01'),
  }),
  put('an unknown resource type', armBody(), 404, 'InvalidResourceType', {
    path: `${production}/providers/Microsoft.Authorization/rolePlays/${guid()}?${ARM_VERSION}`,
  }),
  put('a filter that nobody knows', undefined, 400, malformed, {
    method: 'GET',
    path: `${production}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests?${ARM_VERSION}&$filter=everything()`,
  }),
  put('a filter with SQL in it', undefined, 400, malformed, {
    method: 'GET',
    path: `${production}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests?${ARM_VERSION}&$filter=principalId%20eq%20'x'%20or%201%20eq%201`,
  }),
  put('a made-up page token', undefined, 400, 'InvalidSkipToken', {
    method: 'GET',
    path: `/providers/Microsoft.Authorization/roleAssignmentScheduleRequests?${ARM_VERSION}&$filter=asRequestor()&$skiptoken=zzzz`,
  }),
  put('a list without the right to read', undefined, 400, 'InsufficientPermissions', {
    by: 'mallory',
    method: 'GET',
    path: `${production}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests?${ARM_VERSION}`,
  }),
];

const policies: readonly BadInput[] = [
  put('a second request beside an undecided one', armBody(), 400, 'PendingRoleAssignmentRequest', {
    path: requestPath(web),
  }),
  put('no justification', armBody({ justification: undefined }), 400, rules, { names: '["JustificationRule"]' }),
  put('a justification of blanks', armBody({ justification: '   ' }), 400, rules, { names: '["JustificationRule"]' }),
  put('no ticket', armBody({ ticketInfo: undefined }), 400, rules, { names: '["TicketingRule"]' }),
  put('the maximum exceeded by a second', duration('PT8H0M1S'), 400, rules, { names: '["ExpirationRule"]' }),
  put('an activation without end', lasting({ type: 'NoExpiration' }), 400, rules, { names: '["ExpirationRule"]' }),
  put('no eligibility', armBody({ principalId: demoIds.mallory }), 400, rules, {
    by: 'mallory',
    names: '"EligibilityRule"',
  }),
  put(
    'the eligibility of somebody else',
    armBody({ principalId: demoIds.frank, linkedRoleEligibilityScheduleId: 'e0000000-0000-4000-8000-000000000001' }),
    400,
    rules,
    { by: 'frank', names: '"EligibilityRule"' },
  ),
  put(
    'a scope wider than the eligibility',
    armBody({ roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.owner}` }),
    400,
    rules,
    { path: requestPath(demoScopes.managementGroup), names: '"EligibilityRule"' },
  ),
  put('an activation for somebody else', armBody({ principalId: demoIds.alice }), 403, 'AuthorizationFailed', {
    by: 'bob',
  }),
  put('an eligible activation', armBody(), 400, 'RequestTypeNotSupported', {
    path: requestPath(production, guid(), 'Eligibility'),
    names: 'request type',
  }),
  put('deactivating what is not active', armBody({ requestType: 'SelfDeactivate' }), 400, 'RoleAssignmentDoesNotExist'),
  put(
    'an assignment without the right',
    armBody({ requestType: 'AdminAssign', principalId: demoIds.mallory }),
    403,
    'AuthorizationFailed',
    { by: 'mallory' },
  ),
  eligibility('an assignment to nobody', { principalId: guid() }, 400, 'SubjectNotFound'),
  eligibility(
    'an eligibility of 365 days and a second',
    { scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'P365DT1S' } } },
    400,
    rules,
    { names: '["ExpirationRule"]' },
  ),
  eligibility('an eligibility without end', { scheduleInfo: { expiration: { type: 'NoExpiration' } } }, 400, rules, {
    names: '["ExpirationRule"]',
  }),
  eligibility('an eligibility that is there already', { principalId: demoIds.alice }, 400, 'RoleAssignmentExists'),
  eligibility('removing what is not there', { requestType: 'AdminRemove' }, 400, 'RoleAssignmentDoesNotExist'),
  put('a name that is taken', armBody(), 409, 'RoleAssignmentRequestExists', {
    path: requestPath(production, 'e0000000-0000-4000-8000-000000000001'),
  }),
  put('a cancel of what is done', undefined, 400, 'RequestCannotBeCancelled', {
    by: 'grace',
    method: 'POST',
    path: requestPath(production, 'e0000000-0000-4000-8000-000000000001/cancel', 'Eligibility'),
  }),
  put("a cancel of somebody else's", undefined, 404, 'RoleEligibilityScheduleRequestNotFound', {
    by: 'mallory',
    method: 'POST',
    path: requestPath(production, 'e0000000-0000-4000-8000-000000000001/cancel', 'Eligibility'),
  }),
  put('a cancel of nothing', undefined, 404, 'RoleAssignmentScheduleRequestNotFound', {
    method: 'POST',
    path: requestPath(web, `${guid()}/cancel`),
  }),
  put("a look at somebody else's request", undefined, 404, 'RoleEligibilityScheduleRequestNotFound', {
    by: 'mallory',
    method: 'GET',
    path: requestPath(production, 'e0000000-0000-4000-8000-000000000001', 'Eligibility'),
  }),
];

/** Everything that can be wrong on the ARM surface. */
export const badArmInputs: readonly BadInput[] = [...times, ...fields, ...bodies, ...addresses, ...policies];
