import { Refusal, refuse } from '../../../domain/errors.ts';
import {
  type ApprovalRule,
  type ApprovalStageRule,
  type PolicyRules,
  ruleKind,
  type WireRule,
  type WireRuleId,
  wireRuleIds,
} from '../../../domain/policy/policy.ts';
import { MINUTE, ruleLength } from '../../../domain/policy/validity/rule-length.ts';
import {
  arrayOf,
  booleanOf,
  integerOf,
  type Members,
  membersOf,
  requiredObjectOf,
  requiredTextOf,
  requiredWordOf,
  textOf,
  wordOf,
} from '../json-members.ts';
import { parseGuid } from '../resource-ids.ts';
import { approvalModeOf, windowInDays } from './present-rules.ts';
import {
  enablementWords,
  notificationLevelWords,
  recipientTypeOf,
  ruleTypes,
  targetOf,
  userTypeWords,
} from './rule-words.ts';

const MOST_ITEMS = 200;

/**
 * Reads the rules of a PATCH: each whole, found by its id (contracts/arm §8). `current` gives what the wire cannot
 * say. Whatever is incomplete or of a wrong type is refused as an invalid policy, as the service does.
 */
export function parsePolicyUpdate(body: unknown, current: PolicyRules): ReadonlyMap<WireRuleId, WireRule> {
  const properties = requiredObjectOf(membersOf(body, ''), 'properties');
  const sent = arrayOf(properties, 'rules');
  if (sent === null) invalid('properties.rules', 'a list of rules is required');
  const rules = new Map<WireRuleId, WireRule>();
  try {
    for (const [index, each] of sent.entries()) {
      const members = membersOf(each, `properties.rules[${index}]`);
      const text = requiredTextOf(members, 'id').toLowerCase();
      const id = wireRuleIds.find((known) => known.toLowerCase() === text);
      if (id === undefined || rules.has(id)) invalid(members.path, 'must be one of the 17 rules, and given once');
      rules.set(id, parseRule(id, members, current));
    }
  } catch (error) {
    if (error instanceof Refusal) invalid(error.violation.field ?? 'properties.rules', error.violation.message);
    throw error;
  }
  return rules;
}

function invalid(field: string, message: string): never {
  return refuse({ code: 'policyInvalid', field, message });
}

function parseRule(id: WireRuleId, members: Members, current: PolicyRules): WireRule {
  const kind = ruleKind(id);
  requiredWordOf(members, 'ruleType', { [ruleTypes[kind]]: kind });
  const target = requiredObjectOf(members, 'target');
  const { caller, level } = targetOf(id);
  requiredWordOf(target, 'caller', { [caller]: caller });
  requiredWordOf(target, 'level', { [level]: level });
  switch (kind) {
    case 'enablement':
      return { kind, enabled: textsOf(members, 'enabledRules').map((word) => enablementOf(members, word)) };
    case 'expiration':
      return parseExpiration(id, members, current);
    case 'authenticationContext':
      return { kind, isEnabled: required(members, 'isEnabled'), claimValue: textOf(members, 'claimValue') ?? '' };
    case 'approval':
      return parseApproval(requiredObjectOf(members, 'setting'), current.Approval_EndUser_Assignment);
    case 'notification': {
      requiredWordOf(members, 'notificationType', { Email: 'email' });
      const recipientType = recipientTypeOf(id);
      requiredWordOf(members, 'recipientType', { [recipientType]: recipientType });
      return {
        kind,
        level: requiredWordOf(members, 'notificationLevel', notificationLevelWords),
        isDefaultRecipientsEnabled: required(members, 'isDefaultRecipientsEnabled'),
        // clients send empty texts for none (contracts/arm §8)
        recipients: listed(members, 'notificationRecipients', []).flatMap((address) => trimmed(members, address)),
      };
    }
  }
}

/** The wire has steps of half an hour for activations; a maximum between them survives a client that sends it back. */
function parseExpiration(id: WireRuleId, members: Members, current: PolicyRules): WireRule {
  const maximumDuration = requiredTextOf(members, 'maximumDuration');
  const isStep = (ruleLength(maximumDuration) ?? 0) % (30 * MINUTE) === 0;
  const isAsRead = maximumDuration === current.Expiration_EndUser_Assignment.maximumDuration;
  if (id === 'Expiration_EndUser_Assignment' && !isStep && !isAsRead) {
    invalid(members.path, 'an activation lasts `PT30M` to `PT24H` in steps of 30 minutes');
  }
  return { kind: 'expiration', isExpirationRequired: required(members, 'isExpirationRequired'), maximumDuration };
}

function parseApproval(setting: Members, current: ApprovalRule): ApprovalRule {
  const isRequired = required(setting, 'isApprovalRequired');
  const sent = listed(setting, 'approvalStages', []);
  const stages = sent.map((each, index) => {
    return parseStage(
      membersOf(each, `${setting.path}.approvalStages[${index}]`),
      current.stages[index] ?? current.stages[0],
    );
  });
  // where no approval is asked for, clients leave the stages out: what was set stays for when it is
  const kept = stages.length === 0 && !isRequired ? current.stages : stages;
  const [first, ...others] = kept;
  if (first === undefined) invalid(setting.path, 'an approval needs a stage');
  const mode = approvalModeOf(kept.length);
  wordOf(setting, 'approvalMode', isRequired ? { [mode]: true } : { [mode]: true, NoApproval: true });
  return {
    kind: 'approval',
    isRequired,
    isRequiredForExtension: required(setting, 'isApprovalRequiredForExtension'),
    isRequestorJustificationRequired: required(setting, 'isRequestorJustificationRequired'),
    stages: [first, ...others],
  };
}

function parseStage(stage: Members, current: ApprovalStageRule): ApprovalStageRule {
  const days = integerOf(stage, 'approvalStageTimeOutInDays') ?? invalid(stage.path, 'a time-out in days is required');
  if (booleanOf(stage, 'isEscalationEnabled') === true || listed(stage, 'escalationApprovers', []).length > 0) {
    invalid(stage.path, 'escalation is not supported');
  }
  const approvers = arrayOf(stage, 'primaryApprovers') ?? invalid(stage.path, '`primaryApprovers` is required');
  if (approvers.length > MOST_ITEMS) invalid(stage.path, `at most ${MOST_ITEMS} approvers`);
  return {
    // a window that is no whole number of days survives a client that sends back what it read
    window: days === windowInDays(current.window) ? current.window : `P${days}D`,
    isApproverJustificationRequired: required(stage, 'isApproverJustificationRequired'),
    // the wire has no word for it
    approvalsNeeded: current.approvalsNeeded,
    approvers: approvers.map((each, index) =>
      parseApprover(membersOf(each, `${stage.path}.primaryApprovers[${index}]`)),
    ),
  };
}

function parseApprover(approver: Members) {
  // read as an ordinary approver, a backup would get more than it was given
  if (booleanOf(approver, 'isBackup') === true) invalid(approver.path, 'backup approvers are not supported');
  return {
    kind: requiredWordOf(approver, 'userType', userTypeWords),
    id: parseGuid(requiredTextOf(approver, 'id'), `${approver.path}.id`),
    description: textOf(approver, 'description', { most: 256 }),
  };
}

function required(members: Members, name: string): boolean {
  return booleanOf(members, name) ?? invalid(`${members.path}.${name}`, 'true or false is required');
}

function listed(members: Members, name: string, absent: readonly unknown[]): readonly unknown[] {
  const items = arrayOf(members, name) ?? absent;
  if (items.length > MOST_ITEMS) invalid(`${members.path}.${name}`, `at most ${MOST_ITEMS} entries`);
  return items;
}

function textsOf(members: Members, name: string): readonly unknown[] {
  if (arrayOf(members, name) === null) invalid(`${members.path}.${name}`, 'a list is required');
  return listed(members, name, []);
}

function enablementOf({ path }: Members, word: unknown) {
  const lower = typeof word === 'string' ? word.toLowerCase() : '';
  const found = Object.entries(enablementWords).find(([known]) => known.toLowerCase() === lower);
  return found?.[1] ?? invalid(path, `\`enabledRules\` may hold ${Object.keys(enablementWords).join(', ')}`);
}

function trimmed({ path }: Members, address: unknown): readonly string[] {
  if (typeof address !== 'string') invalid(path, 'recipients are addresses');
  return address.trim() === '' ? [] : [address.trim()];
}
