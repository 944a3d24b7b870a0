import type { PickedRole } from '../../../components/pick-role.tsx';
import type { PickedScope } from '../../../components/pick-scope.tsx';
import type { Submission } from '../../../lib/api-types.ts';
import type { Picked } from '../../../lib/pick-queries.ts';
import { fromLocalInput } from '../../../lib/zoned-input.ts';
import { type ChosenTime, timeMembers, usualTime } from '../time-choice.tsx';

/** Under which name it is kept in this tab. */
export const DRAFT = 'assign';

/** What was chosen so far. */
export interface AssignDraft {
  readonly scope: PickedScope | null;
  readonly role: PickedRole | null;
  readonly people: readonly Picked[];
  readonly kind: 'eligible' | 'active';
  readonly time: ChosenTime;
  /** As a `datetime-local` field has it; empty: at once. */
  readonly start: string;
  readonly reason: string;
  readonly condition: string;
  readonly proofs: Readonly<Record<string, string>>;
}

export const emptyDraft: AssignDraft = {
  scope: null,
  role: null,
  people: [],
  kind: 'eligible',
  time: usualTime,
  start: '',
  reason: '',
  condition: '',
  proofs: {},
};

/** What is asked of the server, for each person; none while role and scope are not chosen. */
export function submissionsOf(draft: AssignDraft, zone: string): readonly Submission[] {
  const { scope, role, people, kind, time, start, reason, condition } = draft;
  if (scope === null || role === null) return [];
  const startAt = fromLocalInput(start, zone);
  return people.map(({ id }) => ({
    type: 'adminAssign',
    kind,
    principalId: id,
    roleDefinitionId: role.id,
    scope: scope.path,
    ...timeMembers(time, zone),
    ...(startAt === null ? {} : { start: new Date(startAt).toISOString() }),
    ...(reason.trim() === '' ? {} : { justification: reason.trim() }),
    ...(condition.trim() === '' ? {} : { condition: condition.trim() }),
  }));
}
