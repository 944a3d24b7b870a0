import { Input } from '@fluentui/react-components';
import { strings } from '../strings.ts';

interface TimeRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface TimeRangeFilterProps {
  /** As the address has them. */
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
}

/** From when, and until when, in the person's zone. */
export function TimeRangeFilter({ range, onChange }: TimeRangeFilterProps) {
  return (
    <>
      {(['from', 'to'] as const).map((edge) => (
        <Input
          key={edge}
          aria-label={strings.time[edge]}
          contentBefore={strings.time[edge]}
          type="datetime-local"
          value={range[edge] ?? ''}
          onChange={(_, { value }) => onChange({ [edge]: value || undefined })}
        />
      ))}
    </>
  );
}
