import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, WarningRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { problemInWords } from '../../components/error-state.tsx';
import type { Submission } from '../../lib/api-types.ts';
import { addStrings } from '../../strings/assignments.ts';
import { ProveButton } from '../activate/prove-button.tsx';
import type { DryRun } from '../activate/use-dry-runs.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  item: { display: 'flex', gap: '8px', alignItems: 'start' },
  icon: { fontSize: '18px', flexShrink: 0, marginTop: '1px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  missing: { color: tokens.colorStatusWarningForeground1 },
  words: { display: 'grid', gap: '4px', justifyItems: 'start', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
});

export interface Tried {
  readonly key: string;
  readonly name: string;
  readonly submission: Submission;
  readonly run: DryRun | undefined;
  /** What would become of it. */
  readonly effect?: ReactNode;
}

interface TriedListProps {
  readonly label: string;
  readonly tried: readonly Tried[];
  readonly onProofAsked: (key: string, proofId: string) => void;
}

/** What the server says of each before anything is done. */
export function TriedList({ label, tried, onProofAsked }: TriedListProps) {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={label}>
      {tried.map(({ key, name, submission, run, effect }) => {
        const problem = run?.problem ?? null;
        const Icon = problem === null ? CheckmarkCircleRegular : WarningRegular;
        const isKnown = run?.isCurrent === true;
        const rules = problem?.problem.rules ?? [];
        const messages = rules.length > 0 ? rules.map(({ message }) => message) : [problemInWords(problem)];
        return (
          <li key={key} className={styles.item}>
            <Icon
              className={`${styles.icon} ${problem === null ? styles.good : styles.missing}`}
              style={isKnown ? undefined : { opacity: 0.3 }}
              aria-hidden="true"
            />
            <div className={styles.words}>
              <span className={styles.name}>{name}</span>
              {isKnown ? null : <span>{addStrings.checking}</span>}
              {effect}
              {isKnown && problem !== null ? <span>{messages.join('; ')}</span> : null}
              {problem?.problem.stepUp === undefined ? null : (
                <ProveButton
                  stepUp={problem.problem.stepUp}
                  submission={submission}
                  onAsked={(proofId) => onProofAsked(key, proofId)}
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
