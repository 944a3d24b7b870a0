import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ListCard } from '../../components/list-card.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import type { Group } from '../../lib/api-types.ts';
import { keepDraft } from '../../lib/draft.ts';
import { pickRolesQuery } from '../../lib/pick-queries.ts';
import { assignmentStrings } from '../../strings/assignments.ts';
import { directoryStrings as words } from '../../strings/directory.ts';
import { strings } from '../../strings.ts';
import { type AssignDraft, DRAFT, emptyDraft } from '../assignments/add/assign-draft.ts';
import { assignmentsQuery } from '../assignments/assignment-queries.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px' },
  row: { display: 'flex', justifyContent: 'space-between', gap: '8px 16px', flexWrap: 'wrap', alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground3 },
  links: { display: 'flex', alignItems: 'center', gap: '8px 16px', flexWrap: 'wrap' },
});

/** Who may become member or owner of a group for a time, who is one now, and what that asks for. */
export function GroupAssignments({ group: { id, displayName } }: { readonly group: Group }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const path = `/groups/${id}`;
  const roles = useQuery(pickRolesQuery('', path));
  const eligible = useInfiniteQuery(assignmentsQuery({ scope: path }));
  const active = useInfiniteQuery(assignmentsQuery({ scope: path, show: 'active' }));
  const all = [active, eligible].flatMap(({ data }) => data?.pages.flatMap(({ items }) => items) ?? []);
  const add = () => {
    keepDraft<AssignDraft>(DRAFT, { ...emptyDraft, scope: { path, displayName } });
    navigate({ to: '/assignments/add' });
  };
  return (
    <Section
      title={words.forATime}
      action={
        <Link to="/assignments" search={{ scope: path }}>
          {words.allAssignments}
        </Link>
      }
    >
      <div className={styles.root}>
        <div className={styles.quiet}>{words.forATimeLead}</div>
        {eligible.isPending || active.isPending ? <RowSkeletons count={2} /> : null}
        {eligible.isSuccess && active.isSuccess && all.length === 0 ? <div>{words.nobodyForATime}</div> : null}
        {all.length === 0 ? null : (
          <ListCard label={words.forATime}>
            {all.map(({ id: scheduleId, principal, role, kind, end }) => (
              <li key={scheduleId} className={styles.row}>
                <span>
                  {principal.displayName} · {role.name}
                </span>
                <span className={styles.quiet}>
                  {assignmentStrings.states[kind]} ·{' '}
                  {end === null ? strings.time.noEnd : <Time at={end} as={strings.time.until} />}
                </span>
              </li>
            ))}
          </ListCard>
        )}
        <div className={styles.links}>
          <Button onClick={add}>{words.makeEligible}</Button>
          {roles.data?.map((role) => (
            <Link key={role.id} to="/roles/$id" params={{ id: role.id }} search={{ scope: path }}>
              {words.settingsOf(role.name)}
            </Link>
          ))}
        </div>
      </div>
    </Section>
  );
}
