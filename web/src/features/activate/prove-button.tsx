import { Button } from '@fluentui/react-components';
import { flushSync } from 'react-dom';
import { problemInWords } from '../../components/error-state.tsx';
import { call } from '../../lib/api.ts';
import type { Problem, Proof, Submission } from '../../lib/api-types.ts';
import { leaveForProof } from '../../lib/sign-in.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { strings } from '../../strings.ts';

interface ProveButtonProps {
  readonly stepUp: NonNullable<Problem['stepUp']>;
  readonly submission: Submission;
  readonly onAsked: (proofId: string) => void;
}

/** Leads to where the person proves more of themselves, and back; what was typed is kept in this tab. */
export function ProveButton({ stepUp, submission, onAsked }: ProveButtonProps) {
  const tell = useTell();
  const ask = useChange(() => call<Proof>('POST', '/proofs', { body: submission }));

  function prove() {
    if (stepUp.url !== null) return leaveForProof(stepUp.url);
    ask.mutate(undefined, {
      onSuccess({ id, url }) {
        // the draft holds the proof before the page is left
        flushSync(() => onAsked(id));
        if (url !== null) leaveForProof(new URL(url).pathname + new URL(url).search);
      },
      onError: (error) => tell(strings.activate.proveAgain, 'error', problemInWords(error)),
    });
  }

  return (
    <Button size="small" disabledFocusable={ask.isPending} onClick={() => !ask.isPending && prove()}>
      {strings.activate.proveAgain}
    </Button>
  );
}
