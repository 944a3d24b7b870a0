import type { FastifyRequest } from 'fastify';
import { invalidField, refuse } from '../../domain/errors.ts';
import { isHost } from './host-form.ts';

/** Scheme and host as the client called them. Before a proxy that ends TLS only the public address tells the scheme. */
export function originOf({ host, protocol, server: { publicUrl } }: FastifyRequest): string {
  if (!isHost(host)) refuse(invalidField('Host', host, 'a host name or address, with or without a port'));
  const called = publicUrl !== null && new URL(publicUrl).host === host.toLowerCase() ? new URL(publicUrl) : null;
  return `${called?.protocol ?? `${protocol}:`}//${host}`;
}
