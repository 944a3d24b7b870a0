import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, HourglassRegular, WarningRegular } from '@fluentui/react-icons';
import { problemInWords } from '../../components/error-state.tsx';
import type { EligibleRole, Submission } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { useSessionEnded } from '../../lib/session-state.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings.ts';
import { ProveButton } from './prove-button.tsx';
import type { DryRun } from './use-dry-runs.ts';

const words = strings.activate;

const useStyles = makeStyles({
  root: { display: 'flex', gap: '8px', alignItems: 'start', lineHeight: tokens.lineHeightBase300 },
  icon: { fontSize: '18px', flexShrink: 0, marginTop: '1px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  waits: { color: tokens.colorBrandForeground1 },
  missing: { color: tokens.colorStatusWarningForeground1 },
  list: { margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: '2px' },
});

interface DryRunLineProps {
  readonly role: EligibleRole;
  readonly run: DryRun;
  readonly showsName: boolean;
  readonly submission: Submission;
  /** Told of the proof that was asked for this request alone. */
  readonly onProofAsked: (proofId: string) => void;
}

/** What will happen, or all that is missing. */
export function DryRunLine({ role, run, showsName, submission, onProofAsked }: DryRunLineProps) {
  const styles = useStyles();
  const { time } = usePreferences();
  const now = useNow();
  const hasEnded = useSessionEnded();
  const { outcome, problem } = run;
  const name = showsName ? `${role.role.name}: ` : '';
  if (hasEnded) return <div className={styles.root}>{strings.errors.states.signedOut.todo}</div>;
  if (outcome === null && problem === null) return <div className={styles.root}>{words.checking}</div>;
  if (outcome !== null) {
    const waits = outcome.waitsFor !== null;
    const Icon = waits ? HourglassRegular : CheckmarkCircleRegular;
    return (
      <div className={styles.root}>
        <Icon className={`${styles.icon} ${waits ? styles.waits : styles.good}`} aria-hidden="true" />
        <span>
          {name}
          {waits ? words.waits(role.terms.stages[0]?.people ?? 0) : whenActive()}
        </span>
      </div>
    );
  }
  const rules = problem?.problem.rules ?? [];
  return (
    <div className={styles.root}>
      <WarningRegular className={`${styles.icon} ${styles.missing}`} aria-hidden="true" />
      <ul className={styles.list}>
        {(rules.length > 0 ? rules.map(({ message }) => message) : [problemInWords(problem)]).map((message) => (
          <li key={message}>
            {name}
            {message.charAt(0).toUpperCase() + message.slice(1)}
          </li>
        ))}
        {problem?.problem.stepUp === undefined ? null : (
          <li>
            <ProveButton stepUp={problem.problem.stepUp} submission={submission} onAsked={onProofAsked} />
          </li>
        )}
      </ul>
    </div>
  );

  function whenActive(): string {
    const start = outcome?.start == null ? now : Date.parse(outcome.start);
    const until = outcome?.end == null ? strings.time.noEnd : time.short(Date.parse(outcome.end), now);
    return start - now > 60_000 ? words.planned(time.short(start, now), until) : words.atOnce(until);
  }
}
