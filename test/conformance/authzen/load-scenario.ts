import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { TestServer } from '../../support/test-server.ts';

const API = '/api/security/pim';
const RBAC = 'api-version=2022-04-01';
const HIERARCHY = 'api-version=2021-04-01';

/** What a policy of a public interop scenario is, told in roles, assignments and conditions. */
export interface Scenario {
  /** Whose `sub` people are known by. */
  readonly issuer: string;
  readonly subscriptionId: string;
  /** What people are called by their provider. */
  readonly people: readonly string[];
  /** The operations that each role gives. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** By resource group: its resources, as provider, type and name. */
  readonly resources: Readonly<Record<string, readonly string[]>>;
  readonly assignments: readonly ScenarioAssignment[];
}

export interface ScenarioAssignment {
  readonly person: string;
  readonly role: string;
  /** Below the subscription; left out: at it. */
  readonly at?: string;
  readonly condition?: string;
}

/** Makes all of it by calls that any administrator could make. The gateway that is to ask is the answer, by its id. */
export async function loadScenario(server: Pick<TestServer, 'call'>, scenario: Scenario): Promise<string> {
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await server.call('grace+mfa', method, path, body);
    expect([path, answer.status < 300 ? 'done' : answer.body]).toEqual([path, 'done']);
    return answer.body;
  };
  const { issuer } = scenario;
  const identity = { issuer, subject: 'gateway' };
  const gateway = await send('POST', `${API}/service-principals`, { displayName: 'Gateway', identity });
  const subscription = `/subscriptions/${scenario.subscriptionId}`;
  await send('PUT', `${subscription}?${HIERARCHY}`, { displayName: 'Interop' });
  for (const [group, resources] of Object.entries(scenario.resources)) {
    const path = `${subscription}/resourceGroups/${group}`;
    await send('PUT', `${path}?${HIERARCHY}`, { location: 'westeurope' });
    for (const resource of resources) await send('PUT', `${path}/providers/${resource}?${HIERARCHY}`, {});
  }
  const people = new Map<string, string>();
  for (const subject of scenario.people) {
    const { id } = await send('POST', `${API}/people`, { displayName: subject, identity: { issuer, subject } });
    people.set(subject, id);
  }
  const roles = new Map<string, string>();
  for (const [role, actions] of Object.entries(scenario.roles)) {
    const id = randomUUID();
    // names are unique in an organisation, and every scenario has its readers
    const roleName = `${role} of ${new URL(issuer).hostname}`;
    const properties = { roleName, permissions: [{ actions }], assignableScopes: [subscription] };
    const path = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
    await send('PUT', `${path}?${RBAC}`, { properties });
    roles.set(role, id);
  }
  for (const { person, role, at, condition } of scenario.assignments) {
    await send('POST', `${API}/requests`, {
      type: 'adminAssign',
      kind: 'active',
      principalId: people.get(person),
      roleDefinitionId: roles.get(role),
      scope: at === undefined ? subscription : `${subscription}/resourceGroups/${at}`,
      duration: 'P30D',
      justification: 'Interop scenario of the AuthZEN working group',
      ...(condition === undefined ? {} : { condition }),
    });
  }
  return gateway.id;
}
