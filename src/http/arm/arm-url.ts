import { rewriteHierarchyPath } from './hierarchy/hierarchy-url.ts';

const PROVIDER = '/providers/microsoft.authorization/';
/** Addresses of another surface, that are called more often than all others together. */
const NEVER_ARM = '/access/v1/evaluation';

/**
 * Turns `{scope}/providers/Microsoft.Authorization/{rest}?query` into `/arm/{scope as one segment}/{rest}?query`, so
 * that a scope of any depth is one parameter, and addresses of the hierarchy likewise (`rewriteHierarchyPath`); every
 * other address is returned as it is. Runs of slashes and a trailing
 * slash are what clients of ARM send and mean nothing (contracts/arm §1). Nothing else is changed or decoded here:
 * `parseArmScope` sees what the client wrote.
 */
export function rewriteArmUrl(url: string): string {
  if (url.startsWith(NEVER_ARM)) return url;
  const queryAt = url.indexOf('?');
  const path = (queryAt < 0 ? url : url.slice(0, queryAt)).replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const query = queryAt < 0 ? '' : url.slice(queryAt);
  const at = `${path.toLowerCase()}/`.lastIndexOf(PROVIDER);
  if (at < 0) {
    const inHierarchy = rewriteHierarchyPath(path);
    return inHierarchy === null ? url : `${inHierarchy}${query}`;
  }
  const scope = path.slice(0, at) || '/';
  const rest = path.slice(at + PROVIDER.length);
  return `/arm/${encodeURIComponent(scope)}/${isDecodable(rest) ? rest : encodeURIComponent(rest)}${query}`;
}

/** A malformed escape would end in the router, before this surface can answer in its own shape. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
