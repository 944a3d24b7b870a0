import { Button, tokens } from '@fluentui/react-components';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Assignment, Page } from '../../lib/api-types.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';

/** More are not looked at by anybody before they are changed. */
const MOST = 200;

interface SelectMatchingProps {
  readonly list: UseInfiniteQueryResult<{ readonly pages: readonly Page<Assignment>[] }>;
  readonly selected: number;
  readonly onSelect: (items: readonly Assignment[]) => void;
}

/** Selects everything that the filters leave, also what the list has not come to yet: it is read to its end for that. */
export function SelectMatching({ list, selected, onSelect }: SelectMatchingProps) {
  const [isReading, setReading] = useState(false);
  const { hasNextPage, fetchNextPage } = list;
  const changeable = changeableIn(list.data?.pages);
  if (isReading) return <span role="status">{words.selecting(changeable.length)}</span>;
  if (!hasNextPage && changeable.length <= selected) return null;
  if (selected >= MOST)
    return <span style={{ color: tokens.colorNeutralForeground3 }}>{words.mostSelected(MOST)}</span>;

  async function selectAll() {
    setReading(true);
    try {
      let pages = list.data?.pages;
      for (let hasMore = hasNextPage; hasMore && changeableIn(pages).length < MOST; ) {
        const next = await fetchNextPage();
        if (next.isError) return;
        pages = next.data?.pages;
        hasMore = next.hasNextPage;
      }
      onSelect(changeableIn(pages).slice(0, MOST));
    } finally {
      setReading(false);
    }
  }

  return (
    <Button appearance="subtle" onClick={selectAll}>
      {words.selectMatching}
    </Button>
  );
}

function changeableIn(pages: readonly Page<Assignment>[] | undefined): readonly Assignment[] {
  return pages?.flatMap(({ items }) => items).filter(({ mayChange }) => mayChange) ?? [];
}
