import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Violation } from '../../../src/domain/errors.ts';
import { defaultPolicyRules } from '../../../src/domain/policy/default-policy.ts';
import type { AskedRequest } from '../../../src/domain/request/request.ts';
import { presentViolation } from '../../../src/http/arm/errors.ts';
import { parsePolicyUpdate } from '../../../src/http/arm/role-management-policies/parse-rules.ts';
import { presentRules } from '../../../src/http/arm/role-management-policies/present-rules.ts';
import { presentRequestStatus, presentRequestType } from '../../../src/http/arm/words.ts';
import { armCall } from '../../support/openapi/arm-call.ts';
import type { Answer as HttpAnswer, TestServer } from '../../support/test-server.ts';
import type { Driver } from './driver.ts';
import type { ActionStep, DecideStep, RequestStep, SetRulesStep } from './scenario.ts';
import { answerOf, openWire, withoutTexts } from './wire-driver.ts';
import { askerOf, changesIn, pathOf, roleId, type World } from './world.ts';

const PIM = 'api-version=2020-10-01';
const APPROVALS = 'api-version=2021-01-01-preview';
const PROVIDER = 'providers/Microsoft.Authorization';

/** Plays a story through the surface of Azure Resource Manager, every answer held against the specification. */
export function armDriver(world: World, server: TestServer): Driver {
  const wire = openWire(world, server, armCall(server));
  const { call } = wire;

  async function play(step: ActionStep): Promise<HttpAnswer> {
    switch (step.does) {
      case 'approve':
      case 'deny':
        return decide(step);
      case 'cancel':
        return call(step.by, 'POST', requestUrl(world.request(step.request), '/cancel'));
      case 'setRules':
        return setRules(step);
      case 'prove':
      case 'grant':
      case 'refuse':
      case 'review':
      case 'disable':
      case 'enable':
      case 'join':
      case 'leave':
        throw new Error(`there is no \`${step.does}\` on this surface`);
      default: {
        const asked = world.asks(withoutTexts(step));
        world.remember(step, asked);
        const by = askerOf(step);
        const proofs = world.proofsOf(step);
        if (step.isDryRun) return call(by, 'POST', requestUrl(asked, '/validate'), bodyOf(asked, step), proofs);
        return call(by, 'PUT', requestUrl(asked), bodyOf(asked, step), proofs);
      }
    }
  }

  async function decide(step: DecideStep): Promise<HttpAnswer> {
    const approval = `/${PROVIDER}/roleAssignmentApprovals/${world.request(step.request).id}`;
    const stages = await call('grace', 'GET', `${approval}/stages?${APPROVALS}`);
    const open = stages.body.value.find((stage: { properties: { status: string } }) => {
      return stage.properties.status === 'InProgress';
    });
    const { name } = open ?? stages.body.value.at(-1);
    const justification = step.justification === undefined ? 'known incident' : step.justification;
    const properties = { reviewResult: step.does === 'approve' ? 'Approve' : 'Deny', justification };
    return call(step.by, 'PUT', `${approval}/stages/${name}?${APPROVALS}`, { properties });
  }

  function setRules(step: SetRulesStep): Promise<HttpAnswer> {
    const path = `${prefixOf(pathOf(step.scope))}/${PROVIDER}/roleManagementPolicies/${roleId(step.role)}?${PIM}`;
    return call(step.by ?? 'grace', 'PATCH', path, wireRules(step));
  }

  return {
    name: 'ARM',
    may: wire.may,
    has(step) {
      if (step.does === 'setRules') return canSay(step);
      if (step.does === 'approve' || step.does === 'deny')
        return step.lasting === undefined && step.scope === undefined;
      // a proof travels in a header, which stories do not have
      if ('proof' in step && step.proof !== undefined) return false;
      return !['prove', 'grant', 'refuse', 'review', 'disable', 'enable', 'join', 'leave'].includes(step.does);
    },
    async play(step) {
      const answer = await play(step);
      return answerOf(answer, answer.body?.error);
    },
    expected({ code, rules = [], isHidden, isFinal, asksFor, isUnknown }, step) {
      if (isHidden) return { status: 404 };
      if (isUnknown) return { status: 401, code: 'InvalidAuthenticationToken' };
      const needs = { authenticationContext: asksFor ?? 'any', maximumAge: null };
      const asksForContext = (rules.includes('authenticationContext') || asksFor !== undefined) && !isFinal;
      const unmet = rules.map((rule) => {
        const isMetByContext = asksForContext && (rule === 'authenticationContext' || rule === 'proofAge');
        return isMetByContext ? { rule, message: '', needs } : { rule, message: '' };
      });
      const violation: Violation = { code, message: '', rules: unmet };
      const { status, ...told } = presentViolation(violation, { callerId: '', scope: '' });
      const isList = rules.length > 0 && told.message.includes('[');
      return { status, code: told.code, ...(isList && step.does !== 'setRules' ? { message: told.message } : {}) };
    },
    async statusOf(name) {
      const answer = await call('grace', 'GET', requestUrl(world.request(name)));
      return answer.body.properties.status;
    },
    wordFor: presentRequestStatus,
    insight: {
      async ruleIds(role, scope) {
        const path = `${prefixOf(pathOf(scope))}/${PROVIDER}/roleManagementPolicies/${roleId(role)}?${PIM}`;
        const { rules } = (await call('grace', 'GET', path)).body.properties;
        return rules.map(({ id }: { id: string }) => id);
      },
    },
    async decideAsApproval(who, name) {
      const path = `/${PROVIDER}/roleAssignmentApprovals/${world.request(name).id}/stages/${randomUUID()}?${APPROVALS}`;
      const answer = await call(who, 'PUT', path, { properties: { reviewResult: 'Approve', justification: 'seen' } });
      return { status: answer.status, ...answer.body.error };
    },
    async toDecide(who) {
      const path = `/${PROVIDER}/roleAssignmentScheduleRequests?${PIM}&$filter=asApprover()`;
      const { status, body } = await call(who, 'GET', path);
      expect(status).toBe(200);
      const undecided = body.value.filter((item: { properties: { status: string } }) => {
        return item.properties.status === 'PendingApproval';
      });
      return undecided.map(({ name }: { name: string }) => name);
    },
    async settingsFrom(role, scope) {
      const path = `${prefixOf(pathOf(scope))}/${PROVIDER}/roleManagementPolicies/${roleId(role)}?${PIM}`;
      const { isOrganizationDefault } = (await call('grace', 'GET', path)).body.properties;
      return isOrganizationDefault ? 'default' : 'written';
    },
    async timesOf(name) {
      const { id, kind, scope } = world.request(name);
      const path = `${prefixOf(scope)}/${PROVIDER}/role${wordOf(kind)}Schedules/${id}?${PIM}`;
      const { startDateTime, endDateTime } = (await call('grace', 'GET', path)).body.properties;
      return [startDateTime, endDateTime];
    },
  };
}

function wordOf(kind: AskedRequest['kind']): string {
  return kind === 'active' ? 'Assignment' : 'Eligibility';
}

function prefixOf(scope: string): string {
  return scope === '/' ? '' : scope;
}

function requestUrl({ id, kind, scope }: AskedRequest, rest = ''): string {
  return `${prefixOf(scope)}/${PROVIDER}/role${wordOf(kind)}ScheduleRequests/${id}${rest}?${PIM}`;
}

function bodyOf(asked: AskedRequest, { fromText, untilText }: RequestStep) {
  const { scope, schedule, ticket, condition, kind } = asked;
  return {
    properties: {
      principalId: asked.principalId,
      roleDefinitionId: `${prefixOf(scope)}/${PROVIDER}/roleDefinitions/${asked.roleDefinitionId}`,
      requestType: presentRequestType(asked.type),
      justification: asked.justification,
      ticketInfo: ticket === null ? null : { ticketNumber: ticket.number, ticketSystem: ticket.system },
      scheduleInfo: {
        startDateTime: fromText ?? schedule.startAt?.toString() ?? null,
        expiration: untilText === undefined ? expirationOf(asked) : { type: 'AfterDateTime', endDateTime: untilText },
      },
      condition: condition?.text ?? null,
      conditionVersion: condition?.version ?? null,
      linkedRoleEligibilityScheduleId: asked.linkedEligibilityId,
      [`targetRole${wordOf(kind)}ScheduleId`]: asked.targetScheduleId,
    },
  };
}

function expirationOf({ schedule: { expiration } }: AskedRequest) {
  if (expiration === null) return null;
  if (expiration.type === 'afterDuration') return { type: 'AfterDuration', duration: expiration.duration };
  if (expiration.type === 'noExpiration') return { type: 'NoExpiration' };
  return { type: 'AfterDateTime', endDateTime: expiration.endAt.toString() };
}

const current = defaultPolicyRules('resource', 'medium');

function wireRules({ rules }: SetRulesStep) {
  const changed = presentRules({ ...current, ...rules }).filter(({ id }) => id in rules);
  return { properties: { rules: changed } };
}

/** Whether this wire can say the settings: what it reads of its own words is what was meant. */
function canSay(step: SetRulesStep): boolean {
  try {
    const read = parsePolicyUpdate(wireRules(step), current);
    return isDeepStrictEqual(read, changesIn(step));
  } catch {
    return true;
  }
}
