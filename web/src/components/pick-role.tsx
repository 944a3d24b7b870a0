import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RoleOverview } from '../lib/api-types.ts';
import { pickRolesQuery } from '../lib/pick-queries.ts';
import { useSearchText } from '../lib/use-search-text.ts';
import { pickStrings as words } from '../strings/pick.ts';
import { RiskBadge } from './risk-badge.tsx';
import { SearchList } from './search-list.tsx';

export type PickedRole = Pick<RoleOverview, 'id' | 'name' | 'risk'>;

interface PickRoleProps {
  /** Those alone that can be assigned there; undefined: any. */
  readonly at: string | undefined;
  readonly chosen: PickedRole | null;
  readonly onChoose: (role: PickedRole) => void;
}

export function PickRole({ at, chosen, onChoose }: PickRoleProps) {
  const { search, onSearch, settled } = useSearchText();
  const { data, error } = useQuery({ ...pickRolesQuery(settled, at), placeholderData: keepPreviousData });
  return (
    <SearchList
      label={words.searchRoles}
      search={search}
      onSearch={onSearch}
      error={error}
      choices={data?.map(({ id, name, risk }) => ({
        key: id,
        label: name,
        kind: <RiskBadge risk={risk} />,
        isChosen: id === chosen?.id,
        choose: () => onChoose({ id, name, risk }),
      }))}
    />
  );
}
