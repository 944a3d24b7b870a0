import { Button, Field, makeStyles, Textarea } from '@fluentui/react-components';
import { strings } from '../../strings.ts';
import { useAdvice } from './use-advice.ts';

const words = strings.activate;
const LONGEST = 2000;

const useStyles = makeStyles({
  root: { display: 'grid', gap: '6px', justifyItems: 'start' },
  field: { width: '100%' },
  suggestion: {
    maxWidth: '100%',
    fontWeight: 400,
    textAlign: 'left',
    justifyContent: 'flex-start',
    '& > span': { overflow: 'hidden', textOverflow: 'ellipsis' },
  },
});

interface ReasonFieldProps {
  readonly value: string;
  readonly isRequired: boolean;
  /** What the rules say against what is typed. */
  readonly problem: string | null;
  /** What was given last time. */
  readonly suggestion: string | null;
  readonly onChange: (reason: string) => void;
}

/** Why, with what the settings of the role and its approvers think of it while one types, and the last reason to take again. */
export function ReasonField({ value, isRequired, problem, suggestion, onChange }: ReasonFieldProps) {
  const styles = useStyles();
  const shown = value.trim() === '' ? null : problem;
  const isVague = useAdvice(value)?.isVague === true;
  return (
    <div className={styles.root}>
      <Field
        className={styles.field}
        label={words.reason}
        required={isRequired}
        hint={shown === null ? (isVague ? words.vagueHint : words.reasonHint) : undefined}
        validationState={shown === null ? 'none' : 'warning'}
        validationMessage={shown}
      >
        <Textarea
          value={value}
          rows={3}
          resize="vertical"
          maxLength={LONGEST}
          onChange={(_, data) => onChange(data.value)}
        />
      </Field>
      {suggestion === null || suggestion === value ? null : (
        <Button className={styles.suggestion} size="small" shape="circular" onClick={() => onChange(suggestion)}>
          <span>
            {words.sameAsLast}: {suggestion}
          </span>
        </Button>
      )}
    </div>
  );
}
