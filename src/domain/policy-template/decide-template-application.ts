import type { TargetProblem, Violation } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import { decidePolicyUpdate, type PolicyUpdateFacts } from '../policy/decide-policy-update.ts';
import type { PolicyWarning } from '../policy/policy-warning.ts';
import type { Scope } from '../scope.ts';
import { type PolicyTemplate, statedRules } from './policy-template.ts';

/** One role at one scope that a template was applied to, with what is worth a second look there. */
export interface AppliedTarget {
  readonly roleDefinitionId: string;
  readonly scope: Scope;
  readonly warnings: readonly PolicyWarning[];
}

export type TemplateApplication =
  | { readonly accepted: true; readonly events: readonly DomainEvent[]; readonly applied: readonly AppliedTarget[] }
  | { readonly accepted: false; readonly violation: Violation };

/**
 * Writes the template's rules at every target and remembers that they come from it. What one target refuses, all
 * refuse, and each problem is named with its target.
 */
export function decideTemplateApplication(
  template: PolicyTemplate,
  targets: readonly PolicyUpdateFacts[],
): TemplateApplication {
  const changes = new Map(statedRules(template.rules));
  const events: DomainEvent[] = [];
  const applied: AppliedTarget[] = [];
  const problems: TargetProblem[] = [];
  for (const facts of targets) {
    const { scope, roleDefinitionId } = facts.policy;
    const decision = decidePolicyUpdate(changes, facts);
    if (!decision.accepted) {
      const { code, message } = decision.violation;
      problems.push({ roleDefinitionId, scope, code, message });
      continue;
    }
    const { id: templateId, version, rules } = template;
    for (const event of decision.events) {
      events.push(event.type === 'roleManagementPolicy.updated' ? { ...event, templateId } : event);
    }
    const appliedById = facts.callerId;
    events.push({ type: 'policyTemplate.applied', templateId, version, scope, roleDefinitionId, rules, appliedById });
    applied.push({ roleDefinitionId, scope, warnings: decision.warnings });
  }
  if (problems.length === 0) return { accepted: true, events, applied };
  const message = `template \`${template.name}\` cannot be applied to ${problems.length} of ${targets.length} targets; nothing was changed`;
  return { accepted: false, violation: { code: 'templateNotApplicable', message, targets: problems } };
}
