import type { Reader } from '../../../src/ledger/engine.ts';
import { bellOf } from '../../../src/queries/bell.ts';
import { decisionSheet } from '../../../src/queries/decision-sheet.ts';
import { policyHistory } from '../../../src/queries/policy-history.ts';
import { visibleRequest } from '../../../src/queries/request-history.ts';
import { rolePolicyView } from '../../../src/queries/role-policy-view.ts';
import { spotAudits } from '../../../src/queries/spot-audits.ts';
import { viewerOf } from '../../../src/queries/viewer.ts';
import type { Insight } from './insight.ts';
import type { RoleName, ScopeName } from './scenario.ts';
import { roleId, scopeOf, type World } from './world.ts';

/** What the queries tell, without any surface. */
export function commandInsight(world: World): Insight {
  const { ledger, clock, idOf, request } = world;
  const all = { limit: 100, after: null };

  function settings(role: RoleName, scope: ScopeName) {
    const place = { roleDefinitionId: roleId(role), scope: scopeOf(scope) };
    return ledger.read(async (reader) => {
      return rolePolicyView(reader, await viewerOf(reader, idOf('grace'), clock()), place, clock());
    });
  }
  const seen = (name: string) =>
    ledger.read((reader: Reader) => visibleRequest(reader, idOf('grace'), request(name).id, clock()));

  return {
    shown: async (name) => (await seen(name))?.status,
    closed: async (name) => (await seen(name))?.closedReason ?? null,
    async sheet(who, name) {
      const sheet = await ledger.read((reader) => decisionSheet(reader, idOf(who), request(name).id, clock()));
      if (sheet === null) throw new Error(`${who} sees no \`${name}\``);
      const { requestor, role, scope, duration, justification, ticket } = sheet.request;
      return {
        who: world.whoIs(requestor.id),
        role: role.name,
        risk: role.risk,
        scope: scope.displayName,
        duration,
        justification,
        ticket: ticket?.number ?? null,
        expiresAt: sheet.request.expiresAt?.toString() ?? null,
        earlier: sheet.lastActivations.map(({ requestId }) => world.nameOf(requestId)),
        warnings: sheet.warnings.map(({ code }) => code),
      };
    },
    async warned(role, scope) {
      const place = { roleDefinitionId: roleId(role), scope: scopeOf(scope) };
      const { items } = await ledger.read((reader) => policyHistory(reader, place, { limit: 1, before: null }));
      return items.flatMap(({ warnings }) => warnings.map(({ code }) => code));
    },
    risk: async (role, scope) => (await settings(role, scope)).risk,
    ruleIds: async (role, scope) => Object.keys((await settings(role, scope)).policy.rules),
    async audits(who) {
      const { items } = await ledger.read((reader) => spotAudits(reader, idOf(who), {}, all, clock()));
      return items.map((item) => item.request.id);
    },
    async bell(who) {
      const page = { limit: 100, before: null };
      const { items } = await ledger.read((reader) => bellOf(reader, idOf(who), page, clock()));
      return items.map(({ event, requestId }) => [event, requestId] as const).reverse();
    },
  };
}
