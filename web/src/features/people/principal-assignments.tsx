import { makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListCard } from '../../components/list-card.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Time } from '../../components/time.tsx';
import { assignmentStrings } from '../../strings/assignments.ts';
import { resourceStrings as words } from '../../strings/directory.ts';
import { strings } from '../../strings.ts';
import { assignmentsQuery } from '../assignments/assignment-queries.ts';

const useStyles = makeStyles({
  row: { display: 'flex', justifyContent: 'space-between', gap: '8px 16px', flexWrap: 'wrap', alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What is assigned to somebody, eligible and active, as far as the person who looks reads it. */
export function PrincipalAssignments({ principalId }: { readonly principalId: string }) {
  const styles = useStyles();
  const eligible = useInfiniteQuery(assignmentsQuery({ principal: principalId }));
  const active = useInfiniteQuery(assignmentsQuery({ principal: principalId, show: 'active' }));
  const all = [active, eligible].flatMap(({ data }) => data?.pages.flatMap(({ items }) => items) ?? []);
  if (eligible.isPending || active.isPending) return <RowSkeletons count={2} />;
  if (all.length === 0) return <div className={styles.quiet}>{words.nothing}</div>;
  return (
    <ListCard label={strings.pages.assignments}>
      {all.map(({ id, role, scope, kind, end }) => (
        <li key={id} className={styles.row}>
          <RoleChip role={role} scope={scope} />
          <span className={styles.quiet}>
            {assignmentStrings.states[kind]} ·{' '}
            {end === null ? strings.time.noEnd : <Time at={end} as={strings.time.until} />}
          </span>
        </li>
      ))}
    </ListCard>
  );
}
