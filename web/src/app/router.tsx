import type { FetchQueryOptions, QueryKey } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { assignmentsQuery } from '../features/assignments/assignment-queries.ts';
import { auditQuery } from '../features/audit/audit-queries.ts';
import { Home } from '../features/home/home.tsx';
import { myAuditQuery } from '../features/requests/my-audit-query.ts';
import { policyQuery } from '../features/roles/role-queries.ts';
import { deviceZone } from '../lib/format-time.ts';
import { readPreferences } from '../lib/preferences.ts';
import {
  activeQuery,
  approvalsQuery,
  decidedQuery,
  eligibleQuery,
  expiredQuery,
  extensionsQuery,
  lifeQuery,
  myRequestsIn,
  myRequestsQuery,
  overviewQuery,
  type paged,
} from '../lib/queries.ts';
import { PageFailed } from './page-failed.tsx';
import { PageLoading } from './page-loading.tsx';
import { PageNotFound } from './page-not-found.tsx';
import { queryClient } from './providers.tsx';
import { parseSearch, stringifySearch, textSearch } from './search-text.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({
  component: Shell,
  // the pane for activation, over whatever page: ids of eligibilities with commas between them
  validateSearch: textSearch('activate', 'extend', 'for'),
  notFoundComponent: PageNotFound,
  errorComponent: PageFailed,
});

/** What a page shows first is asked for while its code is on the way. */
const ask = <Answer, Key extends QueryKey>(query: FetchQueryOptions<Answer, Error, Answer, Key>) => {
  queryClient.prefetchQuery(query);
};

/** The same of a list that is read page by page. */
const askPages = <Item,>(query: ReturnType<typeof paged<Item>>) => {
  queryClient.prefetchInfiniteQuery(query);
};

const under = { getParentRoute: () => root } as const;

const routes = [
  createRoute({
    ...under,
    path: '/',
    loader: () => {
      ask(activeQuery);
      ask(eligibleQuery);
      askPages(myRequestsQuery);
    },
    component: Home,
  }),
  createRoute({
    ...under,
    path: '/my-roles',
    loader: () => {
      ask(eligibleQuery);
      ask(activeQuery);
      ask(expiredQuery);
    },
    validateSearch: textSearch('show', 'q', 'family'),
    component: lazyRouteComponent(() => import('../features/my-roles/my-roles.tsx'), 'MyRoles'),
  }),
  createRoute({
    ...under,
    path: '/requests',
    loader: ({ location }) => {
      const { status } = parseSearch(location.searchStr);
      askPages(status === undefined ? myRequestsQuery : myRequestsIn(status));
    },
    validateSearch: textSearch('status'),
    component: lazyRouteComponent(() => import('../features/requests/my-requests.tsx'), 'MyRequests'),
  }),
  createRoute({
    ...under,
    path: '/my-audit',
    loader: ({ location }) => askPages(myAuditQuery(location.search, readPreferences().zone ?? deviceZone())),
    validateSearch: textSearch('whose', 'status', 'from', 'to'),
    component: lazyRouteComponent(() => import('../features/requests/my-audit.tsx'), 'MyAudit'),
  }),
  createRoute({
    ...under,
    path: '/requests/$id',
    loader: ({ params }) => ask(lifeQuery(params.id)),
    component: lazyRouteComponent(() => import('../features/requests/request-page.tsx'), 'RequestPage'),
  }),
  createRoute({
    ...under,
    path: '/approvals',
    loader: () => {
      ask(approvalsQuery);
      ask(extensionsQuery);
    },
    component: lazyRouteComponent(() => import('../features/approvals/approvals.tsx'), 'Approvals'),
  }),
  createRoute({
    ...under,
    path: '/approvals/decided',
    loader: () => askPages(decidedQuery),
    component: lazyRouteComponent(() => import('../features/approvals/decided.tsx'), 'Decided'),
  }),
  createRoute({
    ...under,
    path: '/overview',
    loader: () => ask(overviewQuery),
    component: lazyRouteComponent(() => import('../features/overview/overview.tsx'), 'OverviewPage'),
  }),
  createRoute({
    ...under,
    path: '/assignments',
    validateSearch: textSearch('show', 'q', 'family', 'ends', 'type', 'role', 'principal', 'scope', 'change', 'ids'),
    loader: ({ location }) => askPages(assignmentsQuery(location.search)),
    component: lazyRouteComponent(() => import('../features/assignments/assignments.tsx'), 'Assignments'),
  }),
  createRoute({
    ...under,
    path: '/assignments/add',
    validateSearch: textSearch('step'),
    component: lazyRouteComponent(() => import('../features/assignments/add/add-assignments.tsx'), 'AddAssignments'),
  }),
  createRoute({
    ...under,
    path: '/roles',
    validateSearch: textSearch('q', 'family', 'use'),
    component: lazyRouteComponent(() => import('../features/roles/roles.tsx'), 'Roles'),
  }),
  createRoute({
    ...under,
    path: '/roles/$id',
    validateSearch: textSearch('scope', 'tab', 'edit'),
    loader: ({ params, location }) => ask(policyQuery(params.id, parseSearch(location.searchStr)['scope'] ?? '/')),
    component: lazyRouteComponent(() => import('../features/roles/settings/role-settings.tsx'), 'RoleSettings'),
  }),
  createRoute({
    ...under,
    path: '/templates',
    component: lazyRouteComponent(() => import('../features/templates/templates.tsx'), 'Templates'),
  }),
  createRoute({
    ...under,
    path: '/templates/new',
    validateSearch: textSearch('role', 'scope', 'template'),
    component: lazyRouteComponent(() => import('../features/templates/make-template.tsx'), 'MakeTemplate'),
  }),
  createRoute({
    ...under,
    path: '/templates/$id',
    validateSearch: textSearch('state', 'apply', 'edit'),
    component: lazyRouteComponent(() => import('../features/templates/template-page.tsx'), 'TemplatePage'),
  }),
  createRoute({
    ...under,
    path: '/resources',
    validateSearch: textSearch('q', 'access'),
    component: lazyRouteComponent(() => import('../features/resources/resources.tsx'), 'Resources'),
  }),
  createRoute({
    ...under,
    path: '/people',
    validateSearch: textSearch('show', 'q', 'state', 'create'),
    component: lazyRouteComponent(() => import('../features/people/people.tsx'), 'People'),
  }),
  createRoute({
    ...under,
    path: '/people/$id',
    component: lazyRouteComponent(() => import('../features/people/person-page.tsx'), 'PersonPage'),
  }),
  createRoute({
    ...under,
    path: '/groups/$id',
    component: lazyRouteComponent(() => import('../features/people/group-page.tsx'), 'GroupPage'),
  }),
  createRoute({
    ...under,
    path: '/audit',
    validateSearch: textSearch('group', 'about', 'actor', 'correlation', 'from', 'to', 'entry'),
    loader: ({ location }) => askPages(auditQuery(location.search, readPreferences().zone ?? deviceZone())),
    component: lazyRouteComponent(() => import('../features/audit/audit.tsx'), 'Audit'),
  }),
  createRoute({
    ...under,
    path: '/past-access',
    validateSearch: textSearch('principal', 'scope', 'action', 'role', 'at'),
    component: lazyRouteComponent(() => import('../features/past-access/past-access.tsx'), 'PastAccessPage'),
  }),
  createRoute({
    ...under,
    path: '/spot-audits',
    validateSearch: textSearch('show'),
    component: lazyRouteComponent(() => import('../features/spot-audits/spot-audits.tsx'), 'SpotAudits'),
  }),
  createRoute({
    ...under,
    path: '/notifications',
    validateSearch: textSearch('state', 'to'),
    component: lazyRouteComponent(() => import('../features/notifications/notifications.tsx'), 'Notifications'),
  }),
  createRoute({
    ...under,
    path: '/endpoints',
    validateSearch: textSearch('create'),
    component: lazyRouteComponent(() => import('../features/endpoints/endpoints.tsx'), 'Endpoints'),
  }),
  createRoute({
    ...under,
    path: '/endpoints/$id',
    validateSearch: textSearch('state', 'do'),
    component: lazyRouteComponent(() => import('../features/endpoints/endpoint-page.tsx'), 'EndpointPage'),
  }),
  createRoute({
    ...under,
    path: '/sessions',
    validateSearch: textSearch('q'),
    component: lazyRouteComponent(() => import('../features/sessions/sessions.tsx'), 'SessionsPage'),
  }),
  createRoute({
    ...under,
    path: '/more',
    component: lazyRouteComponent(() => import('../features/more/more.tsx'), 'MorePage'),
  }),
  createRoute({
    ...under,
    path: '/me',
    component: lazyRouteComponent(() => import('../features/me/me.tsx'), 'MePage'),
  }),
  createRoute({
    ...under,
    path: '/me/notifications',
    component: lazyRouteComponent(() => import('../features/me/how-told.tsx'), 'HowToldPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  // how old an answer may be is said with what is asked
  defaultStaleTime: Number.POSITIVE_INFINITY,
  // inside the frame, so that there is a way on
  defaultErrorComponent: PageFailed,
  defaultPendingComponent: PageLoading,
  defaultPendingMs: 200,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
