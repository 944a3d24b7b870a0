import { refuse, type TargetProblem } from '../domain/errors.ts';
import { type PolicyUpdateFacts, withChanges } from '../domain/policy/decide-policy-update.ts';
import {
  type AppliedTarget,
  decideTemplateApplication,
} from '../domain/policy-template/decide-template-application.ts';
import { type PolicyTemplate, statedRules } from '../domain/policy-template/policy-template.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { templateTargets } from '../ledger/facts/template-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { appendPolicyChange } from './append-policy-change.ts';
import { type Caller, contextOf } from './caller.ts';
import { seenTemplate } from './known-template.ts';
import { policyReach } from './policy-reach-facts.ts';
import { askedTarget, type RequestTarget, requireTarget } from './request-target.ts';
import { authoriseTargets, distinctTargets, violationOf } from './template-target.ts';
import type { PolicyAddress } from './update-role-management-policy.ts';

/**
 * Writes a template's rules for many roles and scopes at once, or again for all that it was applied to before
 * (`members`). One target that refuses refuses all; every problem is named (BEHAVIOUR §2).
 */
export function applyPolicyTemplate(
  ledger: Ledger,
  caller: Caller,
  templateId: string,
  asked: readonly PolicyAddress[] | 'members',
): Promise<readonly AppliedTarget[]> {
  return ledger.execute(contextOf(caller, 'applyPolicyTemplate', templateId), async ({ now, tx, append }) => {
    const template = await seenTemplate(tx, caller, templateId, now);
    const addresses = distinctTargets(asked === 'members' ? await templateTargets(tx, templateId) : asked);
    const areNamed = asked !== 'members';
    const applier = await authoriseTargets(tx, caller, 'applyPolicyTemplate', { addresses, areNamed }, now);
    const targets = await knownTargets(tx, applier, template, addresses, now);
    const facts: PolicyUpdateFacts[] = [];
    for (const target of targets) facts.push(await updateFacts(tx, caller, template, target, now));
    const application = decideTemplateApplication(template, facts);
    if (!application.accepted) refuse(application.violation);
    await appendPolicyChange({ now, tx, append }, rolesOf(targets), caller.principalId, application.events);
    return application.applied;
  });
}

/** The roles and scopes behind the addresses. Refuses where one is not there, and names each. */
async function knownTargets(
  tx: Reader,
  applier: PrincipalFacts,
  template: PolicyTemplate,
  addresses: readonly PolicyAddress[],
  now: Temporal.Instant,
): Promise<readonly RequestTarget[]> {
  const targets: RequestTarget[] = [];
  const problems: TargetProblem[] = [];
  for (const address of addresses) {
    const violation = await violationOf(async () => {
      targets.push(await requireTarget(tx, await askedTarget(tx, applier, address, now)));
    });
    if (violation === null) continue;
    const { roleDefinitionId, scope } = address;
    problems.push({ roleDefinitionId, scope, code: violation.code, message: violation.message });
  }
  if (problems.length === 0) return targets;
  const message = `template \`${template.name}\` cannot be applied to ${problems.length} of ${addresses.length} targets; nothing was changed`;
  return refuse({ code: 'templateNotApplicable', message, targets: problems });
}

async function updateFacts(
  tx: Reader,
  caller: Caller,
  template: PolicyTemplate,
  target: RequestTarget,
  now: Temporal.Instant,
): Promise<PolicyUpdateFacts> {
  const policy = await policyFor(tx, target.role, target.scopeChain);
  const rules = withChanges(policy.rules, new Map(statedRules(template.rules)));
  return { policy, callerId: caller.principalId, reach: await policyReach(tx, target, rules, now) };
}

function rolesOf(targets: readonly RequestTarget[]): readonly RoleDefinition[] {
  return [...new Map(targets.map(({ role }) => [role.id, role])).values()];
}
