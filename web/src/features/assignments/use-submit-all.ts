import { useState } from 'react';
import { problemInWords } from '../../components/error-state.tsx';
import type { ProvenSubmission } from '../../lib/api-types.ts';
import { useTell } from '../../lib/use-tell.ts';
import { assignmentStrings } from '../../strings/assignments.ts';
import { useActivate } from '../activate/use-activate.ts';

interface Going {
  /** How many were done, in words. */
  readonly inWords: (done: number) => string;
  /** Where none was refused. */
  readonly onDone: () => void;
}

/** Asks for several at once; says how far that is, how many were done, and why others were not. */
export function useSubmitAll(title: string) {
  const tell = useTell();
  const submit = useActivate();
  const [count, setCount] = useState(0);
  function run(bodies: readonly ProvenSubmission[], { inWords, onDone }: Going): void {
    setCount(bodies.length);
    submit.mutate(bodies, {
      onSuccess(results) {
        const failed = results.filter(({ outcome }) => outcome === null);
        const detail = [...new Set(failed.map(({ error }) => problemInWords(error)))].join(' ');
        const done = results.length - failed.length;
        tell(inWords(done), failed.length === 0 ? 'success' : 'error', detail || undefined);
        if (failed.length === 0) onDone();
      },
      onError: (error) => tell(title, 'error', problemInWords(error)),
    });
  }
  const { isPending, answered } = submit;
  return { isPending, progress: isPending ? assignmentStrings.progress(answered, count) : null, run };
}
