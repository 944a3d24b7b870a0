import { makeStyles } from '@fluentui/react-components';
import { problemInWords } from '../../components/error-state.tsx';
import { strings } from '../../strings.ts';
import type { DryRun } from './use-dry-runs.ts';

const useStyles = makeStyles({ root: { display: 'grid', gap: '2px' } });

/** What asking for more would answer. */
export function ExtendOutcome({ run }: { readonly run: DryRun }) {
  const { outcome, problem } = run;
  return (
    <div className={useStyles().root} role="status" aria-live="polite">
      {outcome === null && problem === null ? strings.activate.checking : textOf()}
    </div>
  );

  function textOf() {
    if (problem !== null) return problemInWords(problem);
    if (outcome?.waitsFor === 'administrators') return strings.extend.willWait;
    return outcome?.waitsFor === 'approvers' ? strings.extend.willWaitForApproval : strings.extend.willLast;
  }
}
