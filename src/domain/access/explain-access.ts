import { compileActionPattern } from '../action-pattern.ts';
import type { RoleDefinition } from '../role-definition.ts';
import type { Scope } from '../scope.ts';
import { compilePermission } from './compiled-permission.ts';
import { type AccessQuestion, decideAccess, type Grant, type Holder, type Obstacle } from './decide-access.ts';
import { decideRole } from './decide-role.ts';
import type { Denial } from './denial.ts';

/** What was possible: an operation, a role, or any role at all (null). */
export type AskedAccess =
  | { readonly action: string; readonly isDataAction: boolean }
  | { readonly roleDefinitionId: string }
  | null;

export interface ExplainedAccess {
  /** `conditional`: only where a condition is met that nobody can tell afterwards. */
  readonly outcome: 'granted' | 'conditional' | 'denied' | 'none';
  /** Every schedule that gives it, also where a denial takes it away. */
  readonly giving: ReadonlyArray<{ readonly grant: Grant; readonly isConditional: boolean }>;
  readonly others: ReadonlyArray<{ readonly grant: Grant; readonly obstacle: Obstacle }>;
  readonly denial: Denial | null;
}

/** What is asked about a holder. */
export interface ExplainedQuestion {
  readonly asked: AskedAccess;
  /** From the asked scope up to the root. */
  readonly scopeChain: readonly Scope[];
  readonly atMs: number;
  /** What conditions are judged by; null: nobody knows, and what rests on one is `conditional`. */
  readonly attributes: AccessQuestion['attributes'];
}

/**
 * Everything that gives an access and what stands against it, by the rules of `decideAccess` and `decideRole` applied to
 * each schedule by itself.
 */
export function explainAccess(
  { grants, denials }: Pick<Holder, 'grants' | 'denials'>,
  question: ExplainedQuestion,
): ExplainedAccess {
  const giving: { grant: Grant; isConditional: boolean }[] = [];
  const others: { grant: Grant; obstacle: Obstacle }[] = [];
  for (const grant of grants) {
    const obstacle = obstacleTo(grant, question);
    const isOpen = obstacle === 'conditionNotMet' && question.attributes === null;
    if (obstacle === null || isOpen) giving.push({ grant, isConditional: obstacle !== null });
    else others.push({ grant, obstacle });
  }
  const denial = giving.length === 0 ? null : denialOf(denials, question);
  const isGranted = giving.some(({ isConditional }) => !isConditional);
  const outcome = giving.length === 0 ? 'none' : denial !== null ? 'denied' : isGranted ? 'granted' : 'conditional';
  return { outcome, giving, others, denial };
}

function obstacleTo(grant: Grant, { asked, scopeChain, atMs, attributes }: ExplainedQuestion): Obstacle | null {
  const only: Holder = { enabled: true, grants: [grant], denials: [] };
  if (asked !== null && 'action' in asked) {
    const decision = decideAccess(only, { ...asked, scopeChain, attributes }, atMs, true);
    return decision.allowed ? null : (decision.considered[0]?.obstacle ?? 'otherScope');
  }
  const roleDefinitionId = asked?.roleDefinitionId ?? grant.role.id;
  if (grant.role.id !== roleDefinitionId) return 'actionNotInRole';
  const decision = decideRole(only, [roleDefinitionId], scopeChain, atMs, true);
  return decision.allowed ? null : (decision.considered[0]?.obstacle ?? 'otherScope');
}

/** Denials take operations away, and no roles. */
function denialOf(denials: readonly Denial[], { asked, scopeChain, ...question }: ExplainedQuestion): Denial | null {
  if (asked === null || !('action' in asked)) return null;
  const nothingKnown = () => undefined;
  const attributes = question.attributes ?? {
    principal: nothingKnown,
    resource: nothingKnown,
    request: nothingKnown,
    environment: nothingKnown,
  };
  return denials.find((denial) => denial.denies({ ...asked, scopeChain, attributes })) ?? null;
}

/** The pattern of a role that takes in an operation, and the condition that the role itself sets. */
export interface GivingPattern {
  readonly pattern: string;
  readonly condition: string | null;
}

/** What of a role takes in an operation, without a condition where it can be; null where nothing does. */
export function givingPattern(role: RoleDefinition, action: string, isDataAction: boolean): GivingPattern | null {
  let found: GivingPattern | null = null;
  for (const permission of role.permissions) {
    if (!compilePermission(permission).matches(action, isDataAction)) continue;
    const patterns = isDataAction ? permission.dataActions : permission.actions;
    const pattern = patterns.find((each) => compileActionPattern(each)(action));
    if (pattern === undefined) continue;
    if (permission.condition === null) return { pattern, condition: null };
    found ??= { pattern, condition: permission.condition };
  }
  return found;
}
