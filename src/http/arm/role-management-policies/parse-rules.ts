import { Refusal } from '../../../domain/errors.ts';
import {
  type PolicyRules,
  ruleKind,
  type WireRule,
  type WireRuleId,
  wireRuleIds,
} from '../../../domain/policy/policy.ts';
import { MINUTE, ruleLength } from '../../../domain/policy/validity/rule-length.ts';
import {
  arrayOf,
  type Members,
  membersOf,
  requiredObjectOf,
  requiredTextOf,
  requiredWordOf,
  textOf,
} from '../json-members.ts';
import { parseApproval } from './parse-approval.ts';
import { checkExceptionMembers, checkPimOnlyMode, PIM_ONLY_MODE } from './pim-only-mode.ts';
import { invalid, listOf, requiredBooleanOf, requiredListOf } from './rule-members.ts';
import { enablementWords, notificationLevelWords, recipientTypeOf, ruleTypes, targetOf } from './rule-words.ts';
import { type RulesVersion, stableRules } from './rules-version.ts';

/**
 * Reads the rules of a PATCH: each whole, found by its id (contracts/arm §8). `current` gives what the wire cannot
 * say. Whatever is incomplete or of a wrong type is refused as an invalid policy, as the service does.
 */
export function parsePolicyUpdate(
  body: unknown,
  current: PolicyRules,
  version: RulesVersion = stableRules,
): ReadonlyMap<WireRuleId, WireRule> {
  const properties = requiredObjectOf(membersOf(body, ''), 'properties');
  const sent = arrayOf(properties, 'rules');
  if (sent === null) invalid('properties.rules', 'a list of rules is required');
  const rules = new Map<WireRuleId, WireRule>();
  try {
    for (const [index, each] of sent.entries()) {
      const members = membersOf(each, `properties.rules[${index}]`);
      const text = requiredTextOf(members, 'id').toLowerCase();
      if (version.hasPimOnlyMode && text === PIM_ONLY_MODE.toLowerCase()) {
        checkPimOnlyMode(members);
        continue;
      }
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

function parseRule(id: WireRuleId, members: Members, current: PolicyRules): WireRule {
  const kind = ruleKind(id);
  requiredWordOf(members, 'ruleType', { [ruleTypes[kind]]: kind });
  const target = requiredObjectOf(members, 'target');
  const { caller, level } = targetOf(id);
  requiredWordOf(target, 'caller', { [caller]: caller });
  requiredWordOf(target, 'level', { [level]: level });
  switch (kind) {
    case 'enablement':
      return { kind, enabled: requiredListOf(members, 'enabledRules').map((word) => enablementOf(members, word)) };
    case 'expiration':
      return parseExpiration(id, members, current);
    case 'authenticationContext':
      return {
        kind,
        isEnabled: requiredBooleanOf(members, 'isEnabled'),
        claimValue: textOf(members, 'claimValue') ?? '',
      };
    case 'approval':
      return parseApproval(requiredObjectOf(members, 'setting'), current.Approval_EndUser_Assignment);
    case 'notification': {
      requiredWordOf(members, 'notificationType', { Email: 'email' });
      const recipientType = recipientTypeOf(id);
      requiredWordOf(members, 'recipientType', { [recipientType]: recipientType });
      return {
        kind,
        level: requiredWordOf(members, 'notificationLevel', notificationLevelWords),
        isDefaultRecipientsEnabled: requiredBooleanOf(members, 'isDefaultRecipientsEnabled'),
        // clients send empty texts for none (contracts/arm §8)
        recipients: listOf(members, 'notificationRecipients').flatMap((address) => trimmed(members, address)),
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
  checkExceptionMembers(members);
  return {
    kind: 'expiration',
    isExpirationRequired: requiredBooleanOf(members, 'isExpirationRequired'),
    maximumDuration,
  };
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
