/** Below it, addresses of the hierarchy have the form `/{scope as one segment}[/{collection}]`. */
export const HIERARCHY = '/hierarchy';

const GROUPS = '/providers/microsoft\\.management/managementgroups';
/** Collections: what is before them is the scope; without anything before them it is the root. */
const COLLECTIONS = [
  /^()\/(subscriptions)$/i,
  /^()\/(tenants)$/i,
  /^()\/(providers(?:\/[^/]+(?:\/register)?)?)$/i,
  /^(\/subscriptions\/[^/]+)\/(providers(?:\/[^/]+(?:\/register)?)?)$/i,
  /^(\/subscriptions\/[^/]+)\/(resourcegroups|resources)$/i,
  /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+)\/(resources)$/i,
  /^()\/providers\/microsoft\.management\/(managementgroups)$/i,
  new RegExp(`^(${GROUPS}/[^/]+)/(subscriptions(?:/[^/]+)?)$`, 'i'),
];
const SCOPE = new RegExp(`^(/subscriptions/[^/]+(/resourcegroups/[^/]+)?(/providers/.+)?|${GROUPS}/[^/]+)$`, 'i');
/** What is below a known beginning and nothing of these is answered by this surface all the same: not found. */
const BEGINNING = new RegExp(`^(/subscriptions/|${GROUPS}/)`, 'i');

/**
 * Turns a path of the hierarchy into `/hierarchy/{scope as one segment}[/{collection}]`; null for every other path. What is no scope and no collection is named by no route.
 * The scope stays as the client wrote it.
 */
export function rewriteHierarchyPath(path: string): string | null {
  for (const form of COLLECTIONS) {
    const match = form.exec(path);
    if (match === null) continue;
    const [, scope = '', collection = ''] = match;
    return `${HIERARCHY}/${encodeURIComponent(scope === '' ? '/' : scope)}/${segments(collection)}`;
  }
  if (SCOPE.test(path)) return `${HIERARCHY}/${encodeURIComponent(path)}`;
  return BEGINNING.test(path) ? `${HIERARCHY}/${encodeURIComponent(path)}/-` : null;
}

/** A malformed or doubled escape stays one, and names nothing. */
function segments(collection: string): string {
  return collection.split('/').map(encodeURIComponent).join('/');
}
