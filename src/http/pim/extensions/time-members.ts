import { type Static, Type } from 'typebox';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { RequestedSchedule } from '../../../domain/request/request.ts';
import { parseInstant } from '../../../domain/time.ts';
import { strict, words } from '../schema.ts';

export const kindWord = words(['eligible', 'active'], 'eligible or active');

/** The time that is asked for or granted: at most one of `duration`, `end` and `permanent`. */
export const timeMembers = {
  start: Type.Optional(Type.String({ maxLength: 40, description: 'an ISO 8601 instant; left out: at once' })),
  duration: Type.Optional(Type.String({ maxLength: 64, description: 'an ISO 8601 duration such as `P90D`' })),
  end: Type.Optional(Type.String({ maxLength: 40, description: 'an ISO 8601 instant' })),
  permanent: Type.Optional(Type.Boolean({ description: 'true: without end' })),
};

const time = strict(timeMembers);

/** Refuses more than one way to say when it ends. */
export function parseTime({ start, duration, end, permanent }: Static<typeof time>): RequestedSchedule {
  const said = Object.entries({ duration, end, permanent: permanent || undefined }).filter(
    ([, value]) => value !== undefined,
  );
  const [, second] = said;
  if (second !== undefined) refuse(invalidField(...second, 'only one of `duration`, `end` and `permanent`'));
  const startAt = start === undefined ? null : parseInstant(start, 'start');
  if (duration !== undefined) return { startAt, expiration: { type: 'afterDuration', duration } };
  if (end !== undefined) return { startAt, expiration: { type: 'afterDateTime', endAt: parseInstant(end, 'end') } };
  return { startAt, expiration: permanent === true ? { type: 'noExpiration' } : null };
}
