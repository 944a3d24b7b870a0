import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { ApiProblem } from '../../lib/api.ts';
import type { Outcome, ProvenSubmission } from '../../lib/api-types.ts';
import { isSessionEnd } from '../../lib/session-state.ts';
import { dryRun } from '../../lib/submit.ts';
import { useSettled } from '../../lib/use-settled.ts';

const SETTLED_MS = 250;

/** What asking would answer now. */
export interface DryRun {
  readonly outcome: Outcome | null;
  readonly problem: ApiProblem | null;
  /** Whether it is about what is on the page at this moment. */
  readonly isCurrent: boolean;
}

/** Tries what is on the page while a person types, by the decision that asking is held to. */
export function useDryRuns(submissions: readonly ProvenSubmission[]): readonly DryRun[] {
  const text = JSON.stringify(submissions);
  const settled = useSettled(text, SETTLED_MS);
  const asked = JSON.parse(settled) as readonly ProvenSubmission[];
  const found = useQueries({
    queries: asked.map((body) => ({
      queryKey: ['dry-run', body],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        try {
          return { outcome: await dryRun(body, signal), problem: null };
        } catch (error) {
          // a refusal is the answer that was asked for
          if (error instanceof ApiProblem && error.status >= 400 && error.status < 500 && !isSessionEnd(error)) {
            return { outcome: null, problem: error };
          }
          throw error;
        }
      },
      placeholderData: keepPreviousData,
      staleTime: 5_000,
    })),
  });
  return submissions.map((_, index) => {
    const query = found[index];
    return {
      outcome: query?.data?.outcome ?? null,
      problem: query?.data?.problem ?? null,
      isCurrent: settled === text && query?.isSuccess === true && !query.isPlaceholderData,
    };
  });
}
