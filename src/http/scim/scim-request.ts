import type { FastifyRequest } from 'fastify';
import type { Provisioner } from '../../commands/provisioner.ts';
import { callerOf } from '../plugins/caller.ts';
import { ScimError } from './scim-error.ts';

const DEFAULT_COUNT = 100;
export const MOST_RESULTS = 200;
const ETAGS = /^(?:W\/)?"(\d{1,15})"$/;

/** The directory that calls. */
export function provisionerOf(request: FastifyRequest): Provisioner {
  const { principalId: sourceId, correlationId, origin } = callerOf(request);
  return { sourceId, correlationId, origin };
}

/** Where the surface is reached, for addresses in answers. */
export function baseOf(request: FastifyRequest): string {
  const origin = request.server.publicUrl ?? `${request.protocol}://${request.host}`;
  return `${origin}/scim/v2`;
}

/** Query parameters by their names in lower case. */
export function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(request.query as object).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** Which part of a list is asked for (RFC 7644 §3.4.2.4): what is below one counts as one, negative counts as none. */
export function partOf(query: Readonly<Record<string, unknown>>) {
  const startIndex = Math.max(1, wholeNumber(query['startindex'], 'startIndex') ?? 1);
  const count = Math.max(0, Math.min(MOST_RESULTS, wholeNumber(query['count'], 'count') ?? DEFAULT_COUNT));
  return { startIndex, count };
}

function wholeNumber(given: unknown, name: string): number | null {
  if (given === undefined) return null;
  if (typeof given === 'string' && /^-?\d{1,9}$/.test(given)) return Number(given);
  throw new ScimError('invalidValue', `\`${name}\` must be a whole number`);
}

/** The version that a change is for; null: whichever there is. What is no version of ours is none that there is. */
export function ifVersionOf(request: FastifyRequest): number | null {
  const given = request.headers['if-match'];
  if (given === undefined || given.trim() === '*') return null;
  return Number(ETAGS.exec(given.trim())?.[1] ?? -1);
}

/** Whether the client has this version already. */
export function isKnown(request: FastifyRequest, version: number): boolean {
  const given = request.headers['if-none-match'];
  const known = given?.split(',').map((etag) => ETAGS.exec(etag.trim())?.[1]) ?? [];
  return known.includes(String(version));
}
