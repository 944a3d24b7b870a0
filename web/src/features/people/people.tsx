import { Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { DataTable } from '../../components/data-table.tsx';
import { ChoiceFilter, FilterBar, SearchFilter } from '../../components/filter-bar.tsx';
import { Page } from '../../components/page.tsx';
import type { Column } from '../../components/table-row.tsx';
import { Time } from '../../components/time.tsx';
import type { ListedGroup, ListedPerson } from '../../lib/api-types.ts';
import { meQuery } from '../../lib/queries.ts';
import { directoryStrings as words } from '../../strings/directory.ts';
import { strings } from '../../strings.ts';
import { CreatePane } from './create-pane.tsx';
import { groupsQuery, peopleQuery } from './directory-queries.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '12px' },
  tabs: { marginLeft: '-10px' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** People and groups; which, and what of them, stands in the address. */
export function People() {
  const styles = useStyles();
  const search = useSearch({ from: '/people' });
  const navigate = useNavigate({ from: '/people' });
  const mayCreate = useQuery(meQuery).data?.may.administerPeople === true;
  const isGroups = search.show === 'groups';
  const narrow = (some: Partial<typeof search>) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true, resetScroll: false });
  return (
    <Page
      title={strings.pages.people}
      lead={words.lead}
      action={
        mayCreate ? (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => narrow({ create: 'yes' })}>
            {isGroups ? words.createGroup : words.createPerson}
          </Button>
        ) : null
      }
    >
      <TabList
        className={styles.tabs}
        selectedValue={isGroups ? 'groups' : 'people'}
        onTabSelect={(_, { value }) => narrow({ show: value === 'groups' ? 'groups' : undefined, state: undefined })}
      >
        <Tab value="people">{words.people}</Tab>
        <Tab value="groups">{words.groups}</Tab>
      </TabList>
      <div className={styles.list}>
        <FilterBar>
          <SearchFilter label={words.search} value={search.q} onChange={(q) => narrow({ q })} />
          {isGroups ? null : (
            <ChoiceFilter
              label={words.state}
              value={search.state}
              choices={words.states}
              onChange={(state) => narrow({ state })}
            />
          )}
        </FilterBar>
        {isGroups ? <GroupTable q={search.q} /> : <PeopleTable q={search.q} state={search.state} />}
      </div>
      {search.create === 'yes' && mayCreate ? (
        <CreatePane kind={isGroups ? 'group' : 'person'} onClose={() => narrow({ create: undefined })} />
      ) : null}
    </Page>
  );
}

function PeopleTable({ q, state }: { readonly q: string | undefined; readonly state: string | undefined }) {
  const styles = useStyles();
  const list = useInfiniteQuery(peopleQuery(q, state));
  const columns: readonly Column<ListedPerson>[] = [
    {
      name: words.columns.name,
      width: 'minmax(0, 2fr)',
      cell: ({ id, displayName }) => (
        <Link className={styles.name} to="/people/$id" params={{ id }}>
          {displayName}
        </Link>
      ),
    },
    {
      name: words.columns.userName,
      width: 'minmax(0, 2fr)',
      cell: ({ userName, email }) => <span className={styles.quiet}>{userName ?? email}</span>,
    },
    {
      name: words.columns.state,
      width: 'minmax(0, 1fr)',
      isNamed: true,
      cell: ({ isEnabled }) => (isEnabled ? words.enabled : words.disabled),
    },
    {
      name: words.columns.created,
      width: '160px',
      isRight: true,
      isNamed: true,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ];
  return (
    <DataTable
      label={words.people}
      columns={columns}
      list={list}
      keyOf={({ id }) => id}
      rowHeight={48}
      stackedHeight={116}
      empty={{ title: words.none, lead: words.noneLead }}
    />
  );
}

function GroupTable({ q }: { readonly q: string | undefined }) {
  const styles = useStyles();
  const list = useInfiniteQuery(groupsQuery(q));
  const columns: readonly Column<ListedGroup>[] = [
    {
      name: words.columns.name,
      width: 'minmax(0, 3fr)',
      cell: ({ id, displayName }) => (
        <Link className={styles.name} to="/groups/$id" params={{ id }}>
          {displayName}
        </Link>
      ),
    },
    {
      name: words.columns.created,
      width: '160px',
      isRight: true,
      isNamed: true,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ];
  return (
    <DataTable
      label={words.groups}
      columns={columns}
      list={list}
      keyOf={({ id }) => id}
      rowHeight={48}
      stackedHeight={72}
      empty={{ title: words.noGroups, lead: words.noGroupsLead }}
    />
  );
}
