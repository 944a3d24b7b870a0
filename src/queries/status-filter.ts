import {
  type PublicStatus,
  type RequestStatus,
  toPublicStatus,
  transitions,
} from '../domain/request/request-status.ts';
import { isPastDeadline, type RequestFilter } from './request-rows.ts';

const statuses = Object.keys(transitions) as readonly RequestStatus[];

/** The states on record that can read as this word. */
export function statusesBehind(word: PublicStatus, now: Temporal.Instant): readonly RequestStatus[] {
  return statuses.filter((status) => [null, now].some((expiresAt) => toPublicStatus(status, expiresAt, now) === word));
}

/** The requests that read as this word at `now`: an undecided one past its window is Expired, timer or not. */
export function hasPublicStatus(word: PublicStatus, now: Temporal.Instant): RequestFilter {
  const inWindow = statuses.filter((status) => toPublicStatus(status, null, now) === word);
  const pastWindow = statuses.filter((status) => toPublicStatus(status, now, now) === word);
  return (where) => {
    const isPast = isPastDeadline(now);
    return where.or([
      where.and([where('request.status', 'in', pastWindow), isPast]),
      where.and([where('request.status', 'in', inWindow), where.not(isPast)]),
    ]);
  };
}
