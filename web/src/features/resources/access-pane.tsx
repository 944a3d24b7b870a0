import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ErrorState } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { RiskBadge } from '../../components/risk-badge.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import type { MyAccess } from '../../lib/api-types.ts';
import { meQuery } from '../../lib/queries.ts';
import { resourceStrings as words } from '../../strings/directory.ts';
import { strings } from '../../strings.ts';
import { myAccessQuery, resourceNameQuery } from './resource-queries.ts';

const ROOT = '/';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
  row: { display: 'flex', justifyContent: 'space-between', gap: '12px', alignItems: 'center' },
  name: { display: 'flex', gap: '8px', flexWrap: 'wrap', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What the person may activate and holds at a scope, from there and from above. */
export function AccessPane({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { data, error, isPending } = useQuery(myAccessQuery(path));
  const seesOthers = useQuery(meQuery).data?.seesOthers === true;
  const found = useQuery({ ...resourceNameQuery(path), enabled: path !== ROOT }).data;
  const name = found ?? path.slice(path.lastIndexOf('/') + 1);
  return (
    <Pane
      title={path === ROOT ? words.accessTitleWhole : words.accessTitle(name)}
      onClose={onClose}
      footer={
        seesOthers ? (
          <Link to="/assignments" search={{ scope: path }}>
            {words.assignmentsHere}
          </Link>
        ) : null
      }
    >
      {isPending ? <RowSkeletons count={2} /> : null}
      {error === null ? null : <ErrorState error={error} />}
      {data === undefined ? null : (
        <>
          <Section title={words.active}>
            <AccessList items={data.active} isEligible={false} />
          </Section>
          <Section title={words.eligible}>
            <AccessList items={data.eligible} isEligible />
          </Section>
        </>
      )}
    </Pane>
  );
}

interface AccessListProps {
  readonly items: MyAccess['active'];
  readonly isEligible: boolean;
}

function AccessList({ items, isEligible }: AccessListProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  if (items.length === 0) return <div className={styles.quiet}>{words.nothing}</div>;
  return (
    <ul className={styles.list}>
      {items.map(({ id, role, assignedAt, through, end }) => (
        <li key={id} className={styles.row}>
          <div>
            <div className={styles.name}>
              {role.name} <RiskBadge risk={role.risk} />
            </div>
            <div className={styles.quiet}>
              {words.at(assignedAt.displayName)}
              {through === null ? '' : `, ${words.through(through.displayName)}`}
              {' · '}
              {end === null ? strings.time.noEnd : <Time at={end} as={strings.time.until} />}
            </div>
          </div>
          {isEligible ? (
            <Button
              size="small"
              onClick={() =>
                navigate({ to: '.', search: (before) => ({ ...before, access: undefined, activate: id }) })
              }
            >
              {words.activate}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
