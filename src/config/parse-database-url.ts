import { isLoopback } from './is-loopback.ts';

const PROTOCOLS: readonly string[] = ['postgres:', 'postgresql:'];

/** Parameters of PostgreSQL's clients that are understood; `host` is the folder of a socket. */
const PARAMETERS: readonly string[] = ['host', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'user'];

export const ALLOWED_DATABASE_URL =
  'a URL such as postgres://user:password@host:5432/database, with `sslmode=verify-full` (what another machine is asked for anyway) or `sslmode=disable`, and `sslrootcert`, `sslcert`, `sslkey` as paths; or postgres:///database?host=/folder/of/the/socket';

/**
 * The URL of a PostgreSQL database; undefined where it is none. Another machine is spoken to under TLS, with its name in
 * the certificate, unless the URL says `sslmode=disable`.
 */
export function parseDatabaseUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const sslmode = url.searchParams.get('sslmode');
  const socket = url.searchParams.get('host');
  const isUsable =
    PROTOCOLS.includes(url.protocol) &&
    /^\/[^/]+$/.test(url.pathname) &&
    url.hash === '' &&
    [...url.searchParams.keys()].every((name) => PARAMETERS.includes(name)) &&
    (sslmode === null || sslmode === 'verify-full' || sslmode === 'disable') &&
    (socket === null ? url.hostname !== '' : url.hostname === '' && socket.startsWith('/'));
  if (!isUsable) return undefined;
  const isHere = socket !== null || isLoopback(url.hostname.replace(/^\[(.*)\]$/, '$1'));
  if (!isHere && sslmode === null) url.searchParams.set('sslmode', 'verify-full');
  return url.href;
}
