import { accept, type Decision, reject } from '../decision.ts';
import { invalidField, type Violation } from '../errors.ts';
import { type PolicyChanges, whyChangesInvalid } from '../policy/decide-policy-update.ts';
import { isSameRule } from '../policy/rule-differences.ts';
import { type PolicyTemplate, statedRules, type TemplateRules } from './policy-template.ts';

const LONGEST_NAME = 100;
const LONGEST_DESCRIPTION = 1000;

/** A template as somebody wants it to be. */
export interface AskedTemplate {
  readonly name: string;
  readonly description: string;
  /** At least one rule, each whole. */
  readonly rules: PolicyChanges;
}

export interface TemplateFacts {
  readonly callerId: string;
  /** Another template that has the asked name; null where there is none. */
  readonly sameNameId: string | null;
}

/** Makes a template of valid rules under a name that no other has. */
export function decideTemplateCreation(asked: AskedTemplate, id: string, facts: TemplateFacts): Decision {
  const violation = whyTemplateInvalid(asked, facts);
  if (violation !== null) return reject(violation);
  const template: PolicyTemplate = { id, ...contentOf(asked), version: 1 };
  return accept({ type: 'policyTemplate.created', template, createdById: facts.callerId });
}

/** Replaces name, description and rules. Where it was applied nothing changes until it is applied again. */
export function decideTemplateUpdate(asked: AskedTemplate, before: PolicyTemplate, facts: TemplateFacts): Decision {
  const violation = whyTemplateInvalid(asked, facts);
  if (violation !== null) return reject(violation);
  const content = contentOf(asked);
  const version = isSameSet(before.rules, content.rules) ? before.version : before.version + 1;
  const after: PolicyTemplate = { id: before.id, ...content, version };
  if (JSON.stringify(after) === JSON.stringify(before)) return accept();
  return accept({ type: 'policyTemplate.updated', before, after, updatedById: facts.callerId });
}

function contentOf({ name, description, rules }: AskedTemplate) {
  return { name: name.trim(), description, rules: Object.fromEntries(rules) as TemplateRules };
}

function whyTemplateInvalid(
  { name, description, rules }: AskedTemplate,
  { sameNameId }: TemplateFacts,
): Violation | null {
  if (name.trim() === '' || name.length > LONGEST_NAME || /\p{C}/u.test(name)) {
    return invalidField('name', name, `1 to ${LONGEST_NAME} characters on one line`);
  }
  if (description.length > LONGEST_DESCRIPTION) {
    return invalidField('description', description, `at most ${LONGEST_DESCRIPTION} characters`);
  }
  if (rules.size === 0) return invalidField('rules', 'none', 'at least one rule');
  const invalid = whyChangesInvalid(rules);
  if (invalid !== null) return invalid;
  if (sameNameId === null) return null;
  const message = `template \`${sameNameId}\` has the name \`${name.trim()}\` already; choose another`;
  return { code: 'alreadyExists', field: 'name', conflictsWith: sameNameId, message };
}

function isSameSet(one: TemplateRules, other: TemplateRules): boolean {
  const stated = statedRules(one);
  if (stated.length !== statedRules(other).length) return false;
  return stated.every(([id, rule]) => {
    const same = other[id];
    return same !== undefined && isSameRule(rule, same);
  });
}
