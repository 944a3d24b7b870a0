import type { AskedRole } from '../../../domain/custom-role/decide-custom-role.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { Permission } from '../../../domain/role-definition.ts';
import type { Scope } from '../../../domain/scope.ts';
import { parseArmScope } from '../arm-scope.ts';
import { arrayOf, type Members, membersOf, requiredObjectOf, requiredTextOf, textOf, wordOf } from '../json-members.ts';
import { parseGuid } from '../resource-ids.ts';

const LONGEST_DESCRIPTION = 2048;
const LONGEST_TEXT_IN_LIST = 2048;
/** Clients leave the type out (contracts/clients §3.2). */
const types = { CustomRole: 'custom', BuiltInRole: 'builtIn' } as const;

/** Reads the body of a role definition (contracts/arm §12). Without scopes it can be assigned where it is written. */
export function parseRoleDefinition(
  address: { readonly name: string; readonly scope: Scope },
  body: unknown,
): AskedRole {
  const properties = requiredObjectOf(membersOf(body, ''), 'properties');
  if (wordOf(properties, 'type', types) === 'builtIn') {
    refuse(invalidField('properties.type', 'BuiltInRole', '`CustomRole`; built-in roles come with each release'));
  }
  const scopes = textsOf(properties, 'assignableScopes');
  return {
    id: parseGuid(address.name, 'roleDefinitionId'),
    name: requiredTextOf(properties, 'roleName').trim(),
    description: textOf(properties, 'description', { most: LONGEST_DESCRIPTION, isMultiline: true }) ?? '',
    permissions: (arrayOf(properties, 'permissions') ?? []).map((permission, index) =>
      parsePermission(membersOf(permission, `properties.permissions[${index}]`)),
    ),
    assignableScopes:
      scopes === null
        ? [address.scope]
        : [...new Set(scopes.map((scope) => parseArmScope(scope, 'properties.assignableScopes')))],
  };
}

function parsePermission(members: Members): Permission {
  return {
    actions: textsOf(members, 'actions') ?? [],
    notActions: textsOf(members, 'notActions') ?? [],
    dataActions: textsOf(members, 'dataActions') ?? [],
    notDataActions: textsOf(members, 'notDataActions') ?? [],
    // to pass it over would give more than was asked for
    condition: textOf(members, 'condition', { isMultiline: true }) || null,
    conditionVersion: null,
  };
}

/** A list of texts; null where it is absent. */
function textsOf(members: Members, name: string): readonly string[] | null {
  const list = arrayOf(members, name);
  const wrong = list?.find((each) => typeof each !== 'string' || each.length > LONGEST_TEXT_IN_LIST);
  if (wrong !== undefined) refuse(invalidField(`${members.path}.${name}`, wrong, 'a list of texts'));
  return list as readonly string[] | null;
}
