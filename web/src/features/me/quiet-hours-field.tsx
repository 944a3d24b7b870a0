import { Checkbox, Field, Input, makeStyles } from '@fluentui/react-components';
import type { NotificationPreferences } from '../../lib/api-types.ts';
import { tellingStrings as words } from '../../strings/telling.ts';

const useStyles = makeStyles({
  times: { display: 'flex', flexWrap: 'wrap', gap: '12px' },
  time: { width: '140px' },
});

/** What is offered first. */
const NIGHT = { from: '22:00', to: '07:00' };

interface QuietHoursFieldProps {
  readonly preferences: NotificationPreferences;
  readonly onChange: (quietHours: NotificationPreferences['quietHours']) => void;
}

/** Between which times mail that nobody must act on waits. */
export function QuietHoursField({ preferences: { quietHours, timeZone }, onChange }: QuietHoursFieldProps) {
  const styles = useStyles();
  return (
    <>
      <Field label={words.quiet} hint={words.quietHint}>
        <Checkbox
          label={words.quietOn}
          checked={quietHours !== null}
          onChange={(_, { checked }) => onChange(checked === true ? NIGHT : null)}
        />
      </Field>
      {quietHours === null ? null : (
        <>
          <div className={styles.times}>
            <Field label={words.from} className={styles.time}>
              <Input
                type="time"
                value={quietHours.from}
                onChange={(_, { value }) => value !== '' && onChange({ ...quietHours, from: value })}
              />
            </Field>
            <Field label={words.to} className={styles.time}>
              <Input
                type="time"
                value={quietHours.to}
                onChange={(_, { value }) => value !== '' && onChange({ ...quietHours, to: value })}
              />
            </Field>
          </div>
          <span>
            {(quietHours.from > quietHours.to ? words.overnight : words.byDay)(
              quietHours.from,
              quietHours.to,
              timeZone,
            )}
          </span>
        </>
      )}
    </>
  );
}
