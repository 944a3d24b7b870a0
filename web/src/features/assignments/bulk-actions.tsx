import { Button } from '@fluentui/react-components';
import { SelectionBar } from '../../components/selection-bar.tsx';
import type { Assignment } from '../../lib/api-types.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import type { AssignmentState } from './assignment-queries.ts';
import type { Action } from './row-menu.tsx';

interface BulkActionsProps {
  readonly state: AssignmentState;
  readonly items: readonly Assignment[];
  readonly onClear: () => void;
  readonly onChoose: (action: Action) => void;
}

/** What can be done with several assignments at once. */
export function BulkActions({ state, items, onClear, onChoose }: BulkActionsProps) {
  return (
    <SelectionBar count={items.length} onClear={onClear}>
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
