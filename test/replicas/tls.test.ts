import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseDatabaseUrl } from '../../src/config/parse-database-url.ts';
import { PostgresConnection } from '../../src/ledger/engines/postgres-connection.ts';
import { testAuthority } from '../support/certificates/test-authority.ts';
import { freePort } from '../support/free-port.ts';
import { postgresPrograms, privatePostgres } from '../support/postgres/private-postgres.ts';

it('speaks TLS to a database whose authority is right, and to no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-tls-'));
  const [authority, stranger] = [testAuthority(), testAuthority()];
  await writeFile(join(folder, 'ca.pem'), authority.certPem);
  await writeFile(join(folder, 'stranger.pem'), stranger.certPem);
  const port = await freePort();
  const postgres = await privatePostgres((await postgresPrograms()) ?? '', { tls: { ...authority.issue(), port } });

  async function connected(host: string, parameters: string): Promise<unknown> {
    const url = parseDatabaseUrl(`postgres://brevet@${host}:${port}/postgres?${parameters}`);
    if (url === undefined) return 'not taken';
    try {
      const connection = await PostgresConnection.open({ url, schema: 'public' });
      const sql = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';
      const [found] = await connection.command(sql).finally(() => connection.close());
      return found?.rows[0]?.ssl === 1 ? 'under TLS' : 'in the open';
    } catch (error) {
      return (error as Error).message;
    }
  }

  const ca = `sslmode=verify-full&sslrootcert=${join(folder, 'ca.pem')}`;
  expect(await connected('localhost', ca)).toBe('under TLS');
  expect(await connected('localhost', `sslmode=verify-full&sslrootcert=${join(folder, 'stranger.pem')}`)).toMatch(
    /cannot be used now: .*(certificate|signature)/,
  );
  expect(await connected('localhost', 'sslmode=verify-full')).toMatch(/cannot be used now: .*certificate/);
  expect(await connected('localhost', 'sslmode=require')).toBe('not taken');
  expect(await connected('localhost', 'sslmode=disable')).toBe('in the open');
  await postgres.close();
  await rm(folder, { recursive: true, force: true });
});
