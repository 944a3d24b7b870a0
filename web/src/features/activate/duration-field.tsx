import { Field, Input, makeStyles, Slider, ToggleButton } from '@fluentui/react-components';
import { useState } from 'react';
import { minutesInWords } from '../../lib/duration.ts';
import { strings } from '../../strings.ts';

const STEP = 30;
const TYPICAL = [30, 60, 120];

const useStyles = makeStyles({
  root: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  both: { display: 'grid', gap: '10px' },
  steps: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  row: { display: 'grid', gridTemplateColumns: '1fr auto', gap: '12px', alignItems: 'center' },
  value: { width: '116px', fontVariantNumeric: 'tabular-nums' },
  unit: { whiteSpace: 'nowrap', overflowWrap: 'normal' },
});

interface DurationFieldProps {
  readonly minutes: number;
  readonly maximum: number;
  readonly onChange: (minutes: number) => void;
}

/** How long, by typical steps, by half hours, or to the minute; never more than the settings allow. */
export function DurationField({ minutes, maximum, onChange }: DurationFieldProps) {
  const styles = useStyles();
  // what is typed may be no number yet; then what was chosen before stays
  const [typed, setTyped] = useState<string | null>(null);
  function type(text: string) {
    setTyped(text);
    const wanted = Math.round(Number(text));
    if (wanted >= 1) onChange(Math.min(maximum, wanted));
  }
  const steps = [...TYPICAL.filter((step) => step < maximum), maximum];
  /** To the half hour; a key moves by one step, the pointer to the nearest. */
  function stepped(value: number): number {
    const moved = Math.abs(value - minutes) < STEP / 2 ? minutes + Math.sign(value - minutes) * STEP : value;
    return Math.min(maximum, Math.max(Math.min(STEP, maximum), Math.round(moved / STEP) * STEP));
  }

  return (
    <fieldset className={styles.root} aria-label={strings.activate.howLong}>
      <Field label={strings.activate.howLongIs(minutesInWords(minutes))}>
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
            <Input
              className={styles.value}
              type="number"
              min={1}
              max={maximum}
              aria-label={strings.activate.minutes}
              contentAfter={<span className={styles.unit}>{strings.activate.minutesUnit}</span>}
              value={typed ?? String(minutes)}
              onChange={(_, { value }) => type(value)}
              onBlur={() => setTyped(null)}
            />
          </div>
        </div>
      </Field>
    </fieldset>
  );
}
