import { Field, Select } from '@fluentui/react-components';
import { durationInWords } from '../../../lib/duration.ts';

interface DurationFieldProps {
  readonly label: string;
  readonly choices: readonly string[];
  /** The word for none; left out: there has to be one. */
  readonly none?: string;
  readonly value: string;
  readonly onChange: (duration: string) => void;
}

export function DurationField({ label, choices, none, value, onChange }: DurationFieldProps) {
  // one that another client wrote stays what it is
  const all = value === '' || choices.includes(value) ? choices : [value, ...choices];
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {all.map((each) => (
          <option key={each} value={each}>
            {durationInWords(each)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
