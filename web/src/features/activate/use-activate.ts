import { useRef, useState } from 'react';
import { ApiProblem } from '../../lib/api.ts';
import type { Outcome, ProvenSubmission } from '../../lib/api-types.ts';
import { isSessionEnd } from '../../lib/session-state.ts';
import { submitOnce, useChange } from '../../lib/submit.ts';

/** What became of one of several requests. */
export interface Submitted {
  readonly outcome: Outcome | null;
  readonly error: unknown;
}

/**
 * Asks for all of them; each is answered by itself, and `answered` counts them. The same again is done once, whatever is
 * clicked or lost.
 */
export function useActivate() {
  const keys = useRef(new Map<string, string>());
  const [answered, setAnswered] = useState(0);

  function keyFor(body: ProvenSubmission): string {
    const text = JSON.stringify(body);
    const key = keys.current.get(text) ?? crypto.randomUUID();
    keys.current.set(text, key);
    return key;
  }

  async function submit(body: ProvenSubmission): Promise<Submitted> {
    try {
      return { outcome: await submitOnce(body, keyFor(body)), error: null };
    } catch (error) {
      if (isSessionEnd(error)) throw error;
      // the server has answered: what is tried next is another try
      if (error instanceof ApiProblem && error.status > 0) keys.current.delete(JSON.stringify(body));
      return { outcome: null, error };
    } finally {
      setAnswered((before) => before + 1);
    }
  }

  const change = useChange(
    (bodies: readonly ProvenSubmission[]) => {
      setAnswered(0);
      return Promise.all(bodies.map(submit));
    },
    (results) => results.some(({ outcome }) => outcome !== null),
  );
  return { ...change, answered };
}
