import { randomUUID } from 'node:crypto';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';

/** One bad request and the exact refusal that it must get. */
export interface BadInput {
  readonly title: string;
  /** A demo name; null: no token. */
  readonly by: string | null;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, everything else as JSON. */
  readonly body?: unknown;
  readonly status: number;
  readonly code: string;
  /** What the message must name, such as the field. */
  readonly names?: string;
}

export const ARM_VERSION = 'api-version=2020-10-01';
const production = demoScopes.production;
export const guid = (): string => randomUUID();

/** Address of a schedule request. */
export function requestPath(scope: string, name = guid(), kind: 'Assignment' | 'Eligibility' = 'Assignment'): string {
  return `${scope}/providers/Microsoft.Authorization/role${kind}ScheduleRequests/${name}?${ARM_VERSION}`;
}

/** A body that would be right for Alice and Owner on Production, with what a case changes; undefined leaves out. */
export function armBody(over: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    properties: {
      principalId: demoIds.alice,
      roleDefinitionId: `${production}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.owner}`,
      requestType: 'SelfActivate',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
      justification: 'Triage of IR-2026-0142',
      ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
      ...over,
    },
  };
}

/** The same body with another asked time. */
export function lasting(expiration: unknown, startDateTime?: unknown): unknown {
  return armBody({ scheduleInfo: { ...(startDateTime === undefined ? {} : { startDateTime }), expiration } });
}

/** A PUT of a schedule request by Alice on Production, unless the case says otherwise. */
export function put(
  title: string,
  body: unknown,
  status: number,
  code: string,
  more: Partial<BadInput> = {},
): BadInput {
  return { title, by: 'alice', method: 'PUT', path: requestPath(production), body, status, code, ...more };
}
