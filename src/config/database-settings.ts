import { ALLOWED_DATABASE_URL, parseDatabaseUrl } from './parse-database-url.ts';
import { Secret } from './secret.ts';
import { type Setting, setting } from './setting.ts';

/** The PostgreSQL that several servers share. Times are in milliseconds. */
export interface DatabaseSetting {
  readonly url: Secret;
  readonly schema: string;
  /** Of this server, at most. */
  readonly connections: number;
  readonly statementMs: number;
  readonly lockMs: number;
}

export const databaseSettings = {
  databaseUrl: setting('BREVET_DATABASE_URL', {
    meaning: 'PostgreSQL database, for more than one server; with its credentials',
    default: 'none: a file in the data folder, for one server',
    allowed: ALLOWED_DATABASE_URL,
    isSecret: true,
    parse: (text) => {
      const url = parseDatabaseUrl(text);
      return url === undefined ? undefined : new Secret(url);
    },
  }),
  databaseSchema: setting('BREVET_DATABASE_SCHEMA', {
    meaning: 'schema of that database in which all tables are; it is made if it is not there',
    default: 'brevet',
    allowed: 'small letters, digits and underscores, at most 63, the first no digit',
    parse: (text) => (/^[a-z_][a-z0-9_]{0,62}$/.test(text) ? text : undefined),
  }),
  databaseConnections: setting('BREVET_DATABASE_CONNECTIONS', {
    meaning: 'connections to that database of this server at most: one writes, one listens, the others read',
    default: '10',
    allowed: 'a whole number from 3 to 100',
    parse: (text) => wholeNumber(text, 3, 100),
  }),
  databaseStatementTimeout: setting('BREVET_DATABASE_STATEMENT_TIMEOUT', {
    meaning: 'seconds that one statement in that database may take',
    default: '30',
    allowed: 'a whole number from 1 to 3600',
    parse: (text) => wholeNumber(text, 1, 3600),
  }),
  databaseLockTimeout: setting('BREVET_DATABASE_LOCK_TIMEOUT', {
    meaning: 'seconds that a change may wait for its turn among those of all servers',
    default: '10',
    allowed: 'a whole number from 1 to 3600',
    parse: (text) => wholeNumber(text, 1, 3600),
  }),
};

/** null: no database is named. */
export function readDatabase(read: <Value>(from: Setting<Value>) => Value | undefined): DatabaseSetting | null {
  const url = read(databaseSettings.databaseUrl);
  const rest = {
    schema: read(databaseSettings.databaseSchema) ?? 'brevet',
    connections: read(databaseSettings.databaseConnections) ?? 10,
    statementMs: (read(databaseSettings.databaseStatementTimeout) ?? 30) * 1000,
    lockMs: (read(databaseSettings.databaseLockTimeout) ?? 10) * 1000,
  };
  return url === undefined ? null : Object.freeze({ url, ...rest });
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
