import { makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { leftInWords } from '../../lib/duration.ts';
import { approvalsQuery, extensionsQuery, myRequestsQuery } from '../../lib/queries.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings.ts';

const SHOWN = 6;

const useStyles = makeStyles({
  link: {
    display: 'grid',
    gap: '2px',
    margin: '-12px -16px',
    padding: '12px 16px',
    color: 'inherit',
    textDecoration: 'none',
    '&:hover': { background: tokens.colorNeutralBackground3 },
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  first: { display: 'flex', justifyContent: 'space-between', gap: '12px' },
  who: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
});

/** What others wait for, and what the person waits for. */
export function WaitsForMe() {
  const approvals = useQuery(approvalsQuery);
  const extensions = useQuery(extensionsQuery);
  const mine = useInfiniteQuery(myRequestsQuery);
  const now = useNow();
  const own = (mine.data?.pages[0]?.items ?? []).filter(({ status }) => status === 'Pending');
  const toDecide = [...(approvals.data?.items ?? []), ...(extensions.data?.items ?? [])];
  const isEmpty = toDecide.length + own.length === 0;
  const error = approvals.error ?? extensions.error ?? mine.error;
  return (
    <Section title={strings.home.waiting} action={<Link to="/approvals">{strings.home.all}</Link>}>
      {approvals.isPending || mine.isPending ? <RowSkeletons count={2} height={56} /> : null}
      {isEmpty && error !== null ? <ErrorState error={error} /> : null}
      {approvals.data !== undefined && mine.data !== undefined && isEmpty && error === null ? (
        <EmptyState title={strings.home.waitingNone} lead={strings.home.waitingNoneLead} />
      ) : null}
      {isEmpty ? null : (
        <ListCard label={strings.home.waiting}>
          {toDecide.slice(0, SHOWN).map(({ id, requestor, role, scope, expiresAt }) => (
            <WaitingRow key={id} id={id} who={requestor.displayName} left={Date.parse(expiresAt) - now}>
              {role.name} · {scope.displayName}
            </WaitingRow>
          ))}
          {own.slice(0, SHOWN).map(({ id, role, scope, expiresAt }) => (
            <WaitingRow
              key={id}
              id={id}
              who={strings.home.yours}
              left={expiresAt === null ? null : Date.parse(expiresAt) - now}
            >
              {role.name} · {scope.displayName}
            </WaitingRow>
          ))}
        </ListCard>
      )}
    </Section>
  );
}

interface WaitingRowProps {
  readonly id: string;
  readonly who: string;
  readonly left: number | null;
  readonly children: ReactNode;
}

function WaitingRow({ id, who, left, children }: WaitingRowProps) {
  const styles = useStyles();
  return (
    <li>
      <Link to="/requests/$id" params={{ id }} className={styles.link}>
        <span className={styles.first}>
          <span className={styles.who}>{who}</span>
          {left === null ? null : <span className={styles.quiet}>{strings.time.left(leftInWords(left))}</span>}
        </span>
        <span>{children}</span>
      </Link>
    </li>
  );
}
