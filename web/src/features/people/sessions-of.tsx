import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { directoryStrings } from '../../strings/directory.ts';
import { strings } from '../../strings.ts';
import { browserName } from '../me/browser-name.ts';
import { sessionsOfQuery } from './directory-queries.ts';

const words = strings.me;

const useStyles = makeStyles({
  row: { display: 'flex', justifyContent: 'space-between', gap: '8px 16px', alignItems: 'center', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Where somebody is signed in; an administrator ends it. */
export function SessionsOf({ principalId }: { readonly principalId: string }) {
  const styles = useStyles();
  const tell = useTell();
  const sessions = useQuery(sessionsOfQuery(principalId));
  const end = useChange((id: string) => call('DELETE', `/sessions/${id}`));
  if (sessions.isPending) return <RowSkeletons count={1} />;
  if (sessions.data === undefined) return <ErrorState error={sessions.error} />;
  if (sessions.data.items.length === 0) return <div className={styles.quiet}>{directoryStrings.noSessions}</div>;
  const run = (id: string) =>
    end.mutate(id, {
      onSuccess: () => tell(words.ended),
      onError: (error) => tell(words.end, 'error', problemInWords(error)),
    });
  return (
    <ListCard label={directoryStrings.sessions}>
      {sessions.data.items.map(({ id, userAgent, address, lastUsedAt, isCurrent }) => {
        const name = browserName(userAgent) ?? words.unknownAgent;
        return (
          <li key={id} className={styles.row}>
            <div>
              {name} {isCurrent ? `(${words.current})` : ''}
              <div className={styles.quiet}>
                {address} · <Time at={lastUsedAt} as={words.used} />
              </div>
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
