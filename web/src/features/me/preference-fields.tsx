import { Button, Field, Radio, RadioGroup, Select } from '@fluentui/react-components';
import type { NotificationPreferences } from '../../lib/api-types.ts';
import { deviceZone } from '../../lib/format-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { tellingStrings as words } from '../../strings/telling.ts';
import { localeChoices } from './locales.ts';
import { TimeZones } from './time-zones.tsx';

interface FieldProps {
  readonly preferences: NotificationPreferences;
  readonly onChange: (some: Partial<NotificationPreferences>) => void;
}

/** What of everything a channel tells. */
export function LevelField({ channel, preferences, onChange }: FieldProps & { readonly channel: 'mail' | 'bell' }) {
  return (
    <Field label={words[channel]} hint={words[`${channel}Hint`]}>
      <RadioGroup
        value={preferences[channel]}
        onChange={(_, { value }) => onChange({ [channel]: value as NotificationPreferences['mail'] })}
      >
        {Object.entries(words.levels).map(([level, label]) => (
          <Radio key={level} value={level} label={label} />
        ))}
      </RadioGroup>
    </Field>
  );
}

export function DigestField({ preferences, onChange }: FieldProps) {
  return (
    <Field
      label={words.digest}
      hint={preferences.mail === 'critical' ? `${words.digestHint} ${words.digestCritical}` : words.digestHint}
    >
      <Select
        value={preferences.digest}
        onChange={(_, { value }) => onChange({ digest: value as NotificationPreferences['digest'] })}
      >
        {Object.entries(words.cadences).map(([cadence, label]) => (
          <option key={cadence} value={cadence}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The zone of mail, which is the person's on every device, and how dates look in it. */
export function ZoneFields({ preferences, onChange }: FieldProps) {
  const { timeZone, locale } = preferences;
  const here = deviceZone();
  const now = useNow();
  return (
    <>
      <Field label={words.zone} hint={words.zoneHint}>
        <Select value={timeZone} onChange={(_, { value }) => onChange({ timeZone: value })}>
          <TimeZones also={timeZone} />
        </Select>
      </Field>
      {here === timeZone ? null : (
        <div>
          <Button size="small" onClick={() => onChange({ timeZone: here })}>
            {words.takeDevice(here)}
          </Button>
        </div>
      )}
      <Field label={words.locale}>
        <Select value={locale ?? ''} onChange={(_, { value }) => onChange({ locale: value === '' ? null : value })}>
          <option value="">{words.localeIso}</option>
          {localeChoices(locale, now).map((choice) => (
            <option key={choice.locale} value={choice.locale}>
              {choice.label}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
