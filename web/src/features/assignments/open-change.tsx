import { useQueries } from '@tanstack/react-query';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import type { Assignment } from '../../lib/api-types.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import { type AssignmentState, assignmentQuery } from './assignment-queries.ts';
import { ChangePane } from './change-pane.tsx';
import { type Action, actions } from './row-menu.tsx';

interface OpenChangeProps {
  readonly state: AssignmentState;
  /** As the address has them. */
  readonly change: string;
  readonly ids: readonly string[];
  /** Those that the list has read already. */
  readonly known: readonly Assignment[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The pane that the address names, with what it is about, also where the list has not come to that yet. */
export function OpenChange({ state, change, ids, known, onClose, onDone }: OpenChangeProps) {
  const action = actions.find((each: Action) => each === change);
  const unknown = ids.filter((id) => !known.some((item) => item.id === id));
  const asked = useQueries({ queries: unknown.map((id) => assignmentQuery(state, id)) });
  if (action === undefined || asked.some(({ isPending }) => isPending)) return null;
  const found = [...known, ...asked.flatMap(({ data }) => data ?? [])];
  const items = ids.flatMap((id) => found.find((item) => item.id === id) ?? []);
  if (items.length === 0) {
    const failed = asked.find(({ isError }) => isError);
    return (
      <Pane title={words.titles[action]} onClose={onClose} footer={null}>
        {failed === undefined ? (
          <EmptyState title={words.gone(ids.length)} lead={words.goneLead} />
        ) : (
          <ErrorState error={failed.error} onRetry={() => failed.refetch()} />
        )}
      </Pane>
    );
  }
  return <ChangePane action={action} items={items} onClose={onClose} onDone={onDone} />;
}
