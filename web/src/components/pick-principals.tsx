import { makeStyles, Tag, TagGroup } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Picked, pickPrincipalsQuery } from '../lib/pick-queries.ts';
import { useSearchText } from '../lib/use-search-text.ts';
import { pickStrings as words } from '../strings/pick.ts';
import { SearchList } from './search-list.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px' },
  chosen: { display: 'flex', flexWrap: 'wrap', gap: '6px' },
});

interface PickPrincipalsProps {
  readonly chosen: readonly Picked[];
  readonly onChange: (chosen: readonly Picked[]) => void;
}

/** Several people and groups; a click on one that is chosen leaves it out again. */
export function PickPrincipals({ chosen, onChange }: PickPrincipalsProps) {
  const styles = useStyles();
  const { search, onSearch, settled } = useSearchText();
  const { data, error } = useQuery({ ...pickPrincipalsQuery(settled), placeholderData: keepPreviousData });
  const without = (id: string) => chosen.filter((each) => each.id !== id);
  const isChosen = (id: string) => chosen.some((each) => each.id === id);
  return (
    <div className={styles.root}>
      {chosen.length === 0 ? (
        <div>{words.noneChosen}</div>
      ) : (
        <TagGroup
          className={styles.chosen}
          aria-label={words.chosen}
          onDismiss={(_, { value }) => onChange(without(value))}
        >
          {chosen.map(({ id, displayName }) => (
            <Tag
              key={id}
              value={id}
              dismissible
              shape="circular"
              dismissIcon={{ 'aria-label': words.leaveOut(displayName) }}
            >
              {displayName}
            </Tag>
          ))}
        </TagGroup>
      )}
      <SearchList
        label={words.searchPeople}
        search={search}
        onSearch={onSearch}
        error={error}
        choices={data?.map((picked) => ({
          key: picked.id,
          label: picked.displayName,
          kind: picked.detail ?? words.kinds[picked.kind],
          isChosen: isChosen(picked.id),
          choose: () => onChange(isChosen(picked.id) ? without(picked.id) : [...chosen, picked]),
        }))}
      />
    </div>
  );
}
