import { Tooltip } from '@fluentui/react-components';
import { usePreferences } from '../lib/preferences.ts';
import { useMinute } from '../lib/use-now.ts';

/** An instant in short words, the exact one with its zone on hover and for screen readers. */
export function Time({ at, as = (text) => text }: { readonly at: string; readonly as?: (text: string) => string }) {
  const { time } = usePreferences();
  const ms = Date.parse(at);
  return (
    <Tooltip content={time.exact(ms)} relationship="description">
      <time dateTime={at}>{as(time.short(ms, useMinute()))}</time>
    </Tooltip>
  );
}
