import { Type } from 'typebox';
import { instant, nullable, strict } from '../schema.ts';

export const overviewBody = strict({
  pendingNow: Type.Integer(),
  approvedIn7Days: Type.Integer(),
  deniedIn7Days: Type.Integer(),
  expiredIn7Days: Type.Integer({ description: 'ran out of time undecided' }),
  asOf: Type.String({ format: 'date-time' }),
});

export const chartsQuery = strict({
  timeZone: Type.Optional(
    Type.String({ maxLength: 64, description: 'whose days are counted, by its IANA name; `UTC` if left out' }),
  ),
});

const dayCounts = (description: string) =>
  Type.Array(strict({ day: instant('its first instant'), count: Type.Integer() }), { description });

export const chartsBody = strict({
  activations: dayCounts('roles activated on each of the last 30 days, today last'),
  roles: Type.Array(strict({ id: Type.String(), name: Type.String(), count: Type.Integer() }), {
    description: 'activated most often in those days, at most 8',
  }),
  decisions: Type.Array(
    strict({
      atMostMs: nullable(Type.Integer({ description: 'null: longer than all others' })),
      count: Type.Integer(),
    }),
    { description: 'requests decided in those days, by how many milliseconds that took' },
  ),
  permanent: strict({
    active: Type.Integer({ description: 'held by somebody without an end' }),
    eligible: Type.Integer({ description: 'that somebody may activate without an end' }),
    timeBound: Type.Integer({ description: 'of both kinds, with an end' }),
  }),
  ending: dayCounts('assignments that end on each of the next 14 days, today first'),
});
