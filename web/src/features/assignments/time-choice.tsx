import { Field, Input, makeStyles, ToggleButton } from '@fluentui/react-components';
import type { Submission } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { fromLocalInput } from '../../lib/zoned-input.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import { strings } from '../../strings.ts';

/** How long, as it is chosen: a duration, `permanent`, or `until` what stands in the field. */
export interface ChosenTime {
  readonly length: string;
  /** As a `datetime-local` field has it. */
  readonly until: string;
}

export const usualTime: ChosenTime = { length: 'P90D', until: '' };

/** The members that say when it ends; none while the day is not chosen yet. */
export function timeMembers(
  { length, until }: ChosenTime,
  zone: string,
): Pick<Submission, 'duration' | 'end' | 'permanent'> {
  if (length === 'permanent') return { permanent: true };
  if (length !== 'until') return { duration: length };
  const at = fromLocalInput(until, zone);
  return at === null ? {} : { end: new Date(at).toISOString() };
}

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px' },
  steps: { display: 'flex', gap: '8px', flexWrap: 'wrap', border: 'none', margin: 0, padding: 0 },
});

/** How long that is, in words. */
export function timeInWords({ length, until }: ChosenTime): string {
  if (length === 'permanent') return words.permanent;
  if (length === 'until') return words.until(until.replace('T', ' '));
  return Object.entries(words.durations).find(([duration]) => duration === length)?.[1] ?? length;
}

interface TimeChoiceProps {
  readonly value: ChosenTime;
  readonly onChange: (value: ChosenTime) => void;
}

/** For how long an assignment is; whether the settings of the role allow it is for the server to say. */
export function TimeChoice({ value, onChange }: TimeChoiceProps) {
  const styles = useStyles();
  const { zone } = usePreferences();
  const choices = { ...words.durations, until: words.custom, permanent: words.permanent };
  return (
    <div className={styles.root}>
      <fieldset className={styles.steps} aria-label={words.howLong}>
        {Object.entries(choices).map(([length, label]) => (
          <ToggleButton
            key={length}
            shape="circular"
            appearance={value.length === length ? 'primary' : 'outline'}
            checked={value.length === length}
            onClick={() => onChange({ ...value, length })}
          >
            {label}
          </ToggleButton>
        ))}
      </fieldset>
      {value.length === 'until' ? (
        <Field label={words.end} hint={strings.activate.startHint(zone)}>
          <Input
            type="datetime-local"
            value={value.until}
            onChange={(_, { value: until }) => onChange({ ...value, until })}
          />
        </Field>
      ) : null}
    </div>
  );
}
