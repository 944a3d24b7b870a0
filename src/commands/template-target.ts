import { readsPolicies } from '../domain/access/reads-policies.ts';
import { Refusal, refuse, type TargetProblem, type Violation } from '../domain/errors.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { accessControl } from './access-control.ts';
import { authorise, callerFacts } from './authorise.ts';
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

/** The roles and scopes of a call. */
export interface AddressedTargets {
  readonly addresses: readonly PolicyAddress[];
  /** Whether the caller named them; else they are what follows the template. */
  readonly areNamed: boolean;
}

/**
 * Refuses unless the caller may write settings at every target, and names those where not: before anything else is
 * said about them, so that nobody learns what is there. Of what the caller did not name, it names those alone whose
 * settings the caller may read. Returns the caller's facts.
 */
export async function authoriseTargets(
  tx: Reader,
  caller: Caller,
  command: TemplateCommand,
  { addresses, areNamed }: AddressedTargets,
  now: Temporal.Instant,
): Promise<PrincipalFacts> {
  const facts = await callerFacts(tx, caller, now);
  const holder = await holderFacts(tx, facts, now);
  const problems: TargetProblem[] = [];
  let isHiddenInTheWay = false;
  for (const { roleDefinitionId, scope } of addresses) {
    const role = await roleDefinitionById(tx, roleDefinitionId);
    const scopeChain = await scopeChainOf(tx, scope);
    const family = role?.family ?? 'resource';
    const violation = await violationOf(() => authorise(tx, caller, command, { family, scopeChain }, now));
    if (violation === null) continue;
    if (violation.code !== 'notPermitted') refuse(violation);
    if (areNamed || readsPolicies(holder, family, scopeChain, now)) {
      problems.push({ roleDefinitionId, scope, code: violation.code, message: violation.message });
    } else isHiddenInTheWay = true;
  }
  if (problems.length === 0 && !isHiddenInTheWay) return facts;
  const where = areNamed
    ? `${problems.length} of ${addresses.length} targets`
    : 'every target that follows the template';
  return refuse({
    code: 'notPermitted',
    given: accessControl[command].resource,
    targets: problems,
    message: `you may not write settings at ${where}; nothing was changed`,
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
