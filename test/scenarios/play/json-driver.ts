import { expect } from 'vitest';
import { type ViolationKind, violationKinds } from '../../../src/domain/errors.ts';
import type { TestServer } from '../../support/test-server.ts';
import type { Driver } from './driver.ts';
import type { ActionStep, DecideStep } from './scenario.ts';
import { answerOf, openWire, shownWords } from './wire-driver.ts';
import { pathOf, type World } from './world.ts';

const API = '/api/security/pim';

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

  return {
    name: 'JSON API',
    may: wire.may,
    // a denial without a reason is malformed here before it is against a rule
    has: (step) => step.does === 'approve' || (step.does === 'deny' && step.justification !== null),
    async play(step: ActionStep) {
      const answer = await decide(step as DecideStep);
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
    async timesOf(name) {
      const { by, id } = world.request(name);
      const { body } = await call(by, 'GET', `${API}/my-requests?limit=100`);
      const { activatedAt, deactivatedAt } = body.items.find((item: { id: string }) => item.id === id);
      // the end that is to come is not told here
      return [activatedAt, deactivatedAt ?? undefined];
    },
  };
}
