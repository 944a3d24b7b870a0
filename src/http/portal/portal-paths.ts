const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** The first segments of the pages' paths. */
export const portalRoots = [
  'my-roles',
  'requests',
  'approvals',
  'overview',
  'assignments',
  'roles',
  'templates',
  'resources',
  'people',
  'groups',
  'audit',
  'past-access',
  'spot-audits',
  'notifications',
  'sessions',
  'endpoints',
  'more',
  'me',
] as const;

/** The pages of the portal; what is at none of them is not there. */
const PAGES = [
  new RegExp(`^/(?:${portalRoots.join('|')})?$`, 'i'),
  /^\/(?:approvals\/decided|assignments\/add|templates\/new|me\/notifications)$/i,
  new RegExp(`^/(?:requests|roles|templates|people|groups|endpoints)/${GUID}$`, 'i'),
];

/** Whether a path, without its query, is a page of the portal. */
export function isPortalPath(path: string): boolean {
  return PAGES.some((page) => page.test(path));
}
