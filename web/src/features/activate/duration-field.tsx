import { Field, makeStyles, Slider, ToggleButton, tokens } from '@fluentui/react-components';
import { minutesInWords } from '../../lib/duration.ts';
import { strings } from '../../strings.ts';

const STEP = 30;
const TYPICAL = [30, 60, 120];

const useStyles = makeStyles({
  root: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  both: { display: 'grid', gap: '10px' },
  steps: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  row: { display: 'grid', gridTemplateColumns: '1fr auto', gap: '12px', alignItems: 'center' },
  value: {
    fontWeight: tokens.fontWeightSemibold,
    minWidth: '84px',
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
  },
});

interface DurationFieldProps {
  readonly minutes: number;
  readonly maximum: number;
  readonly onChange: (minutes: number) => void;
}

/** How long, by typical steps or exactly to the half hour; never more than the settings allow. */
export function DurationField({ minutes, maximum, onChange }: DurationFieldProps) {
  const styles = useStyles();
  const steps = [...TYPICAL.filter((step) => step < maximum), maximum];
  /** To the half hour; a key moves by one step, the pointer to the nearest. */
  function stepped(value: number): number {
    const moved = Math.abs(value - minutes) < STEP / 2 ? minutes + Math.sign(value - minutes) * STEP : value;
    return Math.min(maximum, Math.max(Math.min(STEP, maximum), Math.round(moved / STEP) * STEP));
  }

  return (
    <fieldset className={styles.root} aria-label={strings.activate.howLong}>
      <Field label={strings.activate.howLong}>
        <div className={styles.both}>
          <div className={styles.steps}>
            {steps.map((step) => (
              <ToggleButton
                key={step}
                size="small"
                shape="circular"
                appearance={minutes === step ? 'primary' : 'outline'}
                checked={minutes === step}
                onClick={() => onChange(step)}
              >
                {minutesInWords(step)}
                {step === maximum ? ` · ${strings.activate.maximum}` : ''}
              </ToggleButton>
            ))}
          </div>
          <div className={styles.row}>
            <Slider
              min={Math.min(STEP, maximum)}
              max={maximum}
              value={minutes}
              aria-valuetext={minutesInWords(minutes)}
              onChange={(_, { value }) => onChange(stepped(value))}
            />
            <output className={styles.value}>{minutesInWords(minutes)}</output>
          </div>
        </div>
      </Field>
    </fieldset>
  );
}
