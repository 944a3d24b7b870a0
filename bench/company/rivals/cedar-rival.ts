import {
  preparsePolicySet,
  type StatefulAuthorizationCall,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { OpenRival } from './rival.ts';

/** Cedar, with a policy set for each tenant that is parsed once, and three entities with a question. */
export const openCedar: OpenRival = async ({ rules }) => {
  for (const [tenant, held] of rules) {
    const policies = held.map(
      ({ scope, holderId, roleId }) =>
        `permit (principal in Holder::"${holderId}", action in Action::"${roleId}", resource in Scope::"${scope}");`,
    );
    const { type } = preparsePolicySet(tenant, { staticPolicies: policies.join('\n') });
    if (type !== 'success') throw new Error(`Cedar cannot read the policies of \`${tenant}\``);
  }
  const entities = (type: string, ids: readonly string[]) => ids.map((id) => ({ type, id }));
  return {
    name: '`cedar-wasm`, a policy set parsed once for each subscription, three entities with a question',
    prepare({ tenant, principalId, holderIds, scope, scopes, action, roleIds }) {
      const [principal, resource] = [
        { type: 'Holder', id: principalId },
        { type: 'Scope', id: scope },
      ];
      const operation = { type: 'Action', id: action };
      const call: StatefulAuthorizationCall = {
        principal,
        action: operation,
        resource,
        context: {},
        preparsedPolicySetId: tenant,
        entities: [
          { uid: principal, attrs: {}, parents: entities('Holder', holderIds.slice(1)) },
          { uid: operation, attrs: {}, parents: entities('Action', roleIds) },
          { uid: resource, attrs: {}, parents: entities('Scope', scopes.slice(1)) },
        ],
      };
      return () => {
        const answer = statefulIsAuthorized(call);
        if (answer.type !== 'success') throw new Error(`Cedar answers: ${JSON.stringify(answer.errors)}`);
        return answer.response.decision === 'allow';
      };
    },
  };
};
