import { invalidField, refuse } from '../../domain/errors.ts';
import { ROOT, type Scope } from '../../domain/scope.ts';
import { parseArmScope } from './arm-scope.ts';

const PROVIDER = 'providers/Microsoft.Authorization';
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ROLE_DEFINITION = /^(.*?)\/?providers\/microsoft\.authorization\/roledefinitions\/([^/]+)$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** A GUID in the one case in which ids are stored. Refuses anything else, by the field's name. */
export function parseGuid(text: string, field: string): string {
  if (!GUID.test(text)) refuse(invalidField(field, text, 'a GUID'));
  return text.toLowerCase();
}

/** The GUID at the end of a resource id, or the GUID itself: clients send both (contracts/arm §5.1). */
export function parseTrailingGuid(text: string, field: string): string {
  const last = text.slice(text.lastIndexOf('/') + 1);
  if (!GUID.test(last)) refuse(invalidField(field, text, 'a GUID, or a resource id that ends in one'));
  return last.toLowerCase();
}

/** A role by its resource id: the scope that the id is written at, and the role's own id. */
export function parseRoleDefinitionId(text: string, field: string): { readonly id: string; readonly scope: Scope } {
  if (GUID.test(text)) return { id: text.toLowerCase(), scope: ROOT };
  const match = ROLE_DEFINITION.exec(text);
  if (match === null)
    refuse(invalidField(field, text, '`{scope}/providers/Microsoft.Authorization/roleDefinitions/{guid}`'));
  const [, scope = '', id = ''] = match;
  return { id: parseGuid(id, field), scope: scope === '' || scope === '/' ? ROOT : parseArmScope(scope, field) };
}

/** The id of a resource of this provider. `scopePath` is the scope as people see it; the root has none. */
export function resourceId(scopePath: string, type: string, name: string): string {
  return `${scopePath === '/' ? '' : scopePath}/${PROVIDER}/${type}/${name}`;
}

/** A role's id below its subscription where it stands in one, as ARM lists it (contracts/arm §12). */
export function roleDefinitionResourceId(scopePath: string, roleDefinitionId: string): string {
  const [, first = '', subscription = ''] = scopePath.split('/');
  const isInSubscription = first.toLowerCase() === 'subscriptions';
  return resourceId(isInSubscription ? `/${first}/${subscription}` : '/', 'roleDefinitions', roleDefinitionId);
}
