import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

/** How the addresses of each surface begin, as the router knows them; `web` is the rest: portal and sign-in. */
const SURFACES = [
  ['/access/', 'authzen'],
  ['/arm/', 'arm'],
  ['/hierarchy/', 'arm'],
  ['/v1.0/', 'graph'],
  ['/scim/', 'scim'],
  ['/api/', 'pim'],
  ['/livez', 'probe'],
  ['/readyz', 'probe'],
] as const;

export type MeasuredSurface = (typeof SURFACES)[number][1] | 'web';

/** Of an address as the router has it. */
function surfaceOf(path: string): MeasuredSurface {
  return SURFACES.find(([beginning]) => path.startsWith(beginning))?.[1] ?? 'web';
}

/**
 * Measures calls. Labels are the pattern of the route and never the address: neither an id nor a name is in one. What no
 * route answers is `unmatched`, by whatever method.
 */
export function measureRequests(registry: Registry): (app: FastifyInstance) => void {
  const seconds = new Histogram({
    name: 'brevet_http_request_duration_seconds',
    help: 'Calls by surface, method, pattern of the route and status, with the time until the answer was sent',
    labelNames: ['surface', 'method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return (app) => {
    app.addHook('onResponse', (request, reply, done) => {
      const { url: route } = request.routeOptions;
      const isKnown = route !== undefined && !request.is404;
      seconds.observe(
        {
          surface: surfaceOf(isKnown ? route : (request.raw.url ?? '/')),
          method: isKnown ? request.method : 'any',
          route: isKnown ? route : 'unmatched',
          status: reply.statusCode,
        },
        reply.elapsedTime / 1000,
      );
      done();
    });
  };
}
