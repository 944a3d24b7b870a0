import { InteractionTag, InteractionTagPrimary, InteractionTagSecondary } from '@fluentui/react-components';
import type { Assignment } from '../../lib/api-types.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import type { AssignmentSearch } from './assignment-queries.ts';

interface NarrowedToProps {
  readonly search: AssignmentSearch;
  /** One of the list, whose names are those of what it is narrowed to. */
  readonly first: Assignment | null;
  readonly onClear: () => void;
}

/** The role, person or scope that a link narrowed the list to, and the way back. */
export function NarrowedTo({ search, first, onClear }: NarrowedToProps) {
  const { role, principal, scope } = search;
  const names = [
    ...(role === undefined ? [] : [first?.role.name ?? role]),
    ...(principal === undefined ? [] : [first?.principal.displayName ?? principal]),
    ...(scope === undefined ? [] : [scope]),
  ];
  if (names.length === 0) return null;
  return (
    <InteractionTag appearance="brand">
      <InteractionTagPrimary hasSecondaryAction onClick={onClear}>
        {words.only(names.join(', '))}
      </InteractionTagPrimary>
      <InteractionTagSecondary aria-label={words.showAll} onClick={onClear} />
    </InteractionTag>
  );
}
