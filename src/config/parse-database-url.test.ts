import { expect, it } from 'vitest';
import { parseDatabaseUrl } from './parse-database-url.ts';

it.each([
  ['another machine under TLS', 'postgres://a:b@db.example.org/brevet', '?sslmode=verify-full'],
  ['an authority of its own', 'postgres://db/brevet?sslrootcert=/etc/ca.pem', '&sslmode=verify-full'],
  ['this machine as it is', 'postgresql://127.0.0.1:5433/brevet', ''],
  ['a socket', 'postgres:///brevet?host=/var/run/postgresql&user=brevet', ''],
  ['no TLS where that is said', 'postgres://db.example.org/brevet?sslmode=disable', ''],
])('takes %s', (_, text, added) => {
  const parsed = parseDatabaseUrl(text) ?? '';
  expect(decodeURIComponent(parsed)).toBe(`${text}${added}`);
});

it.each([
  ['no database', 'postgres://db.example.org'],
  ['another protocol', 'mysql://db.example.org/brevet'],
  ['TLS that anybody can pretend', 'postgres://db.example.org/brevet?sslmode=require'],
  ['what is no URL', 'brevet'],
  ['a parameter that is not known', 'postgres://db/brevet?options=-csearch_path%3Dx'],
  ['a host and a socket', 'postgres://db/brevet?host=/tmp'],
  ['a host by a parameter', 'postgres:///brevet?host=db.example.org'],
])('refuses %s', (_, text) => {
  expect(parseDatabaseUrl(text)).toBeUndefined();
});
