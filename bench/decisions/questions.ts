import type { AccessRequest } from '../../src/access/access-index.ts';
import type { Held, Organisation } from '../fixture/organisation.ts';
import { at } from '../fixture/scope-tree.ts';
import { stableId } from './../fixture/stable-id.ts';

/** Operations that are asked for of everything. */
export const COMMON_ACTIONS = [
  'Microsoft.Compute/virtualMachines/read',
  'Microsoft.Compute/virtualMachines/restart/action',
  'Microsoft.Storage/storageAccounts/listKeys/action',
  'Microsoft.Network/virtualNetworks/subnets/join/action',
  'Microsoft.Authorization/roleAssignments/write',
];

/**
 * So many questions by people from all over the organisation. Each second one is about what a role of the person or of
 * a group says, at the scope where it is held or below; the others ask for anything anywhere.
 */
export function questions(organisation: Organisation, count: number): readonly AccessRequest[] {
  const { people, held, tree } = organisation;
  const heldBy = Map.groupBy(held, ({ principalId }) => principalId);
  const scopes = tree.events.map(({ scope }) => scope);
  const below = new Map(
    [...new Set(held.map(({ scope }) => scope))].map((scope) => [
      scope,
      [scope, ...scopes.filter((each) => each.startsWith(`${scope}/`))],
    ]),
  );
  return Array.from({ length: count }, (_, index) => {
    const random = (salt: string) => Number.parseInt(stableId(`question ${index} ${salt}`).slice(0, 8), 16);
    const person = random('person') % people.length;
    const principalId = at(people, person);
    if (index % 2 === 1) {
      return { principalId, action: at(COMMON_ACTIONS, random('action')), scope: at(scopes, random('scope')) };
    }
    const own = [principalId, ...organisation.groupsOf(person)].flatMap((id) => heldBy.get(id) ?? []);
    const { role, scope } = at(own, random('role')) as Held;
    const actions = role.permissions.flatMap((permission) => permission.actions);
    const action = at(actions, random('action')).replaceAll('*', 'example');
    return { principalId, action, scope: at(below.get(scope) ?? [scope], random('scope')) };
  });
}
