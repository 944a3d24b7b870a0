import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { PickPrincipals } from '../../../components/pick-principals.tsx';
import type { Policy } from '../../../lib/api-types.ts';
import { settingStrings } from '../../../strings/roles.ts';
import { DurationField } from './duration-field.tsx';

const words = settingStrings.approval;
type Rule = Policy['rules']['Approval_EndUser_Assignment'];
type Stage = Rule['stages'][number];

const windows = ['PT15M', 'PT1H', 'PT4H', 'PT8H', 'P1D', 'PT24H', 'P2D', 'P3D', 'P7D'];

const useStyles = makeStyles({
  root: { display: 'grid', gap: '16px', maxWidth: '560px', justifyItems: 'start' },
  stage: {
    display: 'grid',
    gap: '12px',
    width: '100%',
    boxSizing: 'border-box',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    margin: 0,
  },
});

interface ApprovalFormProps {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
}

/** Whether somebody has to approve, who, how many of them, and in which time. */
export function ApprovalForm({ rule, onChange }: ApprovalFormProps) {
  const styles = useStyles();
  const [first, second] = rule.stages;
  const set = (index: number, stage: Stage) => {
    const stages = rule.stages.map((each, at) => (at === index ? stage : each));
    onChange({ ...rule, stages: stages as unknown as Rule['stages'] });
  };
  return (
    <div className={styles.root}>
      <Checkbox
        label={words.require}
        checked={rule.isRequired}
        onChange={(_, { checked }) => onChange({ ...rule, isRequired: checked === true })}
      />
      {rule.isRequired ? (
        <>
          {rule.stages.map((stage, index) => (
            <StageForm
              // biome-ignore lint/suspicious/noArrayIndexKey: the first stays the first
              key={index}
              name={words.stage(index + 1)}
              stage={stage}
              onChange={(changed) => set(index, changed)}
            />
          ))}
          {second === undefined ? (
            <Button onClick={() => onChange({ ...rule, stages: [first, { ...first, approvers: [] }] })}>
              {words.addStage}
            </Button>
          ) : (
            <Button onClick={() => onChange({ ...rule, stages: [first] })}>{words.removeStage}</Button>
          )}
          <Checkbox
            label={words.extension}
            checked={rule.isRequiredForExtension}
            onChange={(_, { checked }) => onChange({ ...rule, isRequiredForExtension: checked === true })}
          />
        </>
      ) : null}
    </div>
  );
}

interface StageFormProps {
  readonly name: string;
  readonly stage: Stage;
  readonly onChange: (stage: Stage) => void;
}

function StageForm({ name, stage, onChange }: StageFormProps) {
  const styles = useStyles();
  const { approvers, approvalsNeeded, window, isApproverJustificationRequired } = stage;
  return (
    <fieldset className={styles.stage} aria-label={name}>
      <div>{words.approvers}</div>
      <PickPrincipals
        chosen={approvers.map(({ id, kind, description }) => {
          return { id, kind, displayName: description ?? id, detail: null };
        })}
        onChange={(chosen) =>
          onChange({
            ...stage,
            approvers: chosen.map(({ id, kind, displayName }) => ({ id, kind, description: displayName })),
          })
        }
      />
      <Field label={words.needed}>
        <Input
          type="number"
          min={1}
          value={String(approvalsNeeded)}
          onChange={(_, { value }) => onChange({ ...stage, approvalsNeeded: Math.max(1, Math.round(Number(value))) })}
        />
      </Field>
      <DurationField
        label={words.window}
        choices={windows}
        value={window}
        onChange={(changed) => onChange({ ...stage, window: changed })}
      />
      <Checkbox
        label={words.justification}
        checked={isApproverJustificationRequired}
        onChange={(_, { checked }) => onChange({ ...stage, isApproverJustificationRequired: checked === true })}
      />
    </fieldset>
  );
}
