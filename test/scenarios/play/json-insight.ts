import { expect } from 'vitest';
import type { Insight } from './insight.ts';
import type { RoleName, ScopeName, Who } from './scenario.ts';
import type { Wire } from './wire-driver.ts';
import { pathOf, roleId } from './world.ts';

const API = '/api/security/pim';

/** What the JSON API tells. */
export function jsonInsight({ world, call }: Wire): Insight {
  async function get(who: Who, path: string) {
    const { status, body } = await call(who, 'GET', `${API}${path}`);
    expect(status, path).toBe(200);
    return body;
  }
  const settings = (role: RoleName, scope: ScopeName, rest = '') => {
    return get('grace', `/policies/${roleId(role)}${rest}?scope=${encodeURIComponent(pathOf(scope))}`);
  };
  async function seen(name: string) {
    const { by, id } = world.request(name);
    const { items } = await get('grace', `/requests/history?requestor=${world.idOf(by)}&limit=100`);
    return items.find((item: { id: string }) => item.id === id);
  }

  return {
    shown: async (name) => (await seen(name))?.status,
    closed: async (name) => (await seen(name)).closedReason,
    async sheet(who, name) {
      const { request, warnings, lastActivations } = await get(who, `/approvals/${world.request(name).id}`);
      return {
        who: world.whoIs(request.requestor.id),
        role: request.role.name,
        risk: request.role.risk,
        scope: request.scope.displayName,
        duration: request.duration,
        justification: request.justification,
        ticket: request.ticket?.number ?? null,
        expiresAt: request.expiresAt,
        earlier: lastActivations.map(({ requestId }: { requestId: string }) => world.nameOf(requestId)),
        warnings: warnings.map(({ code }: { code: string }) => code),
      };
    },
    async warned(role, scope) {
      const { items } = await settings(role, scope, '/history');
      return items[0].warnings.map(({ code }: { code: string }) => code);
    },
    risk: async (role, scope) => (await settings(role, scope)).role.risk,
    ruleIds: async (role, scope) => Object.keys((await settings(role, scope)).rules),
    async audits(who) {
      const { items } = await get(who, '/spot-audits?limit=100');
      return items.map(({ request }: { request: { id: string } }) => request.id);
    },
    async bell(who) {
      const { items } = await get(who, '/me/bell?limit=100');
      return items.map((item: { event: string; requestId: string | null }) => [item.event, item.requestId]).reverse();
    },
  };
}
