import type { Assignment } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { useNow } from '../../lib/use-now.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import type { Action } from './row-menu.tsx';

interface ChangeEffectProps {
  readonly action: Action;
  readonly item: Assignment;
}

/** How an assignment is now, and what of it becomes another. */
export function ChangeEffect({ action, item }: ChangeEffectProps) {
  const { time } = usePreferences();
  const now = useNow();
  const end = item.end === null ? words.permanent : words.until(time.short(Date.parse(item.end), now));
  if (action === 'remove') return <span>{words.becomes(end, words.endsNow)}</span>;
  if (action !== 'convert') return <span>{words.now(end)}</span>;
  const other = item.kind === 'eligible' ? 'active' : 'eligible';
  return <span>{words.becomes(`${words.states[item.kind]}, ${end}`, words.states[other])}</span>;
}
