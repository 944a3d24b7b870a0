import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import { sessionsQuery } from '../../lib/queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.tsx';
import { strings } from '../../strings.ts';
import { browserName } from './browser-name.ts';

const words = strings.me;

const useStyles = makeStyles({
  row: { display: 'flex', justifyContent: 'space-between', gap: '8px 16px', alignItems: 'center', flexWrap: 'wrap' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  words: { display: 'grid', gap: '2px' },
});

/** Browsers in which the person is signed in; each can be ended. */
export function SessionList() {
  const styles = useStyles();
  const tell = useTell();
  const sessions = useQuery(sessionsQuery);
  const end = useChange((id: string) => call('DELETE', `/sessions/${id}`));
  if (sessions.isPending) return <RowSkeletons count={2} />;
  if (sessions.data === undefined) return <ErrorState error={sessions.error} onRetry={() => sessions.refetch()} />;
  const run = (id: string) =>
    end.mutate(id, {
      onSuccess: () => tell(words.ended),
      onError: (error) => tell(words.end, 'error', problemInWords(error)),
    });
  return (
    <ListCard label={words.sessions}>
      {sessions.data.items.map(({ id, userAgent, address, lastUsedAt, expiresAt, isCurrent }) => {
        const name = browserName(userAgent) ?? words.unknownAgent;
        return (
          <li key={id} className={styles.row}>
            <div className={styles.words}>
              <span className={styles.name}>
                {name} {isCurrent ? `(${words.current})` : ''}
              </span>
              <span className={styles.quiet}>
                {address} · <Time at={lastUsedAt} as={words.used} /> · <Time at={expiresAt} as={words.expires} />
              </span>
            </div>
            {isCurrent ? null : (
              <Button aria-label={words.endNamed(name)} onClick={() => run(id)}>
                {words.end}
              </Button>
            )}
          </li>
        );
      })}
    </ListCard>
  );
}
