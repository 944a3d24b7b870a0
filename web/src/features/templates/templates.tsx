import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Time } from '../../components/time.tsx';
import { templateStrings as words } from '../../strings/templates.ts';
import { strings } from '../../strings.ts';
import { templatesQuery } from './template-queries.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px', justifyContent: 'space-between', alignItems: 'baseline' },
  text: { display: 'grid', gap: '2px', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** The templates, the newest first. */
export function Templates() {
  const styles = useStyles();
  const navigate = useNavigate();
  const list = useInfiniteQuery(templatesQuery);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const make = (
    <Button appearance="primary" onClick={() => navigate({ to: '/templates/new' })}>
      {words.make}
    </Button>
  );
  return (
    <Page title={strings.pages.templates} lead={words.lead} action={make}>
      {list.isPending ? <RowSkeletons /> : null}
      {list.isError ? <ErrorState error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <EmptyState title={words.none} lead={words.noneLead} /> : null}
      {items.length === 0 ? null : (
        <ListCard label={strings.pages.templates}>
          {items.map(({ id, name, description, version, rules, lastModifiedBy, lastModifiedAt }) => (
            <li key={id} className={styles.row}>
              <div className={styles.text}>
                <Link to="/templates/$id" params={{ id }} className={styles.name}>
                  {name}
                </Link>
                {description === '' ? null : <span>{description}</span>}
              </div>
              <span className={styles.quiet}>
                {words.rules(Object.keys(rules).length)} · {words.changed(version, lastModifiedBy.displayName)},{' '}
                <Time at={lastModifiedAt} />
              </span>
            </li>
          ))}
        </ListCard>
      )}
      <LoadMore list={list} />
    </Page>
  );
}
