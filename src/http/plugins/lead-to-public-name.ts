import type { FastifyInstance } from 'fastify';

/** Names by which a browser on this machine reaches the same server. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Leads a browser that came to this machine by another of its names to the public address: cookies, providers and passkeys
 * know that one alone. Another port is a proxy in front, which has its own name for this server.
 */
export function leadToPublicName(instance: FastifyInstance, publicUrl: () => string): void {
  instance.addHook('onRequest', async (request, reply) => {
    const { method, host, originalUrl } = request;
    const isPage = method === 'GET' && request.headers.accept?.includes('text/html') && originalUrl.startsWith('/');
    if (!isPage || !isOtherName(host, new URL(publicUrl()))) return;
    return reply.redirect(`${publicUrl()}${originalUrl}`, 302);
  });
}

function isOtherName(host: string, { hostname, port, protocol }: URL): boolean {
  const called = URL.parse(`${protocol}//${host}`);
  if (called === null || !LOOPBACK.includes(hostname) || !LOOPBACK.includes(called.hostname)) return false;
  return called.hostname !== hostname && called.port === port;
}
