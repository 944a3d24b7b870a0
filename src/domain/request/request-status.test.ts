import { describe, expect, it } from 'vitest';
import { fromNow, NOW } from '../../../test/support/builders.ts';
import { canMove, isUndecided, type RequestStatus, toPublicStatus, transitions } from './request-status.ts';

const all = Object.keys(transitions) as RequestStatus[];
const terminal: readonly RequestStatus[] = ['denied', 'canceled', 'timedOut', 'revoked'];

describe('the table of moves', () => {
  it.each(all.flatMap((from) => all.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    const allowed: Record<RequestStatus, readonly RequestStatus[]> = {
      accepted: ['pendingApproval', 'pendingAdminDecision', 'pendingScheduleCreation', 'provisioned', 'revoked'],
      pendingApproval: ['approved', 'denied', 'canceled', 'timedOut'],
      pendingAdminDecision: ['approved', 'denied', 'canceled', 'timedOut'],
      approved: ['pendingScheduleCreation', 'provisioned'],
      pendingScheduleCreation: ['provisioned', 'canceled', 'revoked'],
      provisioned: ['revoked'],
      denied: [],
      canceled: [],
      timedOut: [],
      revoked: [],
    };
    expect(canMove(from, to)).toBe(allowed[from].includes(to));
  });

  it('leaves no terminal state and comes back to none', () => {
    expect(all.filter((state) => transitions[state].length === 0)).toEqual(terminal);
    const reach = (state: RequestStatus): readonly RequestStatus[] =>
      transitions[state].flatMap((next) => [next, ...reach(next)]);
    for (const state of all) expect(reach(state), state).not.toContain(state);
    expect(new Set([...reach('accepted'), 'accepted'])).toEqual(new Set(all));
  });
});

describe('what people are shown', () => {
  it.each([
    ['accepted', 'Pending'],
    ['pendingApproval', 'Pending'],
    ['pendingAdminDecision', 'Pending'],
    ['approved', 'Approved'],
    ['pendingScheduleCreation', 'Approved'],
    ['provisioned', 'Approved'],
    ['revoked', 'Approved'],
    ['denied', 'Denied'],
    ['timedOut', 'Expired'],
    ['canceled', 'Canceled'],
  ] as const)('%s is %s', (status, shown) => {
    expect(toPublicStatus(status, null, NOW)).toBe(shown);
    if (!isUndecided(status)) expect(toPublicStatus(status, fromNow('-PT1H'), NOW)).toBe(shown);
  });
  it.each(['pendingApproval', 'pendingAdminDecision'] as const)(
    '%s is Expired from the end of its window on, timer or not',
    (status) => {
      expect(toPublicStatus(status, fromNow('PT0.001S'), NOW)).toBe('Pending');
      expect(toPublicStatus(status, NOW, NOW)).toBe('Expired');
    },
  );
});
