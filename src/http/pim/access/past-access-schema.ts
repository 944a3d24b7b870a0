import { Type } from 'typebox';
import { guid, instant, notBlankText, nullable, strict, words } from '../schema.ts';

const question = {
  at: Type.Optional(
    Type.String({ maxLength: 40, description: 'the ISO 8601 instant asked about; it has passed; now if left out' }),
  ),
  scope: Type.String({ maxLength: 2048, description: 'where, as a path' }),
  principalId: Type.Optional(guid('who; everybody who could if left out')),
  action: Type.Optional(notBlankText('an operation, such as `Microsoft.Compute/virtualMachines/delete`', 300)),
  isDataAction: Type.Optional(
    Type.Boolean({ description: 'whether the operation is one on data; as the built-in roles know it if left out' }),
  ),
  roleDefinitionId: Type.Optional(guid('a role; with neither an operation nor a role: any role')),
};
export const pastAccessQuery = strict({
  ...question,
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 200,
      description: 'so many at most, 1 to 1000; 200 if left out',
    }),
  ),
});
export const pastAccessExportQuery = strict(question);

const named = strict({ id: Type.String(), displayName: Type.String() });
const scope = strict({ path: Type.String(), displayName: Type.String() });
const link = strict({
  group: named,
  since: instant('when this membership began'),
  entry: nullable(
    Type.Integer({ description: 'the entry of the ledger with which it began; null: it was for a time' }),
  ),
  requestId: nullable(Type.String({ description: 'the request by which it was for a time; null: it was for good' })),
});
const schedule = {
  scheduleId: Type.String(),
  requestId: Type.String(),
  type: words(['assigned', 'activated'], 'assigned by an administrator, or activated from an eligibility'),
  role: strict({ id: Type.String(), name: Type.String({ description: 'as it was called then' }) }),
  assignedAt: scope,
  assignedTo: named,
  through: Type.Array(link, { description: 'the groups from the principal to whom it is assigned; empty: to itself' }),
  start: instant('when it began'),
  end: nullable(instant('when it was to end, as it was known then; null: never')),
  condition: nullable(Type.String()),
};

export const pastAccessBody = strict({
  at: instant('the instant asked about'),
  scope,
  principal: nullable(named),
  role: nullable(named),
  isComplete: Type.Boolean({
    description: 'false: the caller may not read all assignments that had effect there, and they are left out',
  }),
  total: Type.Integer({ description: 'how many could; `items` may be fewer' }),
  items: Type.Array(
    strict({
      principal: strict({ id: Type.String(), displayName: Type.String(), kind: Type.String() }),
      outcome: words(
        ['granted', 'conditional', 'denied', 'none', 'disabled', 'unknown'],
        'conditional: where a condition was met; denied: by a deny assignment; unknown: there was no such principal',
      ),
      reasons: Type.Array(
        strict({
          ...schedule,
          pattern: nullable(Type.String({ description: 'the pattern of the role that takes in the operation' })),
          isConditional: Type.Boolean(),
        }),
      ),
      others: Type.Array(
        strict({
          ...schedule,
          obstacle: words(
            ['notStarted', 'ended', 'otherScope', 'actionNotInRole', 'conditionNotMet'],
            'why this one does not give it',
          ),
        }),
        { description: 'with `principalId`: what else was on record for it' },
      ),
      membership: nullable(
        Type.Array(link, {
          description:
            'where members of a group were asked for: the groups by which it is one without a schedule of its own; null: by none',
        }),
      ),
      deniedBy: nullable(strict({ id: Type.String(), name: Type.String() })),
    }),
  ),
});
