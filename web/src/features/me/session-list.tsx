import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import { sessionsQuery } from '../../lib/queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { sessionStrings as more } from '../../strings/sessions.ts';
import { strings } from '../../strings.ts';
import { browserName } from './browser-name.ts';

const words = strings.me;

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px', justifyItems: 'start', '& > ul': { width: '100%' } },
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
  const endOthers = useChange(async (ids: readonly string[]) => {
    for (const id of ids) await call('DELETE', `/sessions/${id}`);
    return ids.length;
  });
  const end = useChange((id: string) => call('DELETE', `/sessions/${id}`));
  if (sessions.isPending) return <RowSkeletons count={2} />;
  if (sessions.data === undefined) return <ErrorState error={sessions.error} onRetry={() => sessions.refetch()} />;
  const run = (id: string) =>
    end.mutate(id, {
      onSuccess: () => tell(words.ended),
      onError: (error) => tell(words.end, 'error', problemInWords(error)),
    });
  const others = sessions.data.items.filter(({ isCurrent }) => !isCurrent);
  const runOthers = () =>
    endOthers.mutate(
      others.map(({ id }) => id),
      {
        onSuccess: (count) => tell(more.endedOthers(count)),
        onError: (error) => tell(words.end, 'error', problemInWords(error)),
      },
    );
  return (
    <div className={styles.root}>
      {others.length === 0 ? null : (
        <ConfirmButton
          label={more.endOthers}
          consequence={more.endOthersLead(others.length)}
          isPending={endOthers.isPending}
          onConfirm={runOthers}
        />
      )}
      <ListCard label={words.sessions}>
        {sessions.data.items.map(
          ({ id, userAgent, address, createdAt, lastUsedAt, expiresAt, isCurrent, hasSecondFactor }) => {
            const name = browserName(userAgent) ?? words.unknownAgent;
            return (
              <li key={id} className={styles.row}>
                <div className={styles.words}>
                  <span className={styles.name}>
                    {name} {isCurrent ? `(${words.current})` : ''}
                  </span>
                  <span className={styles.quiet}>
                    {address} · <Time at={createdAt} as={more.since} /> · <Time at={lastUsedAt} as={words.used} /> ·{' '}
                    {hasSecondFactor ? more.withFactor : more.withoutFactor} ·{' '}
                    <Time at={expiresAt} as={words.expires} />
                  </span>
                </div>
                {isCurrent ? null : (
                  <Button aria-label={words.endNamed(name)} onClick={() => run(id)}>
                    {words.end}
                  </Button>
                )}
              </li>
            );
          },
        )}
      </ListCard>
    </div>
  );
}
