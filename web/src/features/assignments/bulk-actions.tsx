import { Button } from '@fluentui/react-components';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { SelectionBar } from '../../components/selection-bar.tsx';
import type { Assignment, Page } from '../../lib/api-types.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import type { AssignmentState } from './assignment-queries.ts';
import type { Action } from './row-menu.tsx';
import { SelectMatching } from './select-matching.tsx';

interface BulkActionsProps {
  readonly state: AssignmentState;
  readonly items: readonly Assignment[];
  readonly list: UseInfiniteQueryResult<{ readonly pages: readonly Page<Assignment>[] }>;
  readonly onSelect: (items: readonly Assignment[]) => void;
  readonly onClear: () => void;
  readonly onChoose: (action: Action) => void;
}

/** What can be done with several assignments at once. */
export function BulkActions({ state, items, list, onSelect, onClear, onChoose }: BulkActionsProps) {
  return (
    <SelectionBar count={items.length} onClear={onClear}>
      <SelectMatching list={list} selected={items.length} onSelect={onSelect} />
      {state === 'expired' ? (
        <Button appearance="primary" onClick={() => onChoose('renew')}>
          {words.renew}
        </Button>
      ) : (
        <>
          <Button onClick={() => onChoose('extend')}>{words.extend}</Button>
          <Button onClick={() => onChoose('update')}>{words.update}</Button>
          <Button onClick={() => onChoose('remove')}>{words.remove}</Button>
        </>
      )}
    </SelectionBar>
  );
}
