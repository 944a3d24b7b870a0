import { Checkbox, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { approvalsQuery, extensionsQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { ApprovalRow } from './approval-row.tsx';
import { BulkBar } from './bulk-bar.tsx';

const words = strings.approvals;

const useStyles = makeStyles({ list: { display: 'grid', gap: '8px' } });

/** Everything that the person can decide, one or several at once. */
export function Approvals() {
  const styles = useStyles();
  const approvals = useQuery(approvalsQuery);
  const extensions = useQuery(extensionsQuery);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const waiting = approvals.data?.items ?? [];
  const waitingExtensions = extensions.data?.items ?? [];
  // what others decided meanwhile is no longer there to be selected
  const chosen = waiting.filter(({ id }) => selected.includes(id));
  const isAll = chosen.length === waiting.length && waiting.length > 0;
  const isEmpty = waiting.length + waitingExtensions.length === 0;
  const error = approvals.error ?? extensions.error;
  return (
    <Page
      title={strings.pages.approvals}
      lead={words.lead}
      action={<Link to="/approvals/decided">{words.decidedLink}</Link>}
    >
      {approvals.isPending || extensions.isPending ? <RowSkeletons count={4} /> : null}
      {error !== null && isEmpty ? <ErrorState error={error} onRetry={() => approvals.refetch()} /> : null}
      {approvals.isSuccess && extensions.isSuccess && isEmpty ? (
        <EmptyState title={words.none} lead={words.noneLead} />
      ) : null}
      {isEmpty ? null : (
        <div className={styles.list}>
          {waiting.length < 2 ? null : (
            <Checkbox
              label={words.selectAll}
              checked={isAll ? true : chosen.length > 0 ? 'mixed' : false}
              onChange={() => setSelected(isAll ? [] : waiting.map(({ id }) => id))}
            />
          )}
          <ListCard label={strings.pages.approvals}>
            {waiting.map((each) => (
              <ApprovalRow
                key={each.id}
                waiting={each}
                type="selfActivate"
                selection={{
                  isSelected: selected.includes(each.id),
                  onSelect: (is) =>
                    setSelected((before) => (is ? [...before, each.id] : before.filter((id) => id !== each.id))),
                }}
              />
            ))}
            {waitingExtensions.map((each) => (
              <ApprovalRow key={each.id} waiting={each} type={each.type} selection={null} />
            ))}
          </ListCard>
        </div>
      )}
      {chosen.length === 0 ? null : <BulkBar ids={chosen.map(({ id }) => id)} onDone={() => setSelected([])} />}
    </Page>
  );
}
