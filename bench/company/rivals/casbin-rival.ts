import { type Enforcer, newEnforcer, newModel, StringAdapter } from 'casbin';
import type { OpenRival } from './rival.ts';

/** The rarest part first; membership in groups, scopes and actions are look-ups in a `Set`, which its own are slower than. */
const MODEL = `
[request_definition]
r = scopes, holders, roles
[policy_definition]
p = scope, holder, role
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = within(r.scopes, p.scope) && within(r.holders, p.holder) && within(r.roles, p.role)
`;

/** casbin, with an enforcer for each tenant. */
export const openCasbin: OpenRival = async ({ rules }) => {
  const enforcers = new Map<string, Enforcer>();
  for (const [tenant, held] of rules) {
    const lines = held.map(({ scope, holderId, roleId }) => `p, ${scope}, ${holderId}, ${roleId}`);
    const enforcer = await newEnforcer(newModel(MODEL), new StringAdapter(lines.join('\n')));
    await enforcer.addFunction('within', (set: ReadonlySet<string>, each: string) => set.has(each));
    enforcers.set(tenant, enforcer);
  }
  return {
    name: 'casbin, an enforcer for each subscription, functions for groups, scopes and actions',
    prepare({ tenant, scopes, holderIds, roleIds }) {
      const enforcer = enforcers.get(tenant);
      if (enforcer === undefined) throw new Error(`\`${tenant}\` has no rules`);
      const asked = [scopes, holderIds, roleIds].map((each) => new Set<string>(each));
      return () => enforcer.enforceSync(...asked);
    },
  };
};
