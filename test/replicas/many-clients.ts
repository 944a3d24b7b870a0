import { randomUUID } from 'node:crypto';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { demoIssuer } from '../../src/demo/demo-issuer.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { AUDIENCE, type Fleet, RATE } from './fleet.ts';

/** The shortest assignment that there is. */
const SHORT_MS = 5 * 60_000;
const API = '/api/security/pim';
const people = ['grace', 'alice', 'bob', 'carol', 'dave'] as const;
type Person = (typeof people)[number];
const resourceRoles = builtInRoles.filter(({ family }) => family === 'resource');
/** What was answered with success, and what must not have been. */
export interface Told {
  /** Requests that were taken, by id. */
  readonly requests: Set<string>;
  /** Who decided a request, as each of those who won was told. */
  readonly decisions: Map<string, string[]>;
  /** Display names of groups that were made. */
  readonly groups: Set<string>;
  /** Assignments for five minutes, by id. */
  readonly ends: Set<string>;
  /** Access questions that were answered by `yes` though they were put after the end. */
  late: number;
  /** By `no` though they demanded to be answered from after the assignment. */
  stale: number;
  /** How many were answered at all. */
  questions: number;
  /** How often each status was answered; 0: the connection was cut. */
  readonly statuses: Map<number, number>;
}

export interface ManyClients {
  readonly told: Told;
  /** Settles when each has finished what it was about. */
  stop(): Promise<void>;
}

/** So many clients of a fleet, each doing one kind of thing as fast as it is answered. `scopes`: for one request each. */
export async function startClients(fleet: Fleet, scopes: readonly string[], count: number): Promise<ManyClients> {
  const issuer = await demoIssuer({ dataDir: fleet.dataDir });
  const tokens = new Map<Person, string>();
  for (const name of people) {
    const lasting = { lifetimeSeconds: 86_400, amr: ['pwd', 'mfa'] };
    tokens.set(name, await issuer.sign(name, { audience: AUDIENCE, clock: fleet.clock, ...lasting }));
  }
  const now = () => fleet.clock().epochMilliseconds;
  const left = [...scopes];
  const told: Told = {
    requests: new Set(),
    decisions: new Map(),
    groups: new Set(),
    ends: new Set(),
    late: 0,
    stale: 0,
    questions: 0,
    statuses: new Map(),
  };
  let isOver = false;

  async function send(name: Person, method: string, path: string, body?: unknown, headers = {}) {
    const answer = await fetch(fleet.url + path, {
      method,
      headers: { authorization: `Bearer ${tokens.get(name)}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null);
    const text = (await answer?.text().catch(() => null)) ?? null;
    const status = text === null ? 0 : (answer?.status ?? 0);
    told.statuses.set(status, (told.statuses.get(status) ?? 0) + 1);
    // whoever is turned away comes back a little later
    if (status === 0 || status >= 500) await new Promise((resolve) => setTimeout(resolve, 50));
    return { isDone: status >= 200 && status < 300, text: text ?? '', headers: answer?.headers };
  }

  async function ask(name: Person, kind: 'Eligibility' | 'Assignment', scope: string, about: object) {
    const id = randomUUID();
    const path = `${scope}/providers/Microsoft.Authorization/role${kind}ScheduleRequests/${id}`;
    const properties = { justification: 'fleet', ticketInfo: { ticketNumber: 'F-1', ticketSystem: 'Jira' }, ...about };
    const { isDone, headers } = await send(name, 'PUT', `${path}?api-version=2020-10-01`, { properties });
    if (isDone) told.requests.add(id);
    return { id, isDone, sequence: headers?.get('x-brevet-sequence') ?? '' };
  }

  function grant(scope: string, principalId: string, role: string, requestType: string, expiration: object) {
    const roleDefinitionId = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
    return { principalId, roleDefinitionId, requestType, scheduleInfo: { expiration } };
  }

  /** Alice asks, and three decide at once. */
  async function race(): Promise<void> {
    const scope = left.pop();
    if (scope === undefined) return eligibility();
    const hour = { type: 'AfterDuration', duration: 'PT1H' };
    const asked = grant(scope, demoIds.alice, demoRoles.owner, 'SelfActivate', hour);
    const { id, isDone } = await ask('alice', 'Assignment', scope, asked);
    if (!isDone) return;
    const decide = async (by: Person, what: 'approve' | 'deny') => {
      const won = await send(
        by,
        'POST',
        `${API}/approvals/${id}/${what}`,
        what === 'deny' ? { reason: 'no' } : { justification: 'seen' },
      );
      if (won.isDone) told.decisions.set(id, [...(told.decisions.get(id) ?? []), `${what} ${demoIds[by]}`]);
    };
    await Promise.all([decide('bob', 'approve'), decide('carol', 'deny'), decide('dave', 'approve')]);
  }

  async function eligibility(): Promise<void> {
    const role = resourceRoles[Math.floor(Math.random() * resourceRoles.length)]?.id ?? '';
    const days = { type: 'AfterDuration', duration: 'P15D' };
    const { sandbox } = demoScopes;
    await ask('grace', 'Eligibility', sandbox, grant(sandbox, demoIds.mallory, role, 'AdminAssign', days));
  }

  /** An assignment for five minutes, and a question as soon as it is made, and as soon as it is over. */
  async function shortAccess(): Promise<void> {
    const scope = left.pop();
    if (scope === undefined) return eligibility();
    const short = { type: 'AfterDuration', duration: 'PT5M' };
    const given = grant(scope, demoIds.mallory, demoRoles.reader, 'AdminAssign', short);
    const earliest = now() + SHORT_MS;
    const { id, isDone, sequence } = await ask('grace', 'Assignment', scope, given);
    const latest = now() + SHORT_MS;
    if (!isDone) return;
    told.ends.add(id);
    const may = async (headers = {}) => {
      const question = {
        subject: { type: 'user', id: demoIds.mallory },
        resource: { type: 'scope', id: scope },
        action: { name: 'Microsoft.Storage/storageAccounts/read' },
      };
      const answer = await send('grace', 'POST', '/access/v1/evaluation', question, headers);
      if (!answer.isDone) return null;
      told.questions += 1;
      return JSON.parse(answer.text).decision === true;
    };
    const isSeen = await may({ 'x-brevet-consistency': sequence });
    if (isSeen === false && now() < earliest) told.stale += 1;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, latest - now()) / RATE + 1));
    for (let question = 0; question < 3; question += 1) if (await may()) told.late += 1;
  }

  /** A group, asked for with one key until it is there. */
  async function group(): Promise<void> {
    const displayName = `Group ${randomUUID()}`;
    const key = { 'idempotency-key': randomUUID() };
    while (!isOver) {
      const { isDone } = await send('grace', 'POST', `${API}/groups`, { displayName }, key);
      if (!isDone) continue;
      told.groups.add(displayName);
      return;
    }
  }

  async function look(): Promise<void> {
    await send('bob', 'GET', `${API}/my-roles/active`);
    await send('grace', 'GET', `${API}/assignments?state=active&limit=20`);
  }

  const kinds = [race, race, shortAccess, shortAccess, eligibility, group, look];
  const clients = Array.from({ length: count }, async (_, client) => {
    const kind = kinds[client % kinds.length] ?? look;
    while (!isOver) await kind();
  });
  return {
    told,
    async stop() {
      isOver = true;
      await Promise.all(clients);
    },
  };
}
