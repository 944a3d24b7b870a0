import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import type { BellItem } from '../../lib/api-types.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { bellStrings as words } from '../../strings/directory.ts';
import { bellQuery } from './bell-queries.ts';

const useStyles = makeStyles({
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: '12px', marginBottom: '8px' },
  title: { fontWeight: tokens.fontWeightSemibold },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' },
  item: { position: 'relative', padding: '8px 8px 8px 20px', borderRadius: tokens.borderRadiusMedium },
  opens: { '&:hover': { background: tokens.colorNeutralBackground3 } },
  link: {
    color: 'inherit',
    textDecoration: 'none',
    '&:hover': { color: 'inherit', textDecoration: 'underline' },
    // the whole of it can be clicked
    '&::after': { content: '""', position: 'absolute', inset: 0 },
  },
  text: { textWrap: 'pretty' },
  unread: { fontWeight: tokens.fontWeightSemibold },
  dot: {
    position: 'absolute',
    left: '6px',
    top: '15px',
    // where the device forces its colours, borders are drawn and grounds are not
    border: `4px solid ${tokens.colorBrandBackground}`,
    borderRadius: '50%',
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What the person was told, the newest first; what is opened is read. */
export function BellList({ onLeave }: { readonly onLeave: () => void }) {
  const styles = useStyles();
  const tell = useTell();
  const { data, error, isPending } = useQuery(bellQuery);
  const read = useChange((body: { ids: readonly number[] } | { upTo: number }) =>
    call('POST', '/me/bell/read', { body }),
  );
  const mark = (body: { ids: readonly number[] } | { upTo: number }) =>
    read.mutate(body, { onError: (problem) => tell(words.title, 'error', problemInWords(problem)) });
  if (isPending) return <RowSkeletons count={2} />;
  if (data === undefined) return <ErrorState error={error} />;
  const [newest] = data.items;
  return (
    <>
      <div className={styles.head}>
        <span className={styles.title}>{words.title}</span>
        {data.unread === 0 || newest === undefined ? null : (
          <Button size="small" onClick={() => mark({ upTo: newest.id })}>
            {words.readAll}
          </Button>
        )}
      </div>
      {newest === undefined ? <EmptyState title={words.none} lead={words.noneLead} /> : null}
      <ul className={styles.list} aria-label={words.title}>
        {data.items.map((item) => (
          <li key={item.id}>
            <Item
              item={item}
              onOpen={() => {
                if (item.readAt === null) mark({ ids: [item.id] });
                onLeave();
              }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Item({ item, onOpen }: { readonly item: BellItem; readonly onOpen: () => void }) {
  const styles = useStyles();
  const { subject, requestId, at, readAt } = item;
  const text = <span className={mergeClasses(styles.text, readAt === null && styles.unread)}>{subject}</span>;
  return (
    <div className={mergeClasses(styles.item, requestId !== null && styles.opens)}>
      {readAt === null ? <span className={styles.dot} aria-hidden="true" /> : null}
      {requestId === null ? (
        text
      ) : (
        <Link className={styles.link} to="/requests/$id" params={{ id: requestId }} onClick={onOpen}>
          {text}
        </Link>
      )}
      <div className={styles.quiet}>
        <Time at={at} />
        {readAt === null ? ` · ${words.unread}` : ''}
      </div>
    </div>
  );
}
