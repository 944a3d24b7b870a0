import { invalidField, refuse } from '../../../domain/errors.ts';
import type { PrincipalKind } from '../../../domain/principal.ts';
import type { DirectoryQuestion } from '../../../queries/directory-objects.ts';

/** As many as a client may ask for at once. */
const MOST_IDS = 1000;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const kindWords: ReadonlyMap<string, PrincipalKind> = new Map([
  ['user', 'user'],
  ['group', 'group'],
  ['serviceprincipal', 'servicePrincipal'],
]);

/** Reads `{ids, types}`; types that no principal has find nothing, none at all means every type. */
export function parseGetByIds(body: unknown): DirectoryQuestion {
  const { ids, types = [] } = (typeof body === 'object' && body !== null ? body : {}) as {
    readonly ids?: unknown;
    readonly types?: unknown;
  };
  if (!isListOf(ids, (id) => GUID.test(id))) refuse(invalidField('ids', ids, `a list of at most ${MOST_IDS} GUIDs`));
  if (!isListOf(types, () => true)) refuse(invalidField('types', types, 'a list of names of types'));
  const named = types.flatMap((type) => kindWords.get(type.toLowerCase()) ?? []);
  return { ids, kinds: types.length === 0 ? [...kindWords.values()] : named };
}

function isListOf(value: unknown, isAllowed: (text: string) => boolean): value is readonly string[] {
  if (!Array.isArray(value) || value.length > MOST_IDS) return false;
  return value.every((each: unknown) => typeof each === 'string' && isAllowed(each));
}
