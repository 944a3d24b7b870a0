import { useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../lib/api.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { lifeQuery } from '../../lib/queries.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { useTell } from '../../lib/use-tell.ts';
import { strings } from '../../strings.ts';

const words = strings.approvals;

/** Whether somebody decided a moment before. */
export function isTooLate(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.code === 'alreadyDecided';
}

/** Tells who decided a moment before, and what. */
export function useTellTooLate() {
  const client = useQueryClient();
  const tell = useTell();
  const { time } = usePreferences();
  return async (requestId: string) => {
    const life = await client.fetchQuery({ ...lifeQuery(requestId), staleTime: 0 }).catch(() => null);
    const decided = life?.steps.findLast(({ kind }) => kind === 'decided');
    const who = decided?.by?.displayName;
    if (decided == null || who == null) return tell(words.tooLate, 'info', words.tooLateLead(null));
    const title = decided.result === 'denied' ? words.deniedBefore(who) : words.approvedBefore(who);
    const when = decided.at === null ? null : time.short(Date.parse(decided.at), serverNow());
    tell(title, 'info', words.tooLateLead(when));
  };
}
