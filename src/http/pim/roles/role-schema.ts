import { Type } from 'typebox';
import { paging, roleFamily, strict, words } from '../schema.ts';

export const roleQuery = strict({
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'words that are each in the name; what is called just so comes first' }),
  ),
  family: Type.Optional(roleFamily()),
  assignableAt: Type.Optional(Type.String({ maxLength: 2048, description: 'the path of a scope' })),
  inUse: Type.Optional(words(['yes'], '`yes`: those alone that somebody has or may activate')),
  ...paging,
});

export const roleOverviewBody = strict({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  family: roleFamily(),
  kind: words(['builtIn', 'custom'], 'builtIn or custom'),
  risk: words(['critical', 'high', 'medium', 'low'], 'how much harm it can do at the scope, or at the top'),
  eligible: Type.Integer({ description: 'how many assignments let activate it' }),
  assigned: Type.Integer({ description: 'how many administrators gave' }),
  activated: Type.Integer({ description: 'how many run from an eligibility' }),
  permanent: Type.Integer({ description: 'of those that administrators gave, how many have no end' }),
});
