import type { AnnouncementContext } from './announcement.ts';

/** The pages of the portal that messages lead to. `publicUrl` has no slash at its end. */
export function portalLinks(publicUrl: string): Pick<AnnouncementContext, 'linkTo' | 'pages'> {
  return {
    linkTo: (requestId) => `${publicUrl}/requests/${encodeURIComponent(requestId)}`,
    pages: { overview: `${publicUrl}/overview`, preferences: `${publicUrl}/me/notifications` },
  };
}
