import { makeStyles, tokens } from '@fluentui/react-components';
import { Time } from '../../components/time.tsx';
import type { SentNotification } from '../../lib/api-types.ts';
import { notificationStrings as words } from '../../strings/operations.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '2px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  dead: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
});

interface MessageStateProps {
  readonly message: Pick<SentNotification, 'state' | 'attempts' | 'nextAttemptAt' | 'deliveredAt'>;
}

/** How far a message has come. */
export function MessageState({ message: { state, attempts, nextAttemptAt, deliveredAt } }: MessageStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <span className={state === 'dead' ? styles.dead : undefined}>{words.states[state]}</span>
      <span className={styles.quiet}>
        {deliveredAt === null ? words.attempts(attempts) : <Time at={deliveredAt} />}
        {nextAttemptAt === null || attempts === 0 ? null : (
          <>
            {' · '}
            <Time at={nextAttemptAt} as={words.next} />
          </>
        )}
      </span>
    </div>
  );
}
