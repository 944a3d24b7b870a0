import { hint } from '../lib/hint.ts';
import { usePreferences } from '../lib/preferences.ts';
import { useMinute } from '../lib/use-now.ts';

/** An instant in short words, the exact one with its zone on hover and for screen readers. */
export function Time({ at, as = (text) => text }: { readonly at: string; readonly as?: (text: string) => string }) {
  const { time } = usePreferences();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} {...hint(time.exact(ms))}>
      {as(time.short(ms, useMinute()))}
    </time>
  );
}
