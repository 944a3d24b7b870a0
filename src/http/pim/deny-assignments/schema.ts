import { Type } from 'typebox';
import { guid, notBlankText, nullable, strict, text, words } from '../schema.ts';

const kinds = ['user', 'group', 'servicePrincipal', 'everyone'] as const;
const everyone = '`everyone` goes with the id 00000000-0000-0000-0000-000000000000';

const operations = (description: string) =>
  Type.Optional(Type.Array(Type.String({ maxLength: 256 }), { maxItems: 2000, description }));
const condition = nullable(
  strict({
    text: Type.String({ maxLength: 8192, description: 'denies only where this is not surely false' }),
    version: Type.Optional(Type.String({ description: '`2.0` if left out' })),
  }),
);
const principals = (description: string) =>
  Type.Array(strict({ id: guid('the id of a principal'), kind: words(kinds, `${kinds.join(', ')}; ${everyone}`) }), {
    maxItems: 100,
    description,
  });

export const newDenyAssignment = strict({
  id: Type.Optional(guid('an id of your own, so that a repeated call is recognised')),
  name: notBlankText('what it is called', 256),
  description: Type.Optional(nullable(text('why it is there', 2048))),
  scope: Type.String({ maxLength: 2048, description: 'the path of a registered scope' }),
  doNotApplyToChildScopes: Type.Optional(Type.Boolean({ description: 'true: at the scope alone; false if left out' })),
  permissions: Type.Array(
    strict({
      actions: operations('denied operations, `*` for any text'),
      notActions: operations('exceptions from `actions`'),
      dataActions: operations('denied operations on data'),
      notDataActions: operations('exceptions from `dataActions`'),
      condition: Type.Optional(condition),
    }),
    { maxItems: 16, description: '1 to 16 entries, of which one names some operation' },
  ),
  principals: principals('who is denied, 1 to 100'),
  excludePrincipals: Type.Optional(principals('who is not, at most 100')),
  condition: Type.Optional(condition),
});

const shownPrincipal = strict({ id: Type.String(), kind: words(kinds, 'what it is'), displayName: Type.String() });
const shownCondition = nullable(strict({ text: Type.String(), version: Type.String() }));
const patterns = Type.Array(Type.String());

export const denyAssignment = strict({
  id: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  scope: strict({ path: Type.String(), displayName: Type.String(), kind: Type.String() }),
  doNotApplyToChildScopes: Type.Boolean(),
  permissions: Type.Array(
    strict({
      actions: patterns,
      notActions: patterns,
      dataActions: patterns,
      notDataActions: patterns,
      condition: shownCondition,
    }),
  ),
  principals: Type.Array(shownPrincipal),
  excludePrincipals: Type.Array(shownPrincipal),
  condition: shownCondition,
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: strict({ id: Type.String(), displayName: Type.String() }),
});

export const denyAssignmentId = strict({ id: guid('the id of the deny assignment') });
