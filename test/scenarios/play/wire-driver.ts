import { expect } from 'vitest';
import type { RequestStatus } from '../../../src/domain/request/request-status.ts';
import type { Answer as HttpAnswer, TestServer } from '../../support/test-server.ts';
import { RESTART } from '../story.ts';
import type { Answer } from './driver.ts';
import type { AccessQuestion, RequestStep, Who } from './scenario.ts';
import { pathOf, type World } from './world.ts';

/** What every surface shares: who calls, and the access question, which all of them leave to `/access/v1`. */
export interface Wire {
  readonly world: World;
  call(who: Who, method: string, path: string, body?: unknown, proofs?: readonly string[]): Promise<HttpAnswer>;
  may(question: AccessQuestion): Promise<boolean>;
}

/** `call` is how the surface is called; the access question is another one. */
export function openWire(world: World, server: TestServer, call: TestServer['call'] = server.call): Wire {
  const callAs: Wire['call'] = (who, method, path, body, proofs = []) =>
    call([world.idOf(who), ...proofs].join('+'), method, path, body);
  const ask = (who: Who, body: object) => server.call(world.idOf(who), 'POST', '/access/v1/evaluation', body);
  return {
    world,
    call: callAs,
    async may({ who, action = RESTART, scope = 'webServer', isDataAction, resource = {}, is }) {
      const body = {
        subject: { type: 'principal', id: world.idOf(who) },
        action: { name: action, ...(isDataAction ? { properties: { isDataAction } } : {}) },
        resource: { type: 'scope', id: pathOf(scope), properties: resource },
      };
      // whoever reads assignments there may ask; everybody may ask about themself
      const byGrace = await ask('grace', body);
      const answer = byGrace.status === 200 ? byGrace : await ask(who, body);
      expect(answer.status, `${who} ${action} ${is}`).toBe(200);
      return answer.body.decision;
    },
  };
}

/** The five words that people are shown (BEHAVIOUR §3). */
export const shownWords: Readonly<Record<RequestStatus, string>> = {
  accepted: 'Pending',
  pendingApproval: 'Pending',
  pendingAdminDecision: 'Pending',
  approved: 'Approved',
  pendingScheduleCreation: 'Approved',
  provisioned: 'Approved',
  revoked: 'Approved',
  denied: 'Denied',
  timedOut: 'Expired',
  canceled: 'Canceled',
};

/** A refusal of the wire, or null where it went well. */
export function answerOf({ status }: HttpAnswer, told: { readonly code: string; readonly message: string }): Answer {
  return status < 300 ? null : { status, ...told };
}

/** A step as it is without what only a surface reads: a start or an end as it is written. */
export function withoutTexts({ fromText: _, untilText: __, ...step }: RequestStep): RequestStep {
  return step;
}
