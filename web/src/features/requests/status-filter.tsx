import { Select } from '@fluentui/react-components';
import { strings } from '../../strings.ts';

interface StatusFilterProps {
  /** undefined: any. */
  readonly status: string | undefined;
  readonly onChange: (status: string | undefined) => void;
}

/** Narrows a list of requests to those in one state. */
export function StatusFilter({ status, onChange }: StatusFilterProps) {
  return (
    <Select
      aria-label={strings.requests.status}
      value={status ?? ''}
      onChange={(_, { value }) => onChange(value === '' ? undefined : value)}
    >
      <option value="">{strings.requests.any}</option>
      {Object.entries(strings.status).map(([name, word]) => (
        <option key={name} value={name}>
          {word}
        </option>
      ))}
    </Select>
  );
}
