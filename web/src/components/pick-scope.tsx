import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Scope } from '../lib/api-types.ts';
import { pickGroupScopesQuery, pickResourcesQuery } from '../lib/pick-queries.ts';
import { useSearchText } from '../lib/use-search-text.ts';
import { pickStrings as words } from '../strings/pick.ts';
import { strings } from '../strings.ts';
import { SearchList } from './search-list.tsx';

export type PickedScope = Pick<Scope, 'path' | 'displayName'>;
const TOP = { path: '/', displayName: strings.scope.whole, kind: 'root' } as const;

interface PickScopeProps {
  readonly chosen: PickedScope | null;
  readonly onChoose: (scope: PickedScope) => void;
}

/** A scope of the tree, the whole organisation, or a group. */
export function PickScope({ chosen, onChoose }: PickScopeProps) {
  const { search, onSearch, settled } = useSearchText();
  const { data, error } = useQuery({ ...pickResourcesQuery(settled), placeholderData: keepPreviousData });
  const groups = useQuery({ ...pickGroupScopesQuery(settled), placeholderData: keepPreviousData });
  const found = data === undefined ? undefined : [...(settled === '' ? [TOP] : []), ...data, ...(groups.data ?? [])];
  return (
    <SearchList
      label={words.searchScopes}
      search={search}
      onSearch={onSearch}
      error={error}
      choices={found?.map(({ path, displayName, kind }) => ({
        key: path,
        label: displayName,
        kind: words.scopeKinds[kind],
        isChosen: path === chosen?.path,
        choose: () => onChoose({ path, displayName }),
      }))}
    />
  );
}
