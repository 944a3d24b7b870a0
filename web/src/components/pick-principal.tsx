import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Picked, pickPrincipalsQuery } from '../lib/pick-queries.ts';
import { useSearchText } from '../lib/use-search-text.ts';
import { pickStrings as words } from '../strings/pick.ts';
import { SearchList } from './search-list.tsx';

interface PickPrincipalProps {
  readonly chosenId: string | undefined;
  readonly onChoose: (picked: Picked) => void;
}

/** One person or group. */
export function PickPrincipal({ chosenId, onChoose }: PickPrincipalProps) {
  const { search, onSearch, settled } = useSearchText();
  const { data, error } = useQuery({ ...pickPrincipalsQuery(settled), placeholderData: keepPreviousData });
  return (
    <SearchList
      label={words.searchPeople}
      search={search}
      onSearch={onSearch}
      error={error}
      choices={data?.map((picked) => ({
        key: picked.id,
        label: picked.displayName,
        kind: picked.detail ?? words.kinds[picked.kind],
        isChosen: picked.id === chosenId,
        choose: () => onChoose(picked),
      }))}
    />
  );
}
