import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from './api.ts';
import type { Outcome, ProvenSubmission } from './api-types.ts';
import { askAnew } from './ask-anew.ts';

/** Asks for something once, however often it is clicked: the key names the deed. */
export function submitOnce(body: ProvenSubmission, idempotencyKey: string): Promise<Outcome> {
  return call<Outcome>('POST', '/requests', { body, idempotencyKey });
}

/** What asking would answer, by the same decision. */
export function dryRun(body: ProvenSubmission, signal: AbortSignal): Promise<Outcome> {
  return call<Outcome>('POST', '/requests/validate', { body, signal });
}

interface Told<Answer> {
  readonly onSuccess?: (answer: Answer) => void;
  readonly onError?: (error: unknown) => void;
}

/**
 * A change through the API, after which everything on the page is asked for anew. What became of it is told also where
 * the part of the page that asked is gone by then, as when somebody's list got shorter by it. Until that is shown
 * the same is not begun again, however fast somebody clicks; where nothing was changed, by `hasChanged`, it is at once.
 */
export function useChange<Input, Answer>(
  change: (input: Input) => Promise<Answer>,
  hasChanged: (answer: Answer) => boolean = () => true,
) {
  const client = useQueryClient();
  const onTheirWay = useRef(new Set<string>());
  const { isPending, mutateAsync } = useMutation({
    mutationFn: change,
    onSettled: (answer, error, input) => {
      const isOver = () => onTheirWay.current.delete(JSON.stringify(input) ?? '');
      const shown = askAnew(client);
      // until the page shows what became of it, a second click is still about what was there before; what is answered
      // is drawn in the turn that the answer has asked for already
      if (error === null && hasChanged(answer as Answer)) shown.then(() => setTimeout(isOver));
      else isOver();
    },
  });
  return {
    isPending,
    mutate(input: Input, { onSuccess, onError }: Told<Answer>) {
      const what = JSON.stringify(input) ?? '';
      if (onTheirWay.current.has(what)) return;
      onTheirWay.current.add(what);
      mutateAsync(input).then(onSuccess, onError);
    },
  };
}
