import { type TSchema, Type } from 'typebox';
import {
  type ApproverReference,
  type Enablement,
  type NotificationLevel,
  type RuleId,
  type RuleKind,
  type RuleOf,
  ruleIds,
  ruleKind,
} from '../../../domain/policy/policy.ts';
import { guid, nullable, strict, words } from '../schema.ts';

/** A rule as this API shows and takes it: its id tells its kind. */
export type RuleBody<Id extends RuleId> = Omit<RuleOf<Id>, 'kind'>;
export type RuleBodies = { readonly [Id in RuleId]: RuleBody<Id> };

function duration(description: string) {
  return Type.String({ maxLength: 64, description: `an ISO 8601 duration in whole minutes, ${description}` });
}

const approver = strict({
  kind: words<ApproverReference['kind']>(['user', 'group'], '`user` or `group`'),
  id: guid('the id of a user or a group'),
  description: Type.Optional(
    nullable(Type.String({ maxLength: 256, description: 'the name it had when the rule was written; for display' })),
  ),
});

const stage = strict({
  window: duration('from 15 minutes to 7 days, such as `PT90M`; afterwards a request is Expired'),
  isApproverJustificationRequired: Type.Boolean(),
  approvalsNeeded: Type.Integer({ minimum: 1, maximum: 10, description: 'how many different people must approve' }),
  approvers: Type.Array(approver, {
    maxItems: 200,
    description: 'at most 200 users and groups; empty: those who administer the role where it is asked for',
  }),
});

const schemas: Readonly<Record<RuleKind, TSchema>> = {
  enablement: strict({
    enabled: Type.Array(
      words<Enablement>(
        ['justification', 'multiFactorAuthentication', 'ticketing'],
        '`justification`, `multiFactorAuthentication`, `ticketing`',
      ),
      { uniqueItems: true, description: 'what is asked for, each once' },
    ),
  }),
  expiration: strict({
    isExpirationRequired: Type.Boolean({ description: 'false allows permanent assignments' }),
    maximumDuration: duration('activations `PT30M` to `PT24H`, assignments P15D, P30D, P90D, P180D or P365D'),
  }),
  approval: strict({
    isRequired: Type.Boolean(),
    isRequiredForExtension: Type.Boolean(),
    isRequestorJustificationRequired: Type.Boolean(),
    stages: Type.Array(stage, { minItems: 1, maxItems: 2, description: 'one or two, asked one after the other' }),
  }),
  authenticationContext: strict({
    isEnabled: Type.Boolean(),
    claimValue: Type.String({ maxLength: 3, description: '`c1` to `c99`; empty while not enabled' }),
  }),
  notification: strict({
    level: words<NotificationLevel>(['none', 'critical', 'all'], '`none`, `critical` or `all`'),
    isDefaultRecipientsEnabled: Type.Boolean(),
    recipients: Type.Array(Type.String({ maxLength: 254 }), { maxItems: 200, description: 'at most 200 addresses' }),
  }),
  justificationQuality: strict({
    minimumLength: Type.Integer({ minimum: 0, maximum: 500, description: 'in characters, 0 to 500' }),
    refusedPhrases: Type.Array(Type.String({ maxLength: 100 }), {
      maxItems: 100,
      description: 'at most 100 texts that say nothing, such as `need admin access`',
    }),
    ticketPattern: nullable(
      Type.String({ maxLength: 500, description: 'a regular expression that the whole ticket number must match' }),
    ),
  }),
  proofAge: strict({
    maximumAge: nullable(duration('1 minute to 24 hours: how old a second factor may be')),
    isFreshProofRequired: Type.Optional(
      Type.Boolean({
        description:
          'each request needs a second factor that is proven for it, at most 5 minutes before; false if left out',
      }),
    ),
  }),
  spotAudit: strict({
    oneIn: nullable(Type.Integer({ minimum: 1, maximum: 1000, description: 'one approval in so many is reviewed' })),
  }),
};

const schemaOf = (id: RuleId): TSchema => ({ ...schemas[ruleKind(id)], description: `rule \`${id}\`, whole` });

/** All rules of a policy by their id. */
export const ruleBodies = Type.Unsafe<RuleBodies>(strict(Object.fromEntries(ruleIds.map((id) => [id, schemaOf(id)]))));

/** Some of them, each whole. */
export const someRuleBodies = Type.Unsafe<Partial<RuleBodies>>({
  ...strict(Object.fromEntries(ruleIds.map((id) => [id, Type.Optional(schemaOf(id))]))),
  minProperties: 1,
  description: 'at least one rule by its id, each whole; the others stay as they are',
});

/** Any one rule. */
export const anyRuleBody = Type.Unsafe<RuleBodies[RuleId]>(
  Type.Union(Object.values(schemas), { description: 'a rule, in the members that its id asks for' }),
);

export const ruleId = words<RuleId>(ruleIds, 'the id of a rule');
