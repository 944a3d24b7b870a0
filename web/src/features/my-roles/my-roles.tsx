import { Input, makeStyles, Select, Tab, TabList } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { activeQuery, eligibleQuery, expiredQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { ActiveList } from './active-list.tsx';
import { EligibleList } from './eligible-list.tsx';
import { ExpiredList } from './expired-list.tsx';
import type { RoleFilter } from './role-filter.ts';

const words = strings.roles;

const useStyles = makeStyles({
  bar: { display: 'flex', gap: '12px', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' },
  tabs: { marginLeft: '-10px' },
  filters: { display: 'flex', gap: '8px', flexWrap: 'wrap', flexGrow: 1, justifyContent: 'flex-end' },
  search: { flex: '1 1 180px', maxWidth: '280px', minWidth: 0 },
});

const lists = { eligible: EligibleList, active: ActiveList, expired: ExpiredList } as const;
type ListName = keyof typeof lists;

/** Everything that the person may activate, holds, or held; what is shown stands in the address. */
export function MyRoles() {
  const styles = useStyles();
  const search = useSearch({ from: '/my-roles' });
  const navigate = useNavigate({ from: '/my-roles' });
  const show: ListName = search.show === 'active' || search.show === 'expired' ? search.show : 'eligible';
  const filter: RoleFilter = { text: search.q ?? '', family: search.family ?? '' };
  const counts: Readonly<Record<ListName, number | undefined>> = {
    eligible: useQuery(eligibleQuery).data?.items.length,
    active: useQuery(activeQuery).data?.items.length,
    expired: useQuery(expiredQuery).data?.items.length,
  };
  const List = lists[show];
  const narrow = (some: { show?: string; q?: string; family?: string }) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true });
  return (
    <Page title={strings.pages.myRoles} lead={words.lead}>
      <div className={styles.bar}>
        <TabList
          className={styles.tabs}
          selectedValue={show}
          onTabSelect={(_, { value }) => narrow({ show: value === 'eligible' ? undefined : String(value) })}
        >
          {(['eligible', 'active', 'expired'] as const).map((name) => (
            <Tab key={name} value={name}>
              {words[name]}
              {counts[name] === undefined ? '' : ` (${counts[name]})`}
            </Tab>
          ))}
        </TabList>
        <div className={styles.filters}>
          <Input
            className={styles.search}
            type="search"
            aria-label={words.filter}
            placeholder={words.filter}
            contentBefore={<SearchRegular aria-hidden="true" />}
            value={filter.text}
            onChange={(_, { value }) => narrow({ q: value })}
          />
          <Select
            aria-label={words.family}
            value={filter.family}
            onChange={(_, { value }) => narrow({ family: value })}
          >
            <option value="">{words.allFamilies}</option>
            <option value="resource">{words.resource}</option>
            <option value="directory">{words.directory}</option>
            <option value="group">{words.group}</option>
          </Select>
        </div>
      </div>
      <List filter={filter} />
    </Page>
  );
}
