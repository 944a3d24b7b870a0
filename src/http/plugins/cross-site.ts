import type { FastifyRequest } from 'fastify';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** A page of another site tried to act with the session of whoever looks at it. */
export class CrossSiteRequest extends Error {
  constructor() {
    super('a request from another site cannot act with your session');
    this.name = 'CrossSiteRequest';
  }
}

/**
 * Refuses what a page of another site sent with somebody's session: by `Sec-Fetch-Site`, which no page can set, and where a
 * browser does not send it by `Origin`. What says neither is refused too, unless it changes nothing.
 */
export function refuseCrossSite(request: FastifyRequest, publicOrigin: string): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const isOwn = site === undefined ? request.headers.origin === publicOrigin : site === 'same-origin';
  if (!isOwn) throw new CrossSiteRequest();
}
