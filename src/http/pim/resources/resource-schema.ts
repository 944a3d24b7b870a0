import { Type } from 'typebox';
import { instant, nullable, paging, strict, words } from '../schema.ts';

const path = Type.String({ maxLength: 2048, description: 'the path of a scope, such as `/`' });

export const resourceQuery = strict({
  below: Type.Optional(path),
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'words that are each in the name or path of anything below' }),
  ),
  ...paging,
});
export const accessQuery = strict({ scope: path });

export const resource = strict({
  path: Type.String(),
  displayName: Type.String(),
  kind: words(['managementGroup', 'subscription', 'resourceGroup', 'resource'], 'what it is'),
  location: nullable(Type.String()),
  hasChildren: Type.Boolean({ description: 'whether the caller sees something directly below it' }),
  eligibleHere: Type.Boolean({ description: 'whether the caller may activate a role here now' }),
});

const access = strict({
  id: Type.String({ description: 'of the schedule' }),
  role: strict({
    id: Type.String(),
    name: Type.String(),
    risk: words(['critical', 'high', 'medium', 'low'], 'how much harm the role can do where it is assigned'),
  }),
  assignedAt: strict({ path: Type.String(), displayName: Type.String(), kind: Type.String() }),
  through: nullable(strict({ id: Type.String(), displayName: Type.String() })),
  end: nullable(instant('until when; null: without end')),
});

export const accessBody = strict({
  eligible: Type.Array(access, { description: 'what the caller may activate here' }),
  active: Type.Array(access, { description: 'what the caller holds here' }),
});
