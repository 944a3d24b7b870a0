import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultPolicyRules } from '../../src/domain/policy/default-policy.ts';
import { effectivePolicy, type WrittenPolicy } from '../../src/domain/policy/effective-policy.ts';
import { governs } from '../../src/domain/policy/policy-reach.ts';
import { roleRisk } from '../../src/domain/role-risk.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { aRoleDefinition, NOW } from '../support/builders.ts';
import { propertyRun } from '../support/property-run.ts';

const role = aRoleDefinition();
const other = aRoleDefinition({ id: 'another-role' });

/** A tree of scopes as each one's way up to the root; every scope has a random parent that was made before it. */
const tree = fc.array(fc.nat(), { maxLength: 8 }).map((parents) => {
  const chains: (readonly Scope[])[] = [['/' as Scope]];
  for (const [index, parent] of parents.entries()) {
    chains.push([`/scope-${index}` as Scope, ...(chains[parent % chains.length] ?? [])]);
  }
  return chains;
});

/** Who wrote what where; each policy is recognisable by its spot audit. */
const forest = tree.chain((chains) =>
  fc
    .record({
      written: fc.subarray(chains.map(([scope]) => scope as Scope)),
      foreign: fc.subarray(chains.map(([scope]) => scope as Scope)),
      at: fc.nat(chains.length - 1),
    })
    .map(({ written, foreign, at }) => ({
      chains,
      chain: chains[at] as readonly Scope[],
      writtenAt: new Set(written),
      policies: [...foreign.map((scope) => policyAt(scope, other.id)), ...written.map((scope) => policyAt(scope))],
    })),
);

function policyAt(scope: Scope, roleDefinitionId = role.id): WrittenPolicy {
  const oneIn = scope.length + (roleDefinitionId === role.id ? 0 : 500);
  const rules = {
    ...defaultPolicyRules('resource', 'low'),
    SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn },
  };
  return { scope, roleDefinitionId, rules: rules as WrittenPolicy['rules'], modifiedAt: NOW, modifiedById: scope };
}

it("the nearest ancestor's policy applies, whole, and the default where there is none", () => {
  fc.assert(
    fc.property(forest, ({ chain, writtenAt, policies }) => {
      const policy = effectivePolicy(role, chain, policies);
      const nearest = chain.find((scope) => writtenAt.has(scope)) ?? null;
      expect(policy.writtenAt).toBe(nearest);
      const [scope] = chain as [Scope];
      const rules = nearest === null ? defaultPolicyRules(role.family, roleRisk(role, scope)) : policyAt(nearest).rules;
      expect(policy).toMatchObject({ scope, roleDefinitionId: role.id, rules, modifiedById: nearest });
    }),
    propertyRun(),
  );
});

it('a policy applies exactly where it governs, and its removal hands each such scope to the next one above', () => {
  fc.assert(
    fc.property(forest, ({ chains, chain: [scope], writtenAt, policies }) => {
      const at = scope as Scope;
      const own = [...policies.filter((each) => each.scope !== at || each.roleDefinitionId !== role.id), policyAt(at)];
      const without = own.filter((each) => each.scope !== at || each.roleDefinitionId !== role.id);
      for (const chain of chains) {
        const isGoverned = effectivePolicy(role, chain, own).writtenAt === at;
        expect(governs(at, chain, writtenAt)).toBe(isGoverned);
        const after = effectivePolicy(role, chain, without);
        if (!isGoverned) expect(after).toEqual(effectivePolicy(role, chain, own));
        else {
          const above = chain.slice(chain.indexOf(at) + 1);
          expect(after.writtenAt).toBe(above.find((each) => writtenAt.has(each)) ?? null);
        }
      }
    }),
    propertyRun(),
  );
});
