const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** The pages of the portal; what is at none of them is not there. */
const PAGES = [
  /^\/(?:my-roles|requests|approvals|approvals\/decided|overview|me)?$/i,
  new RegExp(`^/requests/${GUID}$`, 'i'),
];

/** The first segments of the pages' paths. */
export const portalRoots = ['my-roles', 'requests', 'approvals', 'overview', 'me'] as const;

/** Whether a path, without its query, is a page of the portal. */
export function isPortalPath(path: string): boolean {
  return PAGES.some((page) => page.test(path));
}
