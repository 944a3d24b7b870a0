import { expect } from 'vitest';
import { type ViolationKind, violationKinds } from '../../../src/domain/errors.ts';
import { presentRule } from '../../../src/http/pim/policies/rule-bodies.ts';
import type { TestServer } from '../../support/test-server.ts';
import type { Driver } from './driver.ts';
import type { ActionStep, DecideStep, RoleName, ScopeName, SetRulesStep } from './scenario.ts';
import { answerOf, openWire, shownWords } from './wire-driver.ts';
import { pathOf, roleId, type World } from './world.ts';

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

/** Plays what the JSON API has of a story: decisions, what waits for whom, and what people are shown. */
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

  function send(step: ActionStep) {
    if (step.does === 'setRules') return setRules(step);
    if (step.does !== 'cancel') return decide(step as DecideStep);
    return call(step.by, 'POST', `${API}/requests/${world.request(step.request).id}/cancel`);
  }

  return {
    name: 'JSON API',
    may: wire.may,
    // a denial without a reason is malformed here before it is against a rule
    has: (step) =>
      step.does === 'setRules' || step.does === 'approve' || (step.does === 'deny' && step.justification !== null),
    async play(step: ActionStep) {
      const answer = await send(step);
      if (answer.status < 300) return null;
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      const { status, title, detail, code, field, rules = [] } = answer.body;
      expect({ status, title: typeof title, detail: typeof detail }).toEqual({
        status: answer.status,
        title: 'string',
        detail: 'string',
      });
      const named = rules.map(({ rule }: { rule: string }) => rule);
      return { ...answerOf(answer, { code, message: detail }), rules: named, ...(field ? { field } : {}) } as never;
    },
    expected({ code, rules = [], field, isHidden }) {
      if (isHidden) return { status: 404 };
      return { status: statusOf[violationKinds[code]], code, rules, ...(field === undefined ? {} : { field }) };
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
