import { makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { ChoiceFilter, FilterBar, SearchFilter } from '../../components/filter-bar.tsx';
import { Page } from '../../components/page.tsx';
import { RiskBadge } from '../../components/risk-badge.tsx';
import type { Column } from '../../components/table-row.tsx';
import type { RoleOverview } from '../../lib/api-types.ts';
import { useNarrow } from '../../lib/use-narrow.ts';
import { roleStrings as words } from '../../strings/roles.ts';
import { strings } from '../../strings.ts';
import { type RoleSearch, rolesQuery } from './role-queries.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '12px' },
  two: { display: 'grid', gap: '2px', minWidth: 0 },
  name: { display: 'flex', gap: '8px', flexWrap: 'wrap', fontWeight: tokens.fontWeightSemibold },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

type Count = 'eligible' | 'assigned' | 'activated' | 'permanent';
const counts: readonly Count[] = ['eligible', 'assigned', 'activated', 'permanent'];

/** Where a number leads. */
const leadsTo: Readonly<Record<Count, { readonly show?: string; readonly type?: string; readonly ends?: string }>> = {
  eligible: {},
  assigned: { show: 'active', type: 'assigned' },
  activated: { show: 'active', type: 'activated' },
  permanent: { show: 'active', type: 'assigned', ends: 'never' },
};

/** The roles with how risky they are and how many have them. */
export function Roles() {
  const styles = useStyles();
  const search = useSearch({ from: '/roles' });
  const navigate = useNavigate({ from: '/roles' });
  const list = useInfiniteQuery(rolesQuery(search));
  const narrow = (some: RoleSearch) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true, resetScroll: false });
  const columns: readonly Column<RoleOverview>[] = [
    { name: words.columns.role, width: 'minmax(0, 3fr)', cell: (role) => <RoleName role={role} /> },
    ...counts.map((count) => ({
      name: words.columns[count],
      width: 'minmax(0, 1fr)',
      isRight: true,
      isShort: true,
      cell: (role: RoleOverview) =>
        role[count] === 0 ? (
          <Named name={words.columns[count]}>0</Named>
        ) : (
          <Named name={words.columns[count]}>
            <Link to="/assignments" search={{ ...leadsTo[count], role: role.id }}>
              {role[count]}
            </Link>
          </Named>
        ),
    })),
    {
      name: words.columns.settings,
      width: '80px',
      isRight: true,
      cell: ({ id, name }) => (
        <Link to="/roles/$id" params={{ id }} aria-label={words.settingsOf(name)}>
          {words.settings}
        </Link>
      ),
    },
  ];
  return (
    <Page title={strings.pages.roles} lead={words.lead}>
      <div className={styles.list}>
        <FilterBar>
          <SearchFilter label={words.search} value={search.q} onChange={(q) => narrow({ q })} />
          <ChoiceFilter label={words.use} value={search.use} choices={words.uses} onChange={(use) => narrow({ use })} />
          <ChoiceFilter
            label={words.family}
            value={search.family}
            choices={words.families}
            onChange={(family) => narrow({ family })}
          />
        </FilterBar>
        <DataTable
          label={strings.pages.roles}
          columns={columns}
          list={list}
          keyOf={({ id }) => id}
          stackedHeight={132}
          empty={{ title: words.none, lead: words.noneLead }}
        />
      </div>
    </Page>
  );
}

/** A number with its name where no column says it. */
function Named({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const isNarrow = useNarrow();
  return (
    <>
      {isNarrow ? `${name}: ` : ''}
      {children}
    </>
  );
}

function RoleName({ role: { name, risk, description, kind } }: { readonly role: RoleOverview }) {
  const styles = useStyles();
  return (
    <div className={styles.two}>
      <span className={styles.name}>
        {name} <RiskBadge risk={risk} />
      </span>
      <span className={styles.quiet} title={description}>
        {kind === 'custom' ? `${words.custom} · ` : ''}
        {description}
      </span>
    </div>
  );
}
