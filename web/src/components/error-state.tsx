import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ApiProblem } from '../lib/api.ts';
import { strings } from '../strings.ts';

const useStyles = makeStyles({
  root: {
    padding: '20px',
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    background: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    display: 'grid',
    gap: '8px',
    justifyItems: 'start',
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  id: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What happened and what to do, in words for a person. */
export function problemInWords(error: unknown): string {
  if (!(error instanceof ApiProblem)) return strings.errors.unexpected;
  if (error.status === 0) return strings.errors.notReached;
  if (error.status >= 500) return strings.errors.unexpected;
  const text = error.message;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

export function ErrorState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const styles = useStyles();
  const correlationId = error instanceof ApiProblem ? error.problem.correlationId : '';
  return (
    <div className={styles.root} role="alert">
      <div className={styles.title}>{strings.errors.failed}</div>
      <div>{problemInWords(error)}</div>
      {correlationId === '' ? null : (
        <div className={styles.id}>
          {strings.errors.correlation}: <code>{correlationId}</code>{' '}
          <Button size="small" appearance="subtle" onClick={() => navigator.clipboard.writeText(correlationId)}>
            {strings.errors.copy}
          </Button>
        </div>
      )}
      {onRetry === undefined ? null : <Button onClick={onRetry}>{strings.errors.again}</Button>}
    </div>
  );
}
