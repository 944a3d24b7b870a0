import type { FastifyRequest } from 'fastify';
import { invalidField, refuse } from '../../domain/errors.ts';

/** A query parameter by its name in any case; null where it is absent. Refuses one that is given twice. */
export function queryParameter(request: FastifyRequest, name: string): string | null {
  const lower = name.toLowerCase();
  const given = Object.entries(request.query as Readonly<Record<string, unknown>>).filter(
    ([key]) => key.toLowerCase() === lower,
  );
  const [first] = given;
  if (first === undefined) return null;
  const [, value] = first;
  if (given.length > 1 || typeof value !== 'string') refuse(invalidField(name, value, 'given once'));
  return value;
}
