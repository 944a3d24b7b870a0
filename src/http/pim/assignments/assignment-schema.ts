import { Type } from 'typebox';
import { guid, instant, nullable, paging, roleFamily, strict, words } from '../schema.ts';

const narrowing = {
  state: words(['eligible', 'active', 'expired'], 'eligible, active, or expired: what can be renewed'),
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'words that are each in the name of the principal, role or scope' }),
  ),
  family: Type.Optional(roleFamily()),
  type: Type.Optional(words(['assigned', 'activated'], 'by an administrator, or by its holder from an eligibility')),
  ends: Type.Optional(words(['soon', 'never'], 'within 14 days, or never: permanent')),
  id: Type.Optional(guid('the id of one assignment')),
  principalId: Type.Optional(guid('assigned to exactly this principal')),
  roleDefinitionId: Type.Optional(guid('the id of a role definition')),
  scope: Type.Optional(Type.String({ maxLength: 2048, description: 'the path of a scope; at it and below it' })),
};

export const assignmentQuery = strict({ ...narrowing, ...paging });
export const assignmentExportQuery = strict(narrowing);

/** Somebody's assignment or activation. */
export const assignment = strict({
  id: Type.String({ description: 'what a change of it names as `targetScheduleId`' }),
  kind: words(['eligible', 'active'], 'may activate it, or holds it'),
  type: words(['assigned', 'activated'], 'by an administrator, or by its holder from an eligibility'),
  principal: strict({
    id: Type.String(),
    displayName: Type.String(),
    kind: words(['user', 'group', 'servicePrincipal'], 'what it is'),
    userName: nullable(Type.String()),
  }),
  role: strict({
    id: Type.String(),
    name: Type.String(),
    risk: words(['critical', 'high', 'medium', 'low'], 'how much harm the role can do at this scope'),
    family: roleFamily(),
  }),
  scope: strict({ path: Type.String(), displayName: Type.String(), kind: Type.String() }),
  condition: nullable(Type.String()),
  start: instant('from when'),
  end: nullable(instant('until when; null: permanent')),
  isPlanned: Type.Boolean({ description: 'whether it starts later' }),
  renewableUntil: nullable(instant('of what has expired: from here on it cannot be renewed')),
  requestId: Type.String({ description: 'of the request that made it' }),
  mayChange: Type.Boolean({ description: 'whether the caller gives and takes roles there' }),
});
