import { randomUUID } from 'node:crypto';
import { addServicePrincipalOwner } from '../../../src/commands/add-service-principal-owner.ts';
import type { Caller } from '../../../src/commands/caller.ts';
import { addGroupMember } from '../../../src/commands/change-group-members.ts';
import { addGroupOwner } from '../../../src/commands/change-owners.ts';
import { createPrincipal } from '../../../src/commands/create-principal.ts';
import { updateRoleManagementPolicy } from '../../../src/commands/update-role-management-policy.ts';
import { demoIds, demoRoles, demoScopes } from '../../../src/demo/demo-organisation.ts';
import type { Rule, RuleId } from '../../../src/domain/policy/policy.ts';
import type { AskedRequest } from '../../../src/domain/request/request.ts';
import { parseScope, type Scope } from '../../../src/domain/scope.ts';
import { milliseconds, parseDuration, parseInstant } from '../../../src/domain/time.ts';
import type { DemoLedger } from '../../support/demo-ledger.ts';
import { proven } from '../../support/proven.ts';
import type { RequestStep, RoleName, Scenario, ScopeName, Who, WrittenRules } from './scenario.ts';

/** Where a story happens: the demo organisation with the scenario's own cast, and what the story has named so far. */
export interface World extends DemoLedger {
  readonly startedAt: Temporal.Instant;
  idOf(who: Who): string;
  caller(who: Who, proofs?: readonly string[]): Caller;
  asks(step: RequestStep): AskedRequest;
  /** Remembers what was asked, under the name that the step gives it. */
  remember(step: RequestStep, asked: AskedRequest): void;
  request(name: string): AskedRequest & { readonly by: Who };
  nameOf(requestId: string): string;
  whoIs(principalId: string): Who;
  /** The words of what the caller's sign-in proved. */
  proofsOf(step: Pick<RequestStep, 'proofs' | 'signedIn'>): readonly string[];
  /** The ids of proofs, by the names that the story gives them. */
  readonly proofIds: Map<string, string>;
  proofIdOf(step: RequestStep): string | null;
}

export function roleId(role: RoleName): string {
  return demoRoles[role];
}

export function pathOf(scope: ScopeName): string {
  if (scope === 'root') return '/';
  return scope.startsWith('/') ? scope : demoScopes[scope as keyof typeof demoScopes];
}

export function scopeOf(scope: ScopeName): Scope {
  return parseScope(pathOf(scope));
}

/** Days and weeks too, which an instant alone does not add; a leading `-` goes back. */
export function moved(from: Temporal.Instant, offset: string): Temporal.Instant {
  const isBack = offset.startsWith('-');
  const lengthMs = offset === 'PT0S' ? 0 : milliseconds(parseDuration(isBack ? offset.slice(1) : offset, 'offset'));
  return from.add({ milliseconds: isBack ? -lengthMs : lengthMs });
}

export function changesIn({ rules }: Pick<WrittenRules, 'rules'>): ReadonlyMap<RuleId, Rule> {
  return new Map(Object.entries(rules) as [RuleId, Rule][]);
}

/** Who asks: the holder for themself, an administrator for others. */
export function askerOf(step: RequestStep): Who {
  return step.by ?? (step.does.startsWith('self') ? step.who : 'grace');
}

/** Brings the scenario's cast and settings into the demo organisation. */
export async function openWorld(demo: DemoLedger, { cast = [], policies = [], clock: pace }: Scenario): Promise<World> {
  const { ledger, clock } = demo;
  const ids = new Map<Who, string>(Object.entries(demoIds));
  const proofIds = new Map<string, string>();
  const requests = new Map<string, AskedRequest & { readonly by: Who }>();
  const idOf = (who: Who) => found(ids, who);
  const caller = (who: Who, proofs: readonly string[] = []): Caller => ({
    principalId: idOf(who),
    assurance: proven(proofs),
    correlationId: randomUUID(),
    origin: 'test',
  });

  for (const { name, kind, email = null, id = randomUUID() } of cast) {
    ids.set(name, id);
    if (kind === 'stranger') continue;
    const names = { displayName: name, userName: null, email, issuer: 'https://issuer.example', subject: id };
    await createPrincipal(ledger, caller('grace'), { id, kind, ...names });
  }
  for (const { name, kind, members = [], owners = [] } of cast) {
    for (const member of members) await addGroupMember(ledger, caller('grace'), idOf(name), idOf(member));
    const addOwner = kind === 'group' ? addGroupOwner : addServicePrincipalOwner;
    for (const owner of owners) await addOwner(ledger, caller('grace'), idOf(name), idOf(owner));
  }
  for (const { role, scope, rules } of policies) {
    const policy = { roleDefinitionId: roleId(role), scope: scopeOf(scope) };
    await updateRoleManagementPolicy(ledger, caller('grace'), policy, changesIn({ rules }));
  }

  if (pace === 'ticking') clock.tick();
  return {
    ...demo,
    startedAt: clock(),
    idOf,
    caller,
    asks: (step) => asks(step, clock(), idOf, (name) => found(requests, name).id),
    remember(step, asked) {
      if (step.as !== undefined) requests.set(step.as, { ...asked, by: askerOf(step) });
    },
    request: (name) => found(requests, name),
    proofsOf: ({ proofs = [], signedIn }) => [
      ...proofs,
      ...(signedIn === undefined ? [] : [`at${moved(clock(), signedIn).epochMilliseconds}`]),
    ],
    proofIds,
    proofIdOf: ({ proof }) => (proof === undefined ? null : found(proofIds, proof)),
    whoIs: (principalId) => [...ids].find(([, id]) => id === principalId)?.[0] ?? principalId,
    nameOf: (requestId) => [...requests].find(([, { id }]) => id === requestId)?.[0] ?? requestId,
  };
}

function asks(
  step: RequestStep,
  now: Temporal.Instant,
  idOf: (who: Who) => string,
  requestId: (name: string) => string,
): AskedRequest {
  const { justification = 'Triage of IR-2026-0142', ticket = { number: 'IR-2026-0142', system: 'Jira' } } = step;
  return {
    id: randomUUID(),
    kind: step.kind ?? 'active',
    type: step.does,
    principalId: idOf(step.who),
    roleDefinitionId: roleId(step.role),
    scope: scopeOf(step.scope ?? 'production'),
    schedule: {
      startAt: startOf(step, now),
      expiration: expirationOf(step, now),
    },
    justification,
    ticket,
    condition: step.condition === undefined ? null : { text: step.condition, version: step.conditionVersion ?? '2.0' },
    linkedEligibilityId: step.onEligibilityOf === undefined ? null : requestId(step.onEligibilityOf),
    targetScheduleId: step.target === undefined ? null : requestId(step.target),
  };
}

const usualLength: Partial<Record<RequestStep['does'], string>> = { selfActivate: 'PT2H', adminAssign: 'P30D' };

/** A text is read as every surface reads it. */
function startOf({ from, fromText }: RequestStep, now: Temporal.Instant): Temporal.Instant | null {
  if (fromText !== undefined) return parseInstant(fromText, 'startAt');
  return from === undefined ? null : moved(now, from);
}

function expirationOf(step: RequestStep, now: Temporal.Instant): AskedRequest['schedule']['expiration'] {
  if (step.isPermanent) return { type: 'noExpiration' };
  if (step.untilText !== undefined) {
    return { type: 'afterDateTime', endAt: parseInstant(step.untilText, 'endAt') };
  }
  if (step.until !== undefined) return { type: 'afterDateTime', endAt: moved(now, step.until) };
  const duration = step.lasting ?? usualLength[step.does];
  return duration === undefined ? null : { type: 'afterDuration', duration };
}

function found<Value>(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`the scenario knows no \`${name}\``);
  return value;
}
