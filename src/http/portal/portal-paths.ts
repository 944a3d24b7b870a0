const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * The pages of the portal, and what draws each below `web/src/features`, so that a browser asks for it before it knows
 * that it needs it; null: the frame alone. What is at none of them is not there.
 */
const pages = {
  '': null,
  'my-roles': 'my-roles/my-roles.tsx',
  requests: 'requests/my-requests.tsx',
  'my-audit': 'requests/my-audit.tsx',
  [`requests/${GUID}`]: 'requests/request-page.tsx',
  approvals: 'approvals/approvals.tsx',
  'approvals/decided': 'approvals/decided.tsx',
  overview: 'overview/overview.tsx',
  assignments: 'assignments/assignments.tsx',
  'assignments/add': 'assignments/add/add-assignments.tsx',
  roles: 'roles/roles.tsx',
  [`roles/${GUID}`]: 'roles/settings/role-settings.tsx',
  templates: 'templates/templates.tsx',
  'templates/new': 'templates/make-template.tsx',
  [`templates/${GUID}`]: 'templates/template-page.tsx',
  resources: 'resources/resources.tsx',
  people: 'people/people.tsx',
  [`people/${GUID}`]: 'people/person-page.tsx',
  groups: null,
  [`groups/${GUID}`]: 'people/group-page.tsx',
  audit: 'audit/audit.tsx',
  'past-access': 'past-access/past-access.tsx',
  'spot-audits': 'spot-audits/spot-audits.tsx',
  notifications: 'notifications/notifications.tsx',
  sessions: 'sessions/sessions.tsx',
  endpoints: 'endpoints/endpoints.tsx',
  [`endpoints/${GUID}`]: 'endpoints/endpoint-page.tsx',
  more: 'more/more.tsx',
  me: 'me/me.tsx',
  'me/notifications': 'me/how-told.tsx',
} as const satisfies Readonly<Record<string, string | null>>;

/** The modules that are loaded for one page alone, below `web/src/features`. */
export const pageModules: readonly string[] = Object.values(pages).filter((module) => module !== null);

/** The first segments of the pages' paths. */
export const portalRoots: readonly string[] = Object.keys(pages).filter((path) => path !== '' && !path.includes('/'));

const patterns = Object.entries(pages).map(([path, module]) => ({ pattern: new RegExp(`^/${path}$`, 'i'), module }));

/** The module of the page at a path, without its query; null: the frame alone; undefined: no page is there. */
export function moduleOfPage(path: string): string | null | undefined {
  return patterns.find(({ pattern }) => pattern.test(path))?.module;
}
