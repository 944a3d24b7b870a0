import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../components/card.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import type { ActiveRole } from '../../lib/api-types.ts';
import { activeQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { MoreTimeLink } from '../activate/more-time-link.tsx';
import { DeactivateButton } from '../my-roles/deactivate-button.tsx';

const useStyles = makeStyles({
  cards: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
    gap: '16px',
    '& > li': { display: 'grid' },
  },
  actions: { display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap', minHeight: '32px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What the person holds now, activations that end next first. */
export function Holding() {
  const styles = useStyles();
  const active = useQuery(activeQuery);
  const held = [...(active.data?.items ?? [])].sort(byEnd);
  return (
    <Section title={strings.home.holding}>
      {active.isPending ? <RowSkeletons count={1} height={132} /> : null}
      {active.isError && active.data === undefined ? (
        <ErrorState error={active.error} onRetry={() => active.refetch()} />
      ) : null}
      {active.data !== undefined && held.length === 0 ? (
        <EmptyState title={strings.home.holdingNone} lead={strings.home.holdingNoneLead} />
      ) : null}
      {held.length === 0 ? null : (
        <ul className={styles.cards} aria-label={strings.home.holding}>
          {held.map((each) => (
            <li key={each.id}>
              <HeldCard held={each} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function HeldCard({ held }: { readonly held: ActiveRole }) {
  const styles = useStyles();
  const { role, scope, start, end, isPlanned, assignmentType } = held;
  return (
    <Card>
      <RoleChip role={role} scope={scope} />
      {isPlanned ? (
        <div className={styles.quiet}>
          <Time at={start} as={strings.roles.planned} />
        </div>
      ) : end === null ? (
        <div className={styles.quiet}>{strings.time.noEnd}</div>
      ) : (
        <Countdown start={start} end={end} />
      )}
      <div className={styles.actions}>
        <DeactivateButton held={held} />
        {assignmentType === 'activated' && !isPlanned ? <MoreTimeLink held={held} /> : null}
      </div>
    </Card>
  );
}

/** Activations before what is assigned, and what ends next first. */
function byEnd(a: ActiveRole, b: ActiveRole): number {
  const rank = ({ assignmentType }: ActiveRole) => (assignmentType === 'activated' ? 0 : 1);
  const end = ({ end }: ActiveRole) => (end === null ? Number.MAX_SAFE_INTEGER : Date.parse(end));
  return rank(a) - rank(b) || end(a) - end(b);
}
