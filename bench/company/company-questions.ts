import type { AccessRequest } from '../../src/access/access-index.ts';
import { parentByPath, ROOT } from '../../src/domain/scope.ts';
import { COMMON_ACTIONS } from '../decisions/questions.ts';
import { at } from '../fixture/scope-tree.ts';
import { stableId } from '../fixture/stable-id.ts';
import type { Company, CompanyAssignment } from './company.ts';

/**
 * So many questions by people from all over the company. Each second one is about what a role of the person or of a group
 * around them says, at the scope where it is held or below; the others ask for anything anywhere.
 */
export function companyQuestions(company: Company, assignments: number, count: number): readonly AccessRequest[] {
  const { people, tree, groupsOf } = company;
  const scopes = tree.events.map(({ scope }) => scope);
  const heldBy = new Map<string, number[]>();
  for (let index = 0; index < assignments; index += 1) {
    const { principalId } = company.assignment(index);
    const known = heldBy.get(principalId);
    if (known === undefined) heldBy.set(principalId, [index]);
    else known.push(index);
  }
  const below = Map.groupBy([...tree.resourceGroups, ...tree.resources], (scope) => parentByPath(scope) ?? ROOT);
  return Array.from({ length: count }, (_, index) => {
    const random = (salt: string) => Number.parseInt(stableId(`question ${index} ${salt}`).slice(0, 8), 16);
    const person = random('person') % people.length;
    const principalId = at(people, person);
    const anything = { principalId, action: at(COMMON_ACTIONS, random('action')), scope: at(scopes, random('scope')) };
    if (index % 2 === 1) return anything;
    const own = [principalId, ...groupsOf(person)].flatMap((id) => heldBy.get(id) ?? []);
    if (own.length === 0) return anything;
    const { role, scope }: CompanyAssignment = company.assignment(at(own, random('role')));
    const actions = role.permissions.flatMap((permission) => permission.actions);
    const action = actions.length === 0 ? anything.action : at(actions, random('pattern')).replaceAll('*', 'example');
    return { principalId, action, scope: at([scope, ...(below.get(scope) ?? [])], random('place')) };
  });
}
