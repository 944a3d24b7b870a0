import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApiProblem } from '../lib/api.ts';
import { inSentence } from '../lib/in-sentence.ts';
import { strings } from '../strings.ts';
import { CopyButton } from './copy-button.tsx';
import { RetryButton } from './retry-button.tsx';

const words = strings.errors;
const QUOTED_ID = / ?`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`/g;

const useStyles = makeStyles({
  root: {
    padding: '20px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderLeft: `4px solid ${tokens.colorStatusDangerBorder2}`,
    background: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    display: 'grid',
    gap: '8px',
    justifyItems: 'start',
  },
  passing: { borderLeftColor: tokens.colorStatusWarningBorder2 },
  title: { fontWeight: tokens.fontWeightSemibold },
  todo: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: '12px', alignItems: 'center', flexWrap: 'wrap', marginTop: '4px' },
  id: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 6px',
    alignItems: 'center',
    overflowWrap: 'anywhere',
  },
});

/** What happened and what to do, in words for a person. */
export function problemInWords(error: unknown): string {
  if (!(error instanceof ApiProblem)) return words.unexpected;
  if (error.status === 0) return words.notReached;
  if (error.code === 'unauthenticated') return strings.frame.sessionEndedLead;
  if (error.status >= 500 && error.status !== 503) return words.unexpected;
  // an id tells a person nothing; what it is of is said beside it
  return inSentence(error.message.replaceAll(QUOTED_ID, ''));
}

type Kind = keyof typeof words.states;

/** What browsers say of a part of the page that was not loaded; other errors are ours. */
const NOT_LOADED = /dynamically imported|module script/i;

function kindOf(error: unknown): Kind {
  if (!(error instanceof ApiProblem))
    return error instanceof Error && NOT_LOADED.test(error.message) ? 'lost' : 'broken';
  const byStatus: Readonly<Record<number, Kind>> = {
    0: 'lost',
    401: 'signedOut',
    403: 'forbidden',
    404: 'absent',
    429: 'tooMany',
    503: 'closing',
  };
  return byStatus[error.status] ?? (error.status >= 500 ? 'failed' : 'refused');
}

interface ErrorStateProps {
  readonly error: unknown;
  /** If left out, all of the page that failed is asked for anew. */
  readonly onRetry?: () => void;
}

/** What could not be shown, what that means, and what to do; the correlation id is what an administrator asks for. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const client = useQueryClient();
  const again =
    onRetry ?? (() => client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' }));
  const styles = useStyles();
  const kind = kindOf(error);
  const { title, todo } = words.states[kind];
  const detail = kind === 'forbidden' || kind === 'refused' ? problemInWords(error) : null;
  const correlationId = error instanceof ApiProblem ? error.problem.correlationId : '';
  const waitSeconds = error instanceof ApiProblem ? error.retryAfter : null;
  const isFinal = kind === 'forbidden' || kind === 'absent';
  const isPassing = kind === 'lost' || kind === 'tooMany' || kind === 'closing';
  return (
    <div className={mergeClasses(styles.root, isPassing && styles.passing)} role="alert">
      <div className={styles.title}>{title}</div>
      {detail === null ? null : <div>{detail}</div>}
      <div className={styles.todo}>{todo}</div>
      <div className={styles.actions}>
        {isFinal ? null : <RetryButton key={correlationId} waitSeconds={waitSeconds} onRetry={again} />}
        {isFinal ? <Link to="/">{words.goHome}</Link> : null}
      </div>
      {correlationId === '' ? null : (
        <div className={styles.id}>
          {words.correlation}: <code>{correlationId}</code>
          <CopyButton text={correlationId} />
        </div>
      )}
    </div>
  );
}
