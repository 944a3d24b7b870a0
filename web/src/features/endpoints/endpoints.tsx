import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Time } from '../../components/time.tsx';
import type { Endpoint } from '../../lib/api-types.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';
import { strings } from '../../strings.ts';
import { errorInWords } from '../notifications/error-in-words.ts';
import { CreateEndpointPane } from './create-endpoint-pane.tsx';
import { endpointsQuery } from './endpoint-queries.ts';
import { EndpointState } from './endpoint-state.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', justifyContent: 'space-between', gap: '8px 24px', flexWrap: 'wrap' },
  words: { display: 'grid', gap: '2px', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  bad: { color: tokens.colorStatusDangerForeground1, fontSize: tokens.fontSizeBase200 },
});

/** Where messages go outside, and how it goes with each. */
export function Endpoints() {
  const list = useQuery(endpointsQuery);
  const search = useSearch({ from: '/endpoints' });
  const navigate = useNavigate({ from: '/endpoints' });
  const create = (isOpen: boolean) => navigate({ search: isOpen ? { create: 'yes' } : {}, replace: true });
  return (
    <Page
      title={strings.pages.endpoints}
      lead={words.lead}
      action={
        <Button appearance="primary" icon={<AddRegular />} onClick={() => create(true)}>
          {words.add}
        </Button>
      }
    >
      {list.isPending ? <RowSkeletons /> : null}
      {list.isError ? <ErrorState error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.data?.items.length === 0 ? <EmptyState title={words.none} lead={words.noneLead} /> : null}
      {list.data === undefined || list.data.items.length === 0 ? null : (
        <ListCard label={strings.pages.endpoints}>
          {list.data.items.map((endpoint) => (
            <EndpointRow key={endpoint.id} endpoint={endpoint} />
          ))}
        </ListCard>
      )}
      {search.create === 'yes' ? <CreateEndpointPane onClose={() => create(false)} /> : null}
    </Page>
  );
}

function EndpointRow({ endpoint }: { readonly endpoint: Endpoint }) {
  const styles = useStyles();
  const { id, displayName, kind, origin, deliveries } = endpoint;
  const { lastDeliveredAt, waiting, dead, lastError } = deliveries;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Link className={styles.name} to="/endpoints/$id" params={{ id }}>
          {displayName}
        </Link>
        <span className={styles.quiet}>
          {words.kinds[kind]} · {origin}
        </span>
        {lastError === null ? null : <span className={styles.quiet}>{errorInWords(lastError)}</span>}
      </div>
      <div className={styles.words}>
        <EndpointState endpoint={endpoint} />
        <span className={styles.quiet}>
          {lastDeliveredAt === null ? (
            `${words.lastDelivered}: ${words.never}`
          ) : (
            <Time at={lastDeliveredAt} as={words.delivered} />
          )}
          {waiting === 0 ? '' : ` · ${words.waiting(waiting)}`}
        </span>
        {dead === 0 ? null : <span className={styles.bad}>{words.dead(dead)}</span>}
      </div>
    </li>
  );
}
