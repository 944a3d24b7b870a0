import { Checkbox, Field, Input, makeStyles, Select, Textarea } from '@fluentui/react-components';
import type { Policy, RuleId } from '../../../lib/api-types.ts';
import { toDuration } from '../../../lib/duration.ts';
import { settingStrings as words } from '../../../strings/roles.ts';
import { ApprovalForm } from './approval-form.tsx';
import { DurationField } from './duration-field.tsx';

type AnyRule = Policy['rules'][RuleId];

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px', maxWidth: '520px' },
  checks: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px' },
});

const activations = Array.from({ length: 48 }, (_, index) => toDuration((index + 1) * 30));
const assignments = ['P15D', 'P30D', 'P90D', 'P180D', 'P365D'];
const ages = ['PT5M', 'PT15M', 'PT1H', 'PT4H', 'PT8H', 'PT24H'];
const enablements = ['justification', 'multiFactorAuthentication', 'ticketing'] as const;

interface RuleFormProps {
  readonly id: RuleId;
  readonly rule: AnyRule;
  readonly onChange: (rule: AnyRule) => void;
}

/** A rule as fields; what of it is allowed is for the server to say. */
export function RuleForm({ id, rule, onChange }: RuleFormProps) {
  const styles = useStyles();
  return <div className={styles.root}>{fields()}</div>;

  function fields() {
    if ('stages' in rule) return <ApprovalForm rule={rule} onChange={onChange} />;
    if ('enabled' in rule) {
      const { enabled } = rule;
      const offered = id === 'Enablement_EndUser_Assignment' ? enablements : enablements.slice(0, 2);
      return (
        <div className={styles.checks}>
          {offered.map((each) => (
            <Checkbox
              key={each}
              label={words.enablement[each]}
              checked={enabled.includes(each)}
              onChange={(_, { checked }) =>
                onChange({
                  enabled: checked === true ? [...enabled, each] : enabled.filter((other) => other !== each),
                })
              }
            />
          ))}
        </div>
      );
    }
    if ('maximumDuration' in rule) {
      const isActivation = id === 'Expiration_EndUser_Assignment';
      return (
        <>
          {isActivation ? null : (
            <Checkbox
              label={words.expiration.allowPermanent}
              checked={!rule.isExpirationRequired}
              onChange={(_, { checked }) => onChange({ ...rule, isExpirationRequired: checked !== true })}
            />
          )}
          <DurationField
            label={words.expiration.maximum}
            choices={isActivation ? activations : assignments}
            value={rule.maximumDuration}
            onChange={(maximumDuration) => onChange({ ...rule, maximumDuration })}
          />
        </>
      );
    }
    if ('claimValue' in rule) {
      return (
        <>
          <Checkbox
            label={words.context.require}
            checked={rule.isEnabled}
            onChange={(_, { checked }) =>
              onChange({ isEnabled: checked === true, claimValue: checked === true ? rule.claimValue || 'c1' : '' })
            }
          />
          {rule.isEnabled ? (
            <Field label={words.context.claim}>
              <Input
                value={rule.claimValue}
                maxLength={3}
                onChange={(_, { value }) => onChange({ ...rule, claimValue: value })}
              />
            </Field>
          ) : null}
        </>
      );
    }
    if ('minimumLength' in rule) {
      return (
        <>
          <Field label={words.quality.minimumLength}>
            <Input
              type="number"
              min={0}
              value={String(rule.minimumLength)}
              onChange={(_, { value }) => onChange({ ...rule, minimumLength: Math.max(0, Math.round(Number(value))) })}
            />
          </Field>
          <Field label={words.quality.refusedPhrases}>
            <Textarea
              defaultValue={rule.refusedPhrases.join('\n')}
              onChange={(_, { value }) => onChange({ ...rule, refusedPhrases: linesOf(value) })}
            />
          </Field>
          <Field label={words.quality.ticketPattern}>
            <Input
              value={rule.ticketPattern ?? ''}
              onChange={(_, { value }) => onChange({ ...rule, ticketPattern: value === '' ? null : value })}
            />
          </Field>
        </>
      );
    }
    if ('maximumAge' in rule) {
      return (
        <>
          <DurationField
            label={words.proof.maximumAge}
            choices={ages}
            none={words.proof.any}
            value={rule.maximumAge ?? ''}
            onChange={(age) => onChange({ ...rule, maximumAge: age === '' ? null : age })}
          />
          <Checkbox
            label={words.proof.fresh}
            checked={rule.isFreshProofRequired === true}
            onChange={(_, { checked }) => onChange({ ...rule, isFreshProofRequired: checked === true })}
          />
        </>
      );
    }
    if ('oneIn' in rule) {
      return (
        <Field label={words.audit.field}>
          <Input
            type="number"
            min={1}
            value={rule.oneIn === null ? '' : String(rule.oneIn)}
            onChange={(_, { value }) => onChange({ oneIn: value === '' ? null : Math.round(Number(value)) })}
          />
        </Field>
      );
    }
    return (
      <>
        <Checkbox
          label={words.notification.byDefault}
          checked={rule.isDefaultRecipientsEnabled}
          onChange={(_, { checked }) => onChange({ ...rule, isDefaultRecipientsEnabled: checked === true })}
        />
        <Field label={words.notification.level}>
          <Select
            value={rule.level}
            onChange={(_, { value }) => onChange({ ...rule, level: value as typeof rule.level })}
          >
            {Object.entries(words.notification.levels).map(([level, word]) => (
              <option key={level} value={level}>
                {word}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.notification.recipients}>
          <Textarea
            defaultValue={rule.recipients.join('\n')}
            onChange={(_, { value }) => onChange({ ...rule, recipients: linesOf(value) })}
          />
        </Field>
      </>
    );
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
