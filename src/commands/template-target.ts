import { Refusal, refuse, type TargetProblem, type Violation } from '../domain/errors.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { accessControl } from './access-control.ts';
import { authorise } from './authorise.ts';
import type { Caller } from './caller.ts';
import type { PolicyAddress } from './update-role-management-policy.ts';

/** Holds the ledger no longer than a blink; more are applied in several calls. */
const MOST_TARGETS = 200;

type TemplateCommand = 'applyPolicyTemplate' | 'detachPolicyTemplate';

/** The roles and scopes of a call, each once. Refuses none at all, and too many. */
export function distinctTargets(targets: readonly PolicyAddress[]): readonly PolicyAddress[] {
  const byKey = new Map(targets.map((target) => [`${target.roleDefinitionId} ${target.scope}`, target]));
  if (byKey.size >= 1 && byKey.size <= MOST_TARGETS) return [...byKey.values()];
  return refuse({
    code: 'valueInvalid',
    field: 'targets',
    given: String(byKey.size),
    allowed: `1 to ${MOST_TARGETS} targets`,
    message: `there are ${byKey.size} targets; allowed: 1 to ${MOST_TARGETS} in one call`,
  });
}

/**
 * Refuses unless the caller may write settings at every target, and names those where not: before anything else is
 * said about them, so that nobody learns what is there.
 */
export async function authoriseTargets(
  tx: Reader,
  caller: Caller,
  command: TemplateCommand,
  targets: readonly PolicyAddress[],
  now: Temporal.Instant,
): Promise<void> {
  const problems: TargetProblem[] = [];
  for (const { roleDefinitionId, scope } of targets) {
    const role = await roleDefinitionById(tx, roleDefinitionId);
    const scopeChain = await scopeChainOf(tx, scope);
    const violation = await violationOf(() =>
      authorise(tx, caller, command, { family: role?.family ?? 'resource', scopeChain }, now),
    );
    if (violation === null) continue;
    if (violation.code !== 'notPermitted') refuse(violation);
    problems.push({ roleDefinitionId, scope, code: violation.code, message: violation.message });
  }
  if (problems.length === 0) return;
  refuse({
    code: 'notPermitted',
    given: accessControl[command].resource,
    targets: problems,
    message: `you may not write settings at ${problems.length} of ${targets.length} targets; nothing was changed`,
  });
}

/** What the work refuses; null where it refuses nothing. */
export async function violationOf(work: () => Promise<unknown>): Promise<Violation | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.violation;
    throw error;
  }
}
