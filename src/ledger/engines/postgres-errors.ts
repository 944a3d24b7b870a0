import { DatabaseError } from 'pg';
import { DatabaseUnavailable } from '../engine.ts';

/** `feature_not_supported`: here, that a prepared statement cannot have other columns than it had. */
const CANNOT = '0A000';

/**
 * What PostgreSQL says when it cannot serve now: connections, resources, shutting down, and what took too long, waited
 * too long for a lock, or was left alone for too long.
 */
const NOT_NOW = [/^08/, /^28/, /^3D/, /^53/, /^57/, /^55P03$/, /^25P03$/];

/** A statement was prepared before its tables were given more columns; nothing was changed, and it is prepared anew the next time. */
export class PreparedBefore extends DatabaseUnavailable {}

/** The error as `DatabaseUnavailable`; null where PostgreSQL answered, and the mistake is in what it was told. */
export function unavailable(error: unknown): DatabaseUnavailable | null {
  if (error instanceof DatabaseUnavailable) return error;
  const { message = String(error), code = '' } = error as { message?: string; code?: string };
  if (code === CANNOT && message.includes('cached plan')) return new PreparedBefore(message, { cause: error });
  if (error instanceof DatabaseError && !NOT_NOW.some((pattern) => pattern.test(code))) return null;
  return new DatabaseUnavailable(`the database cannot be used now: ${message}`, { cause: error });
}
