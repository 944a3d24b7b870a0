import { READS_RESOURCE_ASSIGNMENTS, readersOf } from '../domain/access/assignment-readers.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import { type Scope, scopeKind } from '../domain/scope.ts';
import type { AccessIndex } from './access-index.ts';

/** A question of one principal about what another may do. */
export interface QuestionAboutAccess {
  readonly callerId: string;
  readonly subjectId: string;
  readonly family: RoleFamily;
  readonly scope: Scope;
}

/** Who may ask: about oneself everybody, about others an enabled service principal or who reads assignments there. */
export function mayAskAbout(index: AccessIndex, question: QuestionAboutAccess, atMs: number): boolean {
  const { callerId, subjectId, family, scope } = question;
  if (callerId === subjectId) return true;
  const caller = index.principal(callerId);
  if (caller === undefined || !caller.enabled) return false;
  if (caller.kind === 'servicePrincipal') return true;
  const roleDefinitionIds = scopeKind(scope) === 'group' ? readersOf.group : readersOf.directory;
  return family === 'directory'
    ? index.decideRoleAtMs({ principalId: callerId, roleDefinitionIds, scope }, atMs).allowed
    : index.decideAtMs({ principalId: callerId, action: READS_RESOURCE_ASSIGNMENTS, scope }, atMs).allowed;
}
