import { expect } from 'vitest';
import { type PolicyRuleName, type ViolationKind, violationKinds } from '../../../src/domain/errors.ts';
import type { AskedRequest } from '../../../src/domain/request/request.ts';
import { presentRule } from '../../../src/http/pim/policies/rule-bodies.ts';
import type { Answer as HttpAnswer, TestServer } from '../../support/test-server.ts';
import type { Driver } from './driver.ts';
import { jsonInsight } from './json-insight.ts';
import type { ActionStep, AnswerStep, DecideStep, RequestStep, RoleName, ScopeName, SetRulesStep } from './scenario.ts';
import { answerOf, openWire, shownWords, withoutTexts } from './wire-driver.ts';
import { askerOf, moved, pathOf, roleId, type World } from './world.ts';

const API = '/api/security/pim';

function settingsUrl(role: RoleName, scope: ScopeName): string {
  return `${API}/policies/${roleId(role)}?scope=${encodeURIComponent(pathOf(scope))}`;
}

/** How each kind of refusal is told (BEHAVIOUR §7). */
const statusOf: Readonly<Record<ViolationKind, number>> = {
  malformed: 400,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  rule: 422,
};

function bodyOf(asked: AskedRequest, { fromText, untilText }: RequestStep) {
  const { schedule, ticket, condition, justification, linkedEligibilityId, targetScheduleId } = asked;
  const { startAt, expiration } = schedule;
  return {
    id: asked.id,
    type: asked.type,
    kind: asked.kind,
    principalId: asked.principalId,
    roleDefinitionId: asked.roleDefinitionId,
    scope: asked.scope,
    ...(startAt === null ? {} : { start: startAt.toString() }),
    ...(expiration?.type === 'afterDuration' && untilText === undefined ? { duration: expiration.duration } : {}),
    ...(expiration?.type === 'afterDateTime' ? { end: expiration.endAt.toString() } : {}),
    ...(expiration?.type === 'noExpiration' ? { permanent: true } : {}),
    ...(fromText === undefined ? {} : { start: fromText }),
    ...(untilText === undefined ? {} : { end: untilText }),
    ...(justification === null ? {} : { justification }),
    ...(ticket === null ? {} : { ticket: { number: ticket.number ?? '', system: ticket.system ?? '' } }),
    ...(condition === null ? {} : { condition: condition.text }),
    ...(linkedEligibilityId === null ? {} : { linkedEligibilityId }),
    ...(targetScheduleId === null ? {} : { targetScheduleId }),
  };
}

const members: Readonly<Record<string, string>> = { startAt: 'start', endAt: 'end' };

/** What a body here calls a field of the domain. */
function memberOf(field: string): string {
  return members[field] ?? field;
}

/** What another sign-in meets; where nothing else is missing the caller is asked for one. */
const signInRules: readonly PolicyRuleName[] = ['mfa', 'authenticationContext', 'proofAge', 'freshProof'];

/** RFC 9470 §3. */
function expectStepUp({ headers, body }: HttpAnswer): void {
  expect(headers.get('www-authenticate')).toMatch(/^Bearer error="insufficient_user_authentication", error_desc/);
  expect(body.stepUp).toMatchObject({ isForRequest: expect.any(Boolean) });
}

/** Plays a story through the JSON API, every refusal held against RFC 9457. */
export function jsonDriver(world: World, server: TestServer): Driver {
  const wire = openWire(world, server);
  const { call } = wire;

  function decide(step: DecideStep) {
    const path = `${API}/approvals/${world.request(step.request).id}/${step.does}`;
    const justification = step.justification === undefined ? 'known incident' : step.justification;
    if (step.does === 'deny') return call(step.by, 'POST', path, { reason: justification });
    return call(step.by, 'POST', path, {
      ...(justification === null ? {} : { justification }),
      ...(step.lasting === undefined ? {} : { duration: step.lasting }),
      ...(step.scope === undefined ? {} : { scope: pathOf(step.scope) }),
    });
  }

  function setRules(step: SetRulesStep) {
    const rules = Object.fromEntries(Object.entries(step.rules).map(([id, rule]) => [id, presentRule(rule)]));
    return call(step.by ?? 'grace', 'PATCH', settingsUrl(step.role, step.scope), { rules });
  }

  function answer(step: AnswerStep) {
    const path = `${API}/extension-requests/${world.request(step.request).id}`;
    const justification = step.justification === undefined ? 'still needed' : step.justification;
    if (step.does === 'refuse') return call(step.by, 'POST', `${path}/deny`, { reason: justification });
    return call(step.by, 'POST', `${path}/approve`, {
      ...(justification === null ? {} : { justification }),
      ...(step.kind === undefined ? {} : { kind: step.kind }),
      ...(step.from === undefined ? {} : { start: moved(world.clock(), step.from).toString() }),
      ...(step.lasting === undefined ? {} : { duration: step.lasting }),
    });
  }

  function submit(step: RequestStep) {
    const asked = world.asks(withoutTexts(step));
    world.remember(step, asked);
    const path = step.isDryRun ? `${API}/requests/validate` : `${API}/requests`;
    const proofId = world.proofIdOf(step);
    const named = proofId === null ? {} : { proofId };
    return call(askerOf(step), 'POST', path, { ...bodyOf(asked, step), ...named }, world.proofsOf(step));
  }

  function send(step: ActionStep) {
    switch (step.does) {
      case 'setRules':
        return setRules(step);
      case 'approve':
      case 'deny':
        return decide(step);
      case 'grant':
      case 'refuse':
        return answer(step);
      case 'review':
        return call(step.by, 'POST', `${API}/spot-audits/${world.request(step.request).id}/review`, {
          outcome: 'confirmed',
        });
      case 'cancel':
        return call(step.by, 'POST', `${API}/requests/${world.request(step.request).id}/cancel`);
      case 'prove':
      case 'disable':
      case 'enable':
      case 'join':
      case 'leave':
        throw new Error(`there is no \`${step.does}\` on this surface`);
      default:
        return submit(step);
    }
  }

  return {
    name: 'JSON API',
    may: wire.may,
    has(step) {
      // a denial without a reason is malformed here before it is against a rule
      if (step.does === 'deny' || step.does === 'refuse') return step.justification !== null;
      return !['prove', 'disable', 'enable', 'join', 'leave'].includes(step.does);
    },
    async play(step: ActionStep) {
      const answer = await send(step);
      if (answer.status < 300) return null;
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      if (answer.status === 401 && answer.body.stepUp) expectStepUp(answer);
      const { status, title, detail, code, field, rules = [] } = answer.body;
      expect({ status, title: typeof title, detail: typeof detail }).toEqual({
        status: answer.status,
        title: 'string',
        detail: 'string',
      });
      const named = rules.map(({ rule }: { rule: string }) => rule);
      return { ...answerOf(answer, { code, message: detail }), rules: named, ...(field ? { field } : {}) } as never;
    },
    expected({ code, rules = [], field, isHidden, isFinal, isUnknown }) {
      if (isHidden) return { status: 404 };
      if (isUnknown) return { status: 401, code: 'unauthenticated' };
      const isStepUp = rules.length > 0 && rules.every((rule) => signInRules.includes(rule)) && !isFinal;
      return {
        status: isStepUp ? 401 : statusOf[violationKinds[code]],
        code,
        rules,
        ...(field === undefined ? {} : { field: memberOf(field) }),
      };
    },
    async statusOf(name) {
      const { by, id } = world.request(name);
      const { status, body } = await call(
        'grace',
        'GET',
        `${API}/requests/history?requestor=${world.idOf(by)}&limit=100`,
      );
      expect(status).toBe(200);
      return body.items.find((item: { id: string }) => item.id === id)?.status;
    },
    wordFor: (status) => shownWords[status],
    insight: jsonInsight(wire),
    async toDecide(who) {
      const { status, body } = await call(who, 'GET', `${API}/pending-approvals`);
      expect(status).toBe(200);
      return body.items.map(({ id }: { id: string }) => id);
    },
    async settingsFrom(role, scope) {
      const { writtenAt } = (await call('grace', 'GET', settingsUrl(role, scope))).body;
      return writtenAt?.path.toLowerCase() ?? 'default';
    },
    async timesOf(name) {
      const { by, id } = world.request(name);
      const { body } = await call(by, 'GET', `${API}/my-requests?limit=100`);
      const { activatedAt, deactivatedAt } = body.items.find((item: { id: string }) => item.id === id);
      // neither an end to come nor the times of an eligibility are told here
      return [activatedAt ?? undefined, deactivatedAt ?? undefined];
    },
  };
}
