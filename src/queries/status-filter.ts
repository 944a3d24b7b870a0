import {
  type PublicStatus,
  type RequestStatus,
  toPublicStatus,
  transitions,
} from '../domain/request/request-status.ts';
import { isPastDeadline, type RequestFilter } from './request-rows.ts';

const statuses = Object.keys(transitions) as readonly RequestStatus[];

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
